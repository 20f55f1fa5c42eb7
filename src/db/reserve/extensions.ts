import type { Selectable } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'

export type Extension = Selectable<Schema['extensions']>

/** The open request of an invoice, an existing or a new one. */
export async function openExtension(
  db: Db,
  row: { invoiceId: number; askedBy: number; askedAt: number; askedMs?: number; reason?: string },
): Promise<Extension> {
  await db
    .insertInto('extensions')
    .values({ ...row, decidedBy: null, decidedAt: null, grantedMs: null })
    .onConflict((conflict) => conflict.column('invoiceId').where('decidedAt', 'is', null).doNothing())
    .execute()
  return db
    .selectFrom('extensions')
    .selectAll()
    .where('invoiceId', '=', row.invoiceId)
    .where('decidedAt', 'is', null)
    .executeTakeFirstOrThrow()
}

/** The newest request of an invoice that this person made after `since`, open or decided. */
export function latelyAsked(
  db: Db,
  { invoiceId, askedBy, since }: { invoiceId: number; askedBy: number; since: number },
): Promise<Extension | undefined> {
  return db
    .selectFrom('extensions')
    .selectAll()
    .where('invoiceId', '=', invoiceId)
    .where('askedBy', '=', askedBy)
    .where('askedAt', '>', since)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function findExtension(db: Db, id: number): Promise<Extension | undefined> {
  return db.selectFrom('extensions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Requests that wait for a manager, the oldest first. */
export function openExtensions(db: Db): Promise<Extension[]> {
  return db.selectFrom('extensions').selectAll().where('decidedAt', 'is', null).orderBy('id').execute()
}

/** True if a request of this invoice waits for an answer. */
export async function hasOpenExtension(db: Db, invoiceId: number): Promise<boolean> {
  const row = await db
    .selectFrom('extensions')
    .select('id')
    .where('invoiceId', '=', invoiceId)
    .where('decidedAt', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** The number of extensions of an invoice's reserve. */
export async function countGranted(db: Db, invoiceId: number): Promise<number> {
  const rows = await db
    .selectFrom('extensions')
    .select('id')
    .where('invoiceId', '=', invoiceId)
    .where('grantedMs', 'is not', null)
    .execute()
  return rows.length
}

/** Guarded: false means that it was decided before. */
export async function decideExtension(
  db: Db,
  id: number,
  decision: { decidedBy: number; decidedAt: number; grantedMs: number | null },
): Promise<boolean> {
  const decided = await db
    .updateTable('extensions')
    .set(decision)
    .where('id', '=', id)
    .where('decidedAt', 'is', null)
    .executeTakeFirst()
  return decided.numUpdatedRows === 1n
}
