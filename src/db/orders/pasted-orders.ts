import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'

export type PastedOrder = Selectable<Schema['quickOrders']>
export type PastedOrderLine = Selectable<Schema['quickOrderLines']>

const ROWS_AT_ONCE = 500

/** The list from this update, if it was read before. */
export function findPastedOrderOf(db: Db, userId: number, updateId: number): Promise<PastedOrder | undefined> {
  return db
    .selectFrom('quickOrders')
    .selectAll()
    .where('userId', '=', userId)
    .where('updateId', '=', updateId)
    .executeTakeFirst()
}

/** The list from this message, before or after an edit. */
export function findPastedOrderOfMessage(db: Db, userId: number, messageId: number): Promise<PastedOrder | undefined> {
  return db
    .selectFrom('quickOrders')
    .selectAll()
    .where('userId', '=', userId)
    .where('messageId', '=', messageId)
    .executeTakeFirst()
}

export function findPastedOrder(db: Db, id: number): Promise<PastedOrder | undefined> {
  return db.selectFrom('quickOrders').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function addPastedOrder(db: Db, order: Insertable<Schema['quickOrders']>, lines: Lines): Promise<number> {
  const { id } = await db.insertInto('quickOrders').values(order).returning('id').executeTakeFirstOrThrow()
  await addLines(db, id, lines)
  return id
}

type Lines = readonly Omit<Insertable<Schema['quickOrderLines']>, 'orderId'>[]

async function addLines(db: Db, id: number, lines: Lines): Promise<void> {
  for (let from = 0; from < lines.length; from += ROWS_AT_ONCE) {
    const rows = lines.slice(from, from + ROWS_AT_ONCE).map((line) => ({ ...line, orderId: id }))
    await db.insertInto('quickOrderLines').values(rows).execute()
  }
}

/** Replaces the lines that were read before. Guarded: false means that they are in a cart already. */
export async function rewritePastedOrder(
  db: Db,
  id: number,
  change: Pick<Updateable<Schema['quickOrders']>, 'updateId' | 'name' | 'pending' | 'unordered' | 'around'>,
  lines: Lines,
): Promise<boolean> {
  const changed = await db
    .updateTable('quickOrders')
    .set(change)
    .where('id', '=', id)
    .where('addedAt', 'is', null)
    .executeTakeFirst()
  if (changed.numUpdatedRows !== 1n) return false
  await db.deleteFrom('quickOrderLines').where('orderId', '=', id).execute()
  await addLines(db, id, lines)
  return true
}

/** Saves the message of the answer, and the rest of the open question. */
export async function changePastedOrder(
  db: Db,
  id: number,
  change: Pick<Updateable<Schema['quickOrders']>, 'answerId' | 'pending'>,
): Promise<void> {
  await db.updateTable('quickOrders').set(change).where('id', '=', id).execute()
}

/** In the order of the list. */
export function pastedOrderLines(db: Db, orderId: number): Promise<PastedOrderLine[]> {
  return db.selectFrom('quickOrderLines').selectAll().where('orderId', '=', orderId).orderBy('position').execute()
}

export async function decidePastedOrderLine(
  db: Db,
  orderId: number,
  position: number,
  change: Pick<PastedOrderLine, 'outcome' | 'productId' | 'quantity'>,
): Promise<void> {
  await db
    .updateTable('quickOrderLines')
    .set(change)
    .where('orderId', '=', orderId)
    .where('position', '=', position)
    .execute()
}

/** Guarded: false means that its goods are in a cart already. */
export async function markAdded(db: Db, id: number, at: number): Promise<boolean> {
  const marked = await db
    .updateTable('quickOrders')
    .set({ addedAt: at })
    .where('id', '=', id)
    .where('addedAt', 'is', null)
    .executeTakeFirst()
  return marked.numUpdatedRows === 1n
}
