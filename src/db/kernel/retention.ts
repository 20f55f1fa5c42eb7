import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/engine/schema.ts'

/** What is kept for so long and no longer, the personal first. */
export const kept = ['refusals', 'lists', 'notices', 'deeds'] as const
export type Kept = (typeof kept)[number]

/** Where it stands, and what of it may go: in its order the oldest come first. */
const places: Record<Kept, { from: RawBuilder<unknown>; at: string; id: string; order: string }> = {
  refusals: {
    from: sql`registrations where refused_at is not null`,
    at: 'refusedAt',
    id: 'userId',
    order: 'refusedAt',
  },
  lists: { from: sql`quick_orders where true`, at: 'createdAt', id: 'id', order: 'id' },
  // Sent, or given up.
  notices: {
    from: sql`outbox where (sent_at is not null or dropped_at is not null)`,
    at: 'createdAt',
    id: 'id',
    order: 'id',
  },
  deeds: { from: sql`audit_trail where true`, at: 'at', id: 'id', order: 'id' },
}

async function oldest(db: Db, what: Kept, before: number, limit: number): Promise<{ id: number; at: number }[]> {
  const { from, at, id, order } = places[what]
  const { rows } = await sql<{
    id: number
    at: number
  }>`select ${sql.ref(id)} as "id", ${sql.ref(at)} as "at" from ${from}
    and ${sql.ref(at)} <= ${before} order by ${sql.ref(order)} limit ${limit}`.execute(db)
  return rows
}

/** Since when the oldest of these is kept, ms; null: there is none. */
export async function keptSince(db: Db, what: Kept): Promise<number | null> {
  const [first] = await oldest(db, what, Number.MAX_SAFE_INTEGER, 1)
  return first?.at ?? null
}

/** Takes away so many of these that are no younger than `before`, the oldest first; answers how many. */
export async function forget(db: Db, what: Kept, before: number, limit: number): Promise<number> {
  const ids = (await oldest(db, what, before, limit)).map(({ id }) => id)
  if (ids.length === 0) return 0
  if (what === 'refusals')
    await db.deleteFrom('registrations').where('userId', 'in', ids).where('refusedAt', '<=', before).execute()
  else if (what === 'notices') await db.deleteFrom('outbox').where('id', 'in', ids).execute()
  else if (what === 'deeds') await db.deleteFrom('auditTrail').where('id', 'in', ids).execute()
  else {
    await db.deleteFrom('quickOrderLines').where('orderId', 'in', ids).execute()
    await db.deleteFrom('quickOrders').where('id', 'in', ids).execute()
  }
  return ids.length
}
