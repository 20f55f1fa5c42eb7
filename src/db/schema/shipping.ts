import type { Generated } from 'kysely'
import type { Method, ShipmentState } from '#domain/shipping/shipments.ts'

export interface ShippingTables {
  shipments: ShipmentsTable
  shipmentLines: { id: Generated<number>; shipmentId: number; lineId: number; warehouseId: number; quantity: number }
  shipmentEvents: ShipmentEventsTable
  shipmentDrafts: ShipmentDraftsTable
  /** Of a pass's token only the hash is stored. */
  shipmentPasses: { tokenHash: string; shipmentId: number; issuedBy: number; issuedAt: number }
  /** The newest message about a request in a user's chat. */
  shipmentCards: { userId: number; shipmentId: number; messageId: number; sentAt: number }
}

interface ShipmentsTable {
  id: Generated<number>
  number: number
  draftId: number
  invoiceId: number
  companyId: number
  method: Method
  warehouseId: number | null
  carrier: string
  terminal: string
  address: string
  /** `2026-11-25` */
  shipOn: string
  contactName: string
  contactPhone: string
  state: ShipmentState
  filedBy: number
  filedAt: number
  /** By which the carrier finds the goods; empty: none. */
  tracking: Generated<string>
}

interface ShipmentEventsTable {
  id: Generated<number>
  shipmentId: number
  state: ShipmentState
  by: number
  at: number
  reason: string
}

/** A shipment request that is being filled in. Its id becomes the key of the request: one draft, one request. */
interface ShipmentDraftsTable {
  id: Generated<number>
  userId: number
  invoiceId: number
  method: Method | null
  warehouseId: number | null
  carrier: string
  terminal: string
  address: string
  shipOn: string
  contactName: string
  contactPhone: string
  /** JSON: invoice line id → quantity; lines that are absent go whole. */
  quantities: string
  /** The instant of its last opening. */
  createdAt: number
  filedAt: number | null
}
