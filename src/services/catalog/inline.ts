import { describedProducts } from '#db/catalog/catalog.ts'
import { freeTotals } from '#db/catalog/stock.ts'
import { findPerson } from '#db/people/people.ts'
import type { StatedCharacteristic } from '#domain/catalog/characteristics.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { may } from '#domain/policy.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { retailPrices } from './prices.ts'

/** Goods as anybody may see them in any chat: never with a company's price. */
export interface InlineGoods {
  id: number
  sku: string
  model: string
  name: string
  /** At the retail price; null: on request. */
  retailKopecks: number | null
  /** As the price list states them. */
  characteristics: StatedCharacteristic[]
  /** On all warehouses; null for people who may not know. */
  free: number | null
}

export interface InlinePage {
  goods: InlineGoods[]
  /** The offset of the next page; null: there is none. */
  next: number | null
  locale: string | null
}

/** A page of the goods that `@bot words` finds: the same for everybody, with counts for people who may order. */
export async function searchInline(deps: Deps, userId: number, text: string, offset: number): Promise<InlinePage> {
  const person = await findPerson(deps.db, userId)
  const locale = person?.user.locale ?? null
  if (text.trim() === '') return { goods: [], next: null, locale }
  const found = await deps.search.find({
    text: text.slice(0, catalogLimits.queryLength),
    offset,
    limit: catalogLimits.inlinePageSize,
  })
  const { ids, total } = found
  const rows = new Map((await describedProducts(deps.db, ids)).map((row) => [row.id, row]))
  const prices = await retailPrices(deps.db, ids)
  const seesStock = person !== undefined && may(person.actor, 'order')
  const totals = seesStock ? await freeTotals(deps.db, ids, deps.clock.now()) : null
  const goods: InlineGoods[] = []
  for (const id of ids) {
    const row = rows.get(id)
    if (!row) continue
    goods.push({
      ...{ id, sku: row.sku, model: row.model, name: row.name },
      retailKopecks: prices.get(id) ?? null,
      characteristics: JSON.parse(row.characteristics) as StatedCharacteristic[],
      free: totals && (totals.get(id) ?? 0),
    })
  }
  const after = offset + ids.length
  return { goods, next: ids.length > 0 && after < total ? after : null, locale }
}
