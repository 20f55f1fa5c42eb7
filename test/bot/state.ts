import type { Kysely } from 'kysely'
import type { Schema } from '#db/schema/schema.ts'

const shared = [
  ...['companies', 'members', 'staff', 'prices', 'stock', 'invoices', 'invoiceLines', 'reservations', 'invitations'],
  ...['payments', 'allocations', 'shipments', 'shipmentLines', 'shipmentEvents', 'ledgerEntries'],
  ...['extensions', 'claims', 'holds', 'savedLists', 'savedListLines', 'savedSelections'],
] as (keyof Schema)[]

/** All that matters to others than this person: his own cart, draft and registration are left out. */
export async function stateBeside(db: Kysely<Schema>, { id }: { id: number }): Promise<string> {
  const all = await rowsOf(db, shared)
  const carts = await db.selectFrom('carts').selectAll().where('userId', '!=', id).execute()
  const ids = carts.map((cart) => cart.id)
  all.push(carts, await db.selectFrom('cartLines').selectAll().where('cartId', 'in', ids).execute())
  for (const table of ['shipmentDrafts', 'registrations'] as const)
    all.push(await db.selectFrom(table).selectAll().where('userId', '!=', id).execute())
  return JSON.stringify(all)
}

/** All that people have done and been told, by table; without ids of drafts and messages, which may have gaps. */
export async function wholeState(db: Kysely<Schema>): Promise<Record<string, unknown>> {
  const tables = [...shared, 'carts', 'cartLines', 'shipmentDrafts', 'registrations', 'auditTrail', 'outbox'] as const
  const rows = await rowsOf(db, tables)
  const withoutDrafts = JSON.stringify(rows, (key, value) =>
    key === 'draftId' || key === 'messageId' ? undefined : value,
  )
  const plain = JSON.parse(withoutDrafts) as { id?: number }[][]
  const drafts = plain[tables.indexOf('shipmentDrafts')]
  for (const draft of drafts ?? []) delete draft.id
  return Object.fromEntries(tables.map((table, i) => [table, plain[i]]))
}

async function rowsOf(db: Kysely<Schema>, tables: readonly (keyof Schema)[]): Promise<unknown[]> {
  const all: unknown[] = []
  for (const table of tables) all.push(await db.selectFrom(table).selectAll().execute())
  return all
}
