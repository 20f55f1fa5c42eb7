import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** What is kept for so long and no longer, the personal first. */
export const kept = ['refusals', 'lists', 'notices', 'deeds'] as const
export type Kept = (typeof kept)[number]

/** Since when the oldest of these is kept, ms; null: there is none. */
export async function keptSince(db: Db, what: Kept): Promise<number | null> {
  const row = await oldest(db, what)
  return row?.at ?? null
}

function oldest(db: Db, what: Kept): Promise<{ at: number | null } | undefined> {
  switch (what) {
    case 'refusals':
      return db
        .selectFrom('registrations')
        .select('refusedAt as at')
        .where('refusedAt', 'is not', null)
        .orderBy('refusedAt')
        .limit(1)
        .executeTakeFirst()
    case 'lists':
      return db.selectFrom('quickOrders').select('createdAt as at').orderBy('id').limit(1).executeTakeFirst()
    case 'notices':
      return db
        .selectFrom('outbox')
        .select('createdAt as at')
        .where(isSettled)
        .orderBy('id')
        .limit(1)
        .executeTakeFirst()
    case 'deeds':
      return db.selectFrom('auditTrail').select('at').orderBy('id').limit(1).executeTakeFirst()
  }
}

/** Sent, or given up. */
const isSettled = sql<boolean>`(sent_at is not null or dropped_at is not null)`

/** Takes away so many of these that are older than `before`, the oldest first; answers how many. */
export async function forget(db: Db, what: Kept, before: number, limit: number): Promise<number> {
  const ids = await olderThan(db, what, before, limit)
  if (ids.length === 0) return 0
  if (what === 'refusals')
    await db.deleteFrom('registrations').where('userId', 'in', ids).where('refusedAt', '<=', before).execute()
  if (what === 'notices') await db.deleteFrom('outbox').where('id', 'in', ids).execute()
  if (what === 'deeds') await db.deleteFrom('auditTrail').where('id', 'in', ids).execute()
  if (what === 'lists') {
    await db.deleteFrom('quickOrderLines').where('orderId', 'in', ids).execute()
    await db.deleteFrom('quickOrders').where('id', 'in', ids).execute()
  }
  return ids.length
}

async function olderThan(db: Db, what: Kept, before: number, limit: number): Promise<number[]> {
  const rows = await select()
  return rows.map((row) => row.id)

  function select(): Promise<{ id: number }[]> {
    switch (what) {
      case 'refusals':
        return db
          .selectFrom('registrations')
          .select('userId as id')
          .where('refusedAt', '<=', before)
          .orderBy('refusedAt')
          .limit(limit)
          .execute()
      case 'lists':
        return db
          .selectFrom('quickOrders')
          .select('id')
          .where('createdAt', '<=', before)
          .orderBy('id')
          .limit(limit)
          .execute()
      case 'notices':
        return db
          .selectFrom('outbox')
          .select('id')
          .where(isSettled)
          .where('createdAt', '<=', before)
          .orderBy('id')
          .limit(limit)
          .execute()
      case 'deeds':
        return db.selectFrom('auditTrail').select('id').where('at', '<=', before).orderBy('id').limit(limit).execute()
    }
  }
}
