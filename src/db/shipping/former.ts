import type { Db } from '#db/schema/schema.ts'

/** Contacts of a company's former requests, the newest first, each once. */
export async function formerContacts(
  db: Db,
  companyId: number,
  limit: number,
): Promise<{ contactName: string; contactPhone: string }[]> {
  const rows = await db
    .selectFrom('shipments')
    .select((eb) => ['contactName', 'contactPhone', eb.fn.max('id').as('newest')])
    .where('companyId', '=', companyId)
    .groupBy(['contactName', 'contactPhone'])
    .orderBy('newest', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ contactName, contactPhone }) => ({ contactName, contactPhone }))
}

/** Where a former request went; `shipmentId`: the first one that went there. */
export interface FormerPlace {
  shipmentId: number
  carrier: string
  terminal: string
  address: string
}

/** Where a company's former requests went, the newest first, each place once. */
export function formerPlaces(db: Db, companyId: number, limit: number): Promise<FormerPlace[]> {
  return db
    .selectFrom('shipments')
    .select((eb) => ['carrier', 'terminal', 'address', eb.fn.min('id').as('shipmentId')])
    .where('companyId', '=', companyId)
    .where('method', '!=', 'pickup')
    .groupBy(['carrier', 'terminal', 'address'])
    .orderBy((eb) => eb.fn.max('id'), 'desc')
    .limit(limit)
    .execute()
}
