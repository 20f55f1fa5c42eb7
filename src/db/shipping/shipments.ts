import type { Insertable, Selectable, Updateable } from 'kysely'
import { isPostgres } from '#db/engine/ddl.ts'
import type { Db, Schema } from '#db/schema/schema.ts'
import { endedStates, openStates, type Shipment, type ShipmentState } from '#domain/shipping/shipments.ts'

export type ShipmentDraft = Selectable<Schema['shipmentDrafts']>

/** The member's open draft for an invoice: the one he has, or a new one. */
export async function openDraft(db: Db, draft: Insertable<Schema['shipmentDrafts']>): Promise<ShipmentDraft> {
  await db
    .insertInto('shipmentDrafts')
    .values(draft)
    .onConflict((conflict) =>
      conflict
        .columns(['userId', 'invoiceId'])
        .where('filedAt', 'is', null)
        .doUpdateSet({ createdAt: draft.createdAt }),
    )
    .execute()
  return db
    .selectFrom('shipmentDrafts')
    .selectAll()
    .where('userId', '=', draft.userId)
    .where('invoiceId', '=', draft.invoiceId)
    .where('filedAt', 'is', null)
    .executeTakeFirstOrThrow()
}

export function findDraft(db: Db, id: number): Promise<ShipmentDraft | undefined> {
  return db.selectFrom('shipmentDrafts').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function updateDraft(db: Db, id: number, change: Updateable<Schema['shipmentDrafts']>): Promise<void> {
  await db.updateTable('shipmentDrafts').set(change).where('id', '=', id).execute()
}

function shipments(db: Db) {
  return db
    .selectFrom('shipments')
    .select(['id', 'number', 'invoiceId', 'companyId', 'method', 'warehouseId', 'carrier', 'terminal', 'address'])
    .select(['shipOn', 'contactName', 'contactPhone', 'state', 'filedBy', 'filedAt', 'tracking'])
}

export function findShipment(db: Db, id: number): Promise<Shipment | undefined> {
  return shipments(db).where('id', '=', id).executeTakeFirst()
}

export function findShipmentByNumber(db: Db, number: number): Promise<Shipment | undefined> {
  return shipments(db).where('number', '=', number).executeTakeFirst()
}

export function findShipmentOfDraft(db: Db, draftId: number): Promise<Shipment | undefined> {
  return shipments(db).where('draftId', '=', draftId).executeTakeFirst()
}

/** Locked until the transaction ends. */
export function lockShipment(db: Db, id: number): Promise<Shipment | undefined> {
  return shipments(db)
    .where('id', '=', id)
    .$if(isPostgres(db), (query) => query.forUpdate())
    .executeTakeFirst()
}

/** A company's requests, or (null) everybody's; the newest first. */
export function listShipments(
  db: Db,
  companyId: number | null,
  states?: readonly ShipmentState[],
): Promise<Shipment[]> {
  return shipments(db)
    .$if(companyId !== null, (query) => query.where('companyId', '=', companyId as number))
    .$if(states !== undefined, (query) => query.where('state', 'in', states as ShipmentState[]))
    .orderBy('number', 'desc')
    .execute()
}

/** A company's last request of all that were neither refused nor taken back. */
export function lastShipment(db: Db, companyId: number): Promise<Shipment | undefined> {
  return shipments(db)
    .where('companyId', '=', companyId)
    .where('state', 'not in', endedStates)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function shipmentsOf(db: Db, invoiceId: number): Promise<Shipment[]> {
  return shipments(db).where('invoiceId', '=', invoiceId).orderBy('number').execute()
}

export interface ShipmentLine {
  lineId: number
  warehouseId: number
  warehouseName: string
  quantity: number
  sku: string
  model: string
  name: string
  unit: string
}

export function shipmentLines(db: Db, shipmentId: number): Promise<ShipmentLine[]> {
  return db
    .selectFrom('shipmentLines')
    .innerJoin('invoiceLines', 'invoiceLines.id', 'shipmentLines.lineId')
    .innerJoin('products', 'products.id', 'invoiceLines.productId')
    .innerJoin('warehouses', 'warehouses.id', 'shipmentLines.warehouseId')
    .select(['shipmentLines.lineId', 'shipmentLines.warehouseId', 'warehouses.name as warehouseName'])
    .select(['shipmentLines.quantity', 'invoiceLines.sku', 'products.model', 'invoiceLines.name', 'invoiceLines.unit'])
    .where('shipmentLines.shipmentId', '=', shipmentId)
    .orderBy('invoiceLines.position')
    .orderBy('shipmentLines.warehouseId')
    .execute()
}

export interface OpenPart {
  shipmentId: number
  shipmentNumber: number
  invoiceId: number
  quantity: number
  lineQuantity: number
  lineSumKopecks: number
}

/** What a company's requests ask for that have been filed and have not left yet. */
export function openParts(db: Db, companyId: number): Promise<OpenPart[]> {
  return db
    .selectFrom('shipments')
    .innerJoin('shipmentLines', 'shipmentLines.shipmentId', 'shipments.id')
    .innerJoin('invoiceLines', 'invoiceLines.id', 'shipmentLines.lineId')
    .select(['shipments.id as shipmentId', 'shipments.number as shipmentNumber', 'shipments.invoiceId'])
    .select(['shipmentLines.quantity', 'invoiceLines.quantity as lineQuantity'])
    .select('invoiceLines.sumKopecks as lineSumKopecks')
    .where('shipments.companyId', '=', companyId)
    .where('shipments.state', 'in', openStates)
    .orderBy('shipments.id')
    .orderBy('shipmentLines.id')
    .execute()
}

export async function addShipment(
  db: Db,
  shipment: Insertable<Schema['shipments']>,
  lines: readonly { lineId: number; warehouseId: number; quantity: number }[],
): Promise<number> {
  const { id } = await db.insertInto('shipments').values(shipment).returning('id').executeTakeFirstOrThrow()
  await db
    .insertInto('shipmentLines')
    .values(lines.map(({ lineId, warehouseId, quantity }) => ({ shipmentId: id, lineId, warehouseId, quantity })))
    .execute()
  return id
}

/** Guarded: false means that somebody else moved it first. */
export async function moveShipment(
  db: Db,
  shipment: Shipment,
  event: { state: ShipmentState; by: number; at: number; reason: string },
): Promise<boolean> {
  const moved = await db
    .updateTable('shipments')
    .set({ state: event.state })
    .where('id', '=', shipment.id)
    .where('state', '=', shipment.state)
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) return false
  await addShipmentEvent(db, { shipmentId: shipment.id, ...event })
  return true
}

export async function saveTracking(db: Db, id: number, tracking: string): Promise<void> {
  await db.updateTable('shipments').set({ tracking }).where('id', '=', id).execute()
}

export async function addShipmentEvent(db: Db, event: Insertable<Schema['shipmentEvents']>): Promise<void> {
  await db.insertInto('shipmentEvents').values(event).execute()
}

export function shipmentEvents(
  db: Db,
  shipmentId: number,
): Promise<{ state: ShipmentState; at: number; reason: string }[]> {
  return db
    .selectFrom('shipmentEvents')
    .select(['state', 'at', 'reason'])
    .where('shipmentId', '=', shipmentId)
    .orderBy('id')
    .execute()
}
