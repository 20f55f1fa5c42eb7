import { listPriceTypes, type PriceType } from '../db/catalog.ts'
import { findCompany } from '../db/companies.ts'
import type { Db } from '../db/schema.ts'
import type { Actor } from '../domain/policy.ts'

/** The price column that an actor sees: his company's; where none was set, and for staff, the usual one. */
export async function priceTypeOf(db: Db, actor: Actor): Promise<PriceType | null> {
  const types = await listPriceTypes(db)
  const company = actor.companyId === null ? undefined : await findCompany(db, actor.companyId)
  return types.find((type) => type.id === company?.priceTypeId) ?? usualPriceType(types)
}

/** The dealers' price; where no price type is called so, the last one that a price list named. */
export function usualPriceType(types: readonly PriceType[]): PriceType | null {
  return types.find((type) => /дилер|dealer/i.test(type.name)) ?? types.at(-1) ?? null
}
