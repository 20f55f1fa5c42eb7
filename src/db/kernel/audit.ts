import type { Db } from '#db/schema/schema.ts'

export interface AuditEntry {
  at: number
  /** null: the clock, or the terminal. */
  userId: number | null
  action: string
  subject: string
  subjectId: number
  details?: Record<string, unknown>
}

const toRow = (entry: AuditEntry) => ({ ...entry, details: JSON.stringify(entry.details ?? {}) })

/** Answers the entry’s id. */
export async function addAuditEntry(db: Db, entry: AuditEntry): Promise<number> {
  const { id } = await db.insertInto('auditTrail').values(toRow(entry)).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function addAuditEntries(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await db.insertInto('auditTrail').values(entries.map(toRow)).execute()
}

/** The result of this operation's first call, if there was one. */
export async function findOperation<Result>(db: Db, key: string): Promise<Result | undefined> {
  const row = await db.selectFrom('operations').select('result').where('key', '=', key).executeTakeFirst()
  return row && (JSON.parse(row.result) as Result)
}

export async function addOperation(db: Db, key: string, at: number, result: unknown): Promise<void> {
  await db
    .insertInto('operations')
    .values({ key, at, result: JSON.stringify(result) })
    .execute()
}

/** The next number of a kind of document; the row is locked until the transaction ends, so numbers have no gaps. */
export async function nextNumber(db: Db, name: 'invoice' | 'shipment'): Promise<number> {
  const row = await db
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirstOrThrow()
  return row.value
}
