import { sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'

/** A second watch of the same product changes nothing: the first keeps its place in the line. */
export async function addWatch(db: Db, watch: { productId: number; userId: number; askedAt: number }): Promise<void> {
  await db
    .insertInto('stockWatches')
    .values({ ...watch, toldAt: null })
    .onConflict((conflict) => conflict.columns(['productId', 'userId']).where('toldAt', 'is', null).doNothing())
    .execute()
}

export async function removeWatch(db: Db, productId: number, userId: number): Promise<void> {
  await db
    .deleteFrom('stockWatches')
    .where('productId', '=', productId)
    .where('userId', '=', userId)
    .where('toldAt', 'is', null)
    .execute()
}

/** Products that a person waits for. */
export async function watchedBy(db: Db, userId: number): Promise<number[]> {
  const query = db.selectFrom('stockWatches').select('productId').where('userId', '=', userId)
  return (await query.where('toldAt', 'is', null).orderBy('id').execute()).map((row) => row.productId)
}

/** The product of a watch. */
export async function watchedProduct(db: Db, watchId: number): Promise<number | undefined> {
  const query = db.selectFrom('stockWatches').select('productId').where('id', '=', watchId)
  return (await query.executeTakeFirst())?.productId
}

/** Shown products that people wait for; `available` is the availability in a list without quantities. */
export function awaitedProducts(db: Db): Promise<{ id: number; available: number | null }[]> {
  return db
    .selectFrom('products')
    .select(['id', 'available'])
    .where('hiddenAt', 'is', null)
    .where('id', 'in', (eb) => eb.selectFrom('stockWatches').select('productId').where('toldAt', 'is', null))
    .orderBy('id')
    .execute()
}

/** The first watchers in line for a product: people who can be notified and may order. */
export function nextInLine(db: Db, productId: number, limit: number): Promise<{ id: number; userId: number }[]> {
  return db
    .selectFrom('stockWatches')
    .innerJoin('users', 'users.id', 'stockWatches.userId')
    .innerJoin('members', 'members.userId', 'users.id')
    .select(['stockWatches.id', 'stockWatches.userId'])
    .where('stockWatches.productId', '=', productId)
    .where('stockWatches.toldAt', 'is', null)
    .where('users.blockedAt', 'is', null)
    .where('members.role', 'in', ['owner', 'buyer'])
    .orderBy('stockWatches.id')
    .limit(limit)
    .execute()
}

/** Guarded: false means that its person was notified, or it was withdrawn, meanwhile. */
export async function markNotified(db: Db, id: number, at: number): Promise<boolean> {
  const marked = await db
    .updateTable('stockWatches')
    .set({ toldAt: at })
    .where('id', '=', id)
    .where('toldAt', 'is', null)
    .executeTakeFirst()
  return marked.numUpdatedRows === 1n
}

/** The instants after `since` at which watchers of a product were notified, the earliest first. */
export async function notifiedSince(db: Db, productId: number, since: number): Promise<number[]> {
  const query = db.selectFrom('stockWatches').select('toldAt').where('productId', '=', productId)
  const rows = await query.where('toldAt', '>', since).orderBy('toldAt').execute()
  return rows.flatMap(({ toldAt }) => (toldAt === null ? [] : [toldAt]))
}

/**
 * Watches notified after `since` whose goods were gone again before the notice could be sent (its key contains the
 * watch). A person who has asked again meanwhile already has a place in the line.
 */
export async function notifiedInVain(
  db: Db,
  since: number,
): Promise<{ id: number; productId: number; notifiedAt: number }[]> {
  const { rows } = await sql<{ id: number; productId: number; notifiedAt: number }>`
    select id, product_id, told_at as notified_at from stock_watches watches where told_at > ${since} and exists (
      select 1 from outbox where outbox.failure = 'obsolete'
      and outbox.key = 'back-in-stock:' || watches.id || ':' || watches.told_at || ':' || watches.user_id)
    and not exists (select 1 from stock_watches anew where anew.product_id = watches.product_id
      and anew.user_id = watches.user_id and anew.told_at is null)
    order by id`.execute(db)
  return rows
}

/** Puts a watch back into its place in the line. */
export async function reopenWatch(db: Db, id: number): Promise<void> {
  await db.updateTable('stockWatches').set({ toldAt: null }).where('id', '=', id).execute()
}
