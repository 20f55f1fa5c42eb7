import { listPriceTypes, type PriceType, pricesOf } from '../db/catalog.ts'
import { findCompany } from '../db/companies.ts'
import type { Db } from '../db/schema.ts'
import type { Actor } from '../domain/policy.ts'

/** The price column that an actor sees: his company's; where none was set, and for staff, the usual one. */
export async function priceTypeOf(db: Db, actor: Actor): Promise<PriceType | null> {
  const types = await listPriceTypes(db)
  const company = actor.companyId === null ? undefined : await findCompany(db, actor.companyId)
  return types.find((type) => type.id === company?.priceTypeId) ?? usualPriceType(types)
}

/** The prices that everybody may know; goods that no price list names one for are absent. */
export async function retailPrices(db: Db, productIds: readonly number[]): Promise<Map<number, number>> {
  const types = (await listPriceTypes(db)).filter((type) => /розни|retail/i.test(type.name))
  const found = new Map<number, number>()
  // Of several sources the newest knows best.
  for (const { id } of types)
    for (const [productId, kopecks] of await pricesOf(db, productIds, id)) found.set(productId, kopecks)
  return found
}

/** The dealers' price; where no price type is called so, the last one that a price list named. */
export function usualPriceType(types: readonly PriceType[]): PriceType | null {
  return types.find((type) => /дилер|dealer/i.test(type.name)) ?? types.at(-1) ?? null
}
