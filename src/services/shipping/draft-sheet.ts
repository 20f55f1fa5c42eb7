import { modelsOf } from '#db/catalog/catalog.ts'
import { listWarehouses } from '#db/catalog/stock.ts'
import { membersOf } from '#db/people/people.ts'
import type { Db } from '#db/schema/schema.ts'
import { type FormerPlace, formerContacts, formerPlaces } from '#db/shipping/former.ts'
import { lastShipment, type ShipmentDraft } from '#db/shipping/shipments.ts'
import type { Reservation } from '#domain/reserve/reservations.ts'
import { type DayProblem, dayProblem, neededFields, type Shipment, shipDays } from '#domain/shipping/shipments.ts'
import type { Day } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'

/** What a draft still lacks, in the order in which it is asked. */
export type DraftField =
  | 'method'
  | 'warehouseId'
  | 'carrier'
  | 'terminal'
  | 'address'
  | 'shipOn'
  | 'contactName'
  | 'contactPhone'

export interface DraftLine {
  lineId: number
  sku: string
  model: string
  name: string
  unit: string
  /** Reserved, not in another request, and where the method can reach it. */
  reserved: number
  /** What of it goes. */
  quantity: number
}

export interface DraftPerson {
  userId: number
  name: string
  /** Empty: he has shared none. */
  phone: string
}

export interface DraftSheet {
  draft: ShipmentDraft
  invoice: InvoiceSheet
  lines: DraftLine[]
  missing: DraftField | null
  /** Warehouses that hold reserved goods of the invoice. */
  warehouses: { id: number; name: string; address: string; quantity: number }[]
  contacts: { contactName: string; contactPhone: string }[]
  /** Who of the company's people can take the goods: the author first, then colleagues whose number is known. */
  people: DraftPerson[]
  /** Where the company's former requests went. */
  places: FormerPlace[]
  /** The company's last request, whose answers may be taken as a whole. */
  last: Shipment | null
  /** Days that can be asked for, the first ones. */
  days: Day[]
  /** Why the chosen day can't be any more: a draft may be kept for days. */
  dayProblem: DayProblem | null
}

/** Live rows that no other request has. */
export function looseRows(sheet: InvoiceSheet): Reservation[] {
  return sheet.rows.filter((row) => row.shipmentId === null)
}

export async function draftSheet(deps: Deps, db: Db, draft: ShipmentDraft, invoice: InvoiceSheet): Promise<DraftSheet> {
  const loose = looseRows(invoice)
  const warehouses = (await listWarehouses(db))
    .map(({ id, name, address }) => ({
      id,
      name,
      address,
      quantity: pieces(loose.filter((row) => row.warehouseId === id)),
    }))
    .filter(({ quantity }) => quantity > 0)
  const reachable = draft.method === 'pickup' ? loose.filter((row) => row.warehouseId === draft.warehouseId) : loose
  const wanted = JSON.parse(draft.quantities) as Record<string, number>
  const models = await modelsOf(
    db,
    invoice.lines.map((line) => line.productId),
  )
  const lines = invoice.lines
    .map(({ id, productId, sku, name, unit }) => {
      const reserved = pieces(reachable.filter((row) => row.lineId === id))
      const model = models.get(productId) ?? ''
      return { lineId: id, sku, model, name, unit, reserved, quantity: Math.min(wanted[id] ?? reserved, reserved) }
    })
    .filter((line) => line.reserved > 0)
  const contacts = await formerContacts(db, invoice.company.id, 3)
  const people = (await membersOf(db, [invoice.company.id]))
    .map(({ userId, firstName, phone }) => ({ userId, name: firstName, phone }))
    .filter(({ userId, phone }) => userId === draft.userId || phone !== '')
    .sort((a, b) => Number(b.userId === draft.userId) - Number(a.userId === draft.userId))
  const places = await formerPlaces(db, invoice.company.id, 30)
  const last = (await lastShipment(db, invoice.company.id)) ?? null
  const now = deps.clock.now()
  const days = shipDays(now, deps.settings, 6)
  const problem = draft.shipOn === '' ? null : dayProblem(draft.shipOn, now, deps.settings)
  return {
    draft,
    invoice,
    lines,
    missing: missingField(draft),
    warehouses,
    contacts,
    people,
    places,
    last,
    days,
    dayProblem: problem,
  }
}

function pieces(rows: readonly { quantity: number }[]): number {
  return rows.reduce((sum, row) => sum + row.quantity, 0)
}

export function missingField(draft: ShipmentDraft): DraftField | null {
  if (draft.method === null) return 'method'
  const fields = [...neededFields[draft.method], 'shipOn', 'contactName', 'contactPhone'] as const
  return fields.find((field) => draft[field] === '' || draft[field] === null) ?? null
}
