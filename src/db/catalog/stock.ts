import { sql } from 'kysely'
import { isPostgres } from '#db/engine/ddl.ts'
import type { Db } from '#db/schema/schema.ts'
import { settleMoved } from '#domain/catalog/availability.ts'

/** `isLive` of domain/reserve/reservations.ts as SQL: a released, shipped or expired row is not live. */
export function liveAt(now: number) {
  return sql<boolean>`(reservations.released_at is null and reservations.shipped_at is null
    and (reservations.protected_at is not null or reservations.until_at > ${now}))`
}

/** The `source` of a shelf whose pieces the newest list counts in other warehouses. */
export const MOVED = 'moved'

export interface Shelf {
  productId: number
  warehouseId: number
  warehouseName: string
  onHand: number
  /** On hand minus live rows. */
  free: number
}

/**
 * Free pieces of these products, per warehouse, at `now`: the only way availability is ever counted. Pieces reserved on
 * a shelf that has moved are subtracted from the shelves they moved to: no piece is promised twice.
 */
export async function shelves(db: Db, productIds: readonly number[], now: number): Promise<Shelf[]> {
  if (productIds.length === 0) return []
  const rows = await db
    .selectFrom('stock')
    .innerJoin('warehouses', 'warehouses.id', 'stock.warehouseId')
    .select(['stock.productId', 'stock.warehouseId', 'warehouses.name as warehouseName', 'stock.onHand'])
    .select((eb) => eb.case().when('stock.source', '=', MOVED).then(1).else(0).end().as('hasMoved'))
    .select(freeNow(now).as('free'))
    .where('stock.productId', 'in', productIds)
    .orderBy('stock.productId')
    .orderBy('stock.warehouseId')
    .execute()
  const byProduct = Map.groupBy(
    rows.map(({ hasMoved, ...shelf }) => ({ shelf, hasMoved: hasMoved === 1 })),
    ({ shelf }) => shelf.productId,
  )
  return [...byProduct.values()].flatMap(settleMoved)
}

/** Of a row of `stock`: on hand minus live rows. */
export function freeNow(now: number) {
  return sql<number>`cast(stock.on_hand - coalesce((select sum(reservations.quantity) from reservations
    where reservations.product_id = stock.product_id and reservations.warehouse_id = stock.warehouse_id
    and ${liveAt(now)}), 0) as integer)`
}

/** Of a row of `products`: free pieces in all warehouses together, at least 0, equal to the count of `shelves`. */
export function freeInAll(now: number) {
  return sql<number>`cast(coalesce((select case when sum(free) > 0 then sum(free) else 0 end from (
    select case when ${freeNow(now)} > 0 or stock.source = ${sql.lit(MOVED)} then ${freeNow(now)} else 0 end as free
    from stock where stock.product_id = products.id) shelves), 0) as integer)`
}

/** Locks the stock rows of these products in one order everywhere; on SQLite the write transaction is the lock. */
export async function lockStock(db: Db, productIds: readonly number[]): Promise<void> {
  if (!isPostgres(db) || productIds.length === 0) return
  await db
    .selectFrom('stock')
    .select('productId')
    .where('productId', 'in', productIds)
    .orderBy('productId')
    .orderBy('warehouseId')
    .forUpdate()
    .execute()
}

export function listWarehouses(db: Db): Promise<{ id: number; key: string; name: string; address: string }[]> {
  return db.selectFrom('warehouses').selectAll().orderBy('id').execute()
}

/** Takes shipped goods out of stock, with a stock move. Never below zero: an ERP may have subtracted them before. */
export async function takeOut(
  db: Db,
  given: { productId: number; warehouseId: number; quantity: number; at: number; shipmentId: number },
): Promise<void> {
  const { productId, warehouseId, quantity, at, shipmentId } = given
  const row = await db
    .selectFrom('stock')
    .select('onHand')
    .where('productId', '=', productId)
    .where('warehouseId', '=', warehouseId)
    .executeTakeFirst()
  const taken = Math.min(quantity, row?.onHand ?? 0)
  if (taken === 0) return
  await db
    .updateTable('stock')
    .set({ onHand: sql<number>`on_hand - ${taken}` })
    .where('productId', '=', productId)
    .where('warehouseId', '=', warehouseId)
    .execute()
  await db
    .insertInto('stockMoves')
    .values({ productId, warehouseId, delta: -taken, at, importId: null, shipmentId })
    .execute()
}

/** Live reservations of these products, the soonest to end first. Protected rows have no end and are absent. */
export function nextFreed(
  db: Db,
  productIds: readonly number[],
  now: number,
): Promise<{ productId: number; untilAt: number; quantity: number; invoiceId: number }[]> {
  return db
    .selectFrom('reservations')
    .select(['productId', 'untilAt', 'quantity', 'invoiceId'])
    .where('productId', 'in', productIds)
    .where('protectedAt', 'is', null)
    .where(liveAt(now))
    .orderBy('untilAt')
    .orderBy('id')
    .execute()
}

/** Live rows of one product with their companies and ends; protected rows have no end. */
export async function liveReservationsOf(
  db: Db,
  productId: number,
  now: number,
): Promise<{ warehouseId: number; quantity: number; companyId: number; endsAt: number | null }[]> {
  const rows = await db
    .selectFrom('reservations')
    .innerJoin('invoices', 'invoices.id', 'reservations.invoiceId')
    .select(['reservations.warehouseId', 'reservations.quantity', 'invoices.companyId'])
    .select(['reservations.untilAt', 'reservations.protectedAt'])
    .where('reservations.productId', '=', productId)
    .where(liveAt(now))
    .orderBy('reservations.id')
    .execute()
  return rows.map(({ untilAt, protectedAt, ...row }) => ({ ...row, endsAt: protectedAt === null ? untilAt : null }))
}

export interface ReserveHolder {
  companyName: string
  invoiceNumber: number
  quantity: number
  /** null: the clock does not end it. */
  endsAt: number | null
}

/** The live rows of one product by name, for the staff: the soonest to end first, those without an end last. */
export async function reserveHolders(db: Db, productId: number, now: number): Promise<ReserveHolder[]> {
  const rows = await db
    .selectFrom('reservations')
    .innerJoin('invoices', 'invoices.id', 'reservations.invoiceId')
    .innerJoin('companies', 'companies.id', 'invoices.companyId')
    .select(['companies.name as companyName', 'invoices.number as invoiceNumber', 'reservations.quantity'])
    .select(['reservations.untilAt', 'reservations.protectedAt'])
    .where('reservations.productId', '=', productId)
    .where(liveAt(now))
    .orderBy('reservations.id')
    .execute()
  return rows
    .map(({ untilAt, protectedAt, ...row }) => ({ ...row, endsAt: protectedAt === null ? untilAt : null }))
    .sort((a, b) => (a.endsAt ?? Number.POSITIVE_INFINITY) - (b.endsAt ?? Number.POSITIVE_INFINITY))
}

/** Free pieces in all warehouses together, per product; products without free pieces are absent. */
export async function freeTotals(db: Db, productIds: readonly number[], now: number): Promise<Map<number, number>> {
  const totals = new Map<number, number>()
  for (const { productId, free } of await shelves(db, productIds, now))
    if (free > 0) totals.set(productId, (totals.get(productId) ?? 0) + free)
  return totals
}
