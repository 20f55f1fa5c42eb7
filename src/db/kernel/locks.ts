import { sql } from 'kysely'
import { isPostgres } from '#db/engine/ddl.ts'
import type { Db } from '#db/schema/schema.ts'

/** Subjects of decisions that are made one at a time. Several locks are taken in this order. */
const subjects = ['staff', 'person', 'inn', 'company', 'cart', 'draft', 'watch'] as const
export type Lockable = (typeof subjects)[number]

/**
 * Makes other decisions about the same subject wait until this transaction ends. On PostgreSQL an advisory lock, so
 * that it also covers rows that do not exist yet; on SQLite the write transaction is the lock.
 */
export async function lockFor(db: Db, subject: Lockable, id: number | string): Promise<void> {
  if (!isPostgres(db)) return
  const key = typeof id === 'number' ? sql`cast(${id % 2 ** 31} as integer)` : sql`hashtext(${id})`
  await sql`select pg_advisory_xact_lock(${sql.lit(subjects.indexOf(subject))}, ${key})`.execute(db)
}
