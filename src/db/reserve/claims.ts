import type { Insertable, Selectable } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'

export type Claim = Selectable<Schema['claims']>

/** Adds the one claim of an invoice: false means that it has one already. */
export async function addClaim(db: Db, row: Insertable<Schema['claims']>): Promise<boolean> {
  const added = await db
    .insertInto('claims')
    .values(row)
    .onConflict((conflict) => conflict.column('invoiceId').doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

export function findClaim(db: Db, invoiceId: number): Promise<Claim | undefined> {
  return db.selectFrom('claims').selectAll().where('invoiceId', '=', invoiceId).executeTakeFirst()
}

/** Claims that wait for a manager, the oldest first. */
export function openClaims(db: Db): Promise<Claim[]> {
  return db.selectFrom('claims').selectAll().where('decidedAt', 'is', null).orderBy('id').execute()
}

/** Guarded: false means that it was decided before. */
export async function decideClaim(
  db: Db,
  invoiceId: number,
  decision: { decidedBy: number; decidedAt: number; outcome: 'paid' | 'refused' },
): Promise<boolean> {
  const decided = await db
    .updateTable('claims')
    .set(decision)
    .where('invoiceId', '=', invoiceId)
    .where('decidedAt', 'is', null)
    .executeTakeFirst()
  return decided.numUpdatedRows === 1n
}
