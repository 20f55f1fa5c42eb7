import { listPriceTypes, type PriceType, pricesOf } from '#db/catalog/catalog.ts'
import { findCompany } from '#db/people/companies.ts'
import type { Db } from '#db/schema/schema.ts'
import { cautiousPriceType } from '#domain/catalog/price-kinds.ts'
import { isSecretPrice } from '#domain/catalog/prices.ts'
import type { Actor } from '#domain/policy.ts'

/** The price types that people may know of: what the distributor himself pays is none of them. */
export async function shownPriceTypes(db: Db): Promise<PriceType[]> {
  return (await listPriceTypes(db)).filter(({ name }) => !isSecretPrice(name))
}

/** The price column that an actor sees: his company's; if none was set, and for staff, the usual one or else retail. */
export async function priceTypeOf(db: Db, actor: Actor): Promise<PriceType | null> {
  const types = await shownPriceTypes(db)
  const company = actor.companyId === null ? undefined : await findCompany(db, actor.companyId)
  return types.find((type) => type.id === company?.priceTypeId) ?? cautiousPriceType(types)
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
