import { listPriceTypes, type PriceType } from '../db/catalog.ts'
import { findCompany } from '../db/companies.ts'
import type { Db } from '../db/schema.ts'
import type { Actor } from '../domain/policy.ts'

/** The price column that an actor sees: his company's; staff see the first one. null: no prices at all. */
export async function priceTypeOf(db: Db, actor: Actor): Promise<PriceType | null> {
  const types = await listPriceTypes(db)
  if (actor.companyId === null) return types[0] ?? null
  const company = await findCompany(db, actor.companyId)
  return types.find((type) => type.id === company?.priceTypeId) ?? null
}
