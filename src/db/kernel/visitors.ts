import { type RawBuilder, sql } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'

/** Columns with people whose rows must stay. */
const references = [
  ['registrations', 'userId'],
  ['members', 'userId'],
  ['staff', 'userId'],
  ['companies', 'managerId'],
  ['companies', 'approvedBy'],
  ['invitations', 'createdBy'],
  ['carts', 'userId'],
  ['quickOrders', 'userId'],
  ['savedLists', 'savedBy'],
  ['savedSelections', 'savedBy'],
  ['sharedSelections', 'sharedBy'],
  ['invoices', 'createdBy'],
  ['cards', 'userId'],
  ['reservations', 'reservedBy'],
  ['extensions', 'askedBy'],
  ['claims', 'claimedBy'],
  ['holds', 'heldBy'],
  ['shipmentDrafts', 'userId'],
  ['shipments', 'filedBy'],
  ['shipmentPasses', 'issuedBy'],
  ['shipmentCards', 'userId'],
  ['stockWatches', 'userId'],
  ['comparisons', 'userId'],
  ['outbox', 'userId'],
] as const satisfies readonly (readonly [keyof Schema, string])[]

/** A row of `users` that never belonged to a company or the staff, and that no row refers to. */
export const onlyLookedIn: RawBuilder<unknown> = sql`joined_at is null and ${sql.join(
  references.map(
    ([table, column]) =>
      sql`not exists (select 1 from ${sql.table(table)} where ${sql.ref(`${table}.${column}`)} = users.id)`,
  ),
  sql` and `,
)}`

/** Deletes visitors last seen by `before`, with their selections and forms; answers their number. */
export async function forgetVisitors(db: Db, ids: readonly number[], before: number): Promise<number> {
  // Locks the rows: a visitor who comes back now waits, and then gets a new row.
  const gone = await db
    .updateTable('users')
    .set((eb) => ({ seenAt: eb.ref('seenAt') }))
    .where('id', 'in', ids)
    .where('seenAt', '<=', before)
    .returning('id')
    .execute()
  if (gone.length === 0) return 0
  const lost = gone.map(({ id }) => id)
  await db.deleteFrom('selections').where('userId', 'in', lost).execute()
  await db.deleteFrom('conversationStates').where('key', 'in', lost.map(String)).execute()
  await db.deleteFrom('users').where('id', 'in', lost).execute()
  return lost.length
}
