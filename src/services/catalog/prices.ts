import { listPriceTypes, type PriceType, pricesOf } from '#db/catalog/catalog.ts'
import { findCompany } from '#db/people/companies.ts'
import type { Db } from '#db/schema/schema.ts'
import { cautiousPriceType } from '#domain/catalog/price-kinds.ts'
import { isSecretPrice } from '#domain/catalog/prices.ts'
import type { Actor } from '#domain/policy.ts'

/** The price types that people may know of, without the distributor's purchase prices. */
export async function shownPriceTypes(db: Db): Promise<PriceType[]> {
  return (await listPriceTypes(db)).filter(({ name }) => !isSecretPrice(name))
}

/** The price column of an actor: the company's; if none was set, and for staff, the usual one or else retail. */
export async function priceTypeOf(db: Db, actor: Actor): Promise<PriceType | null> {
  const types = await shownPriceTypes(db)
  const company = actor.companyId === null ? undefined : await findCompany(db, actor.companyId)
  return types.find((type) => type.id === company?.priceTypeId) ?? cautiousPriceType(types)
}

/** The prices that everybody may know; goods without such a price are absent. */
export async function retailPrices(db: Db, productIds: readonly number[]): Promise<Map<number, number>> {
  const types = (await listPriceTypes(db)).filter((type) => /розни|retail/i.test(type.name))
  const found = new Map<number, number>()
  // The newest of several sources wins.
  for (const { id } of types)
    for (const [productId, kopecks] of await pricesOf(db, productIds, id)) found.set(productId, kopecks)
  return found
}
