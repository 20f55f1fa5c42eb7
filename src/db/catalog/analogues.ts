import { sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'
import { freeInAll } from './stock.ts'

export interface AnalogueCandidate {
  id: number
  sku: string
  model: string
  name: string
  /** Availability in a list without quantities: 1, or null. */
  available: number | null
  /** JSON: as the price list states them. */
  characteristics: string
  kopecks: number
  /** In all warehouses together. */
  free: number
}

/** Other goods in stock with a price, of the same category, the nearest to `kopecks` first (null: in any order). */
export async function analogueCandidates(
  db: Db,
  product: { id: number; categoryId: number | null },
  given: { priceTypeId: number; kopecks: number | null; now: number; limit: number },
): Promise<AnalogueCandidate[]> {
  const { rows } = await sql<AnalogueCandidate>`
    select id, sku, model, name, available, characteristics, kopecks, free from (
      select products.id, products.sku, products.model, products.name, products.available, products.characteristics,
        prices.kopecks, ${freeInAll(given.now)} as free
      from products join prices on prices.product_id = products.id and prices.price_type_id = ${given.priceTypeId}
      where products.category_id = ${product.categoryId} and products.id <> ${product.id}
      and products.hidden_at is null) others
    where free > 0 or available = 1
    order by abs(kopecks - cast(${given.kopecks ?? 0} as bigint)) * ${given.kopecks === null ? 0 : 1}, id
    limit ${given.limit}`.execute(db)
  return rows
}
