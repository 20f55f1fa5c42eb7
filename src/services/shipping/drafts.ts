import { modelsOf } from '#db/catalog/catalog.ts'
import { listWarehouses } from '#db/catalog/stock.ts'
import { findInvoice } from '#db/orders/invoices.ts'
import type { Db } from '#db/schema/schema.ts'
import { findDraft, formerContacts, openDraft, type ShipmentDraft } from '#db/shipping/shipments.ts'
import { shareOf } from '#domain/money.ts'
import { invoiceState } from '#domain/orders/invoices.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import type { Reservation } from '#domain/reserve/reservations.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import {
  type DayProblem,
  dayProblem,
  neededFields,
  shipDays,
  type TermsProblem,
  termsProblem,
} from '#domain/shipping/shipments.ts'
import type { Day } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { companySettlement, owedWith } from '#services/money/settlements.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'

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

export interface DraftSheet {
  draft: ShipmentDraft
  invoice: InvoiceSheet
  lines: DraftLine[]
  missing: DraftField | null
  /** Warehouses that hold reserved goods of the invoice. */
  warehouses: { id: number; name: string; address: string; quantity: number }[]
  contacts: { contactName: string; contactPhone: string }[]
  /** Days that can be asked for, the first ones. */
  days: Day[]
  /** Why the chosen day can't be any more: a draft may be kept for days. */
  dayProblem: DayProblem | null
}

export type StartShipment =
  | { ok: true; sheet: DraftSheet }
  | Refusal<'forbidden' | 'not_found' | 'cancelled' | 'nothing_reserved'>
  | (Refusal<TermsProblem> & { invoice: InvoiceSheet })

/** Opens the member's draft for an invoice, or says why goods may not go yet and leaves it at that. */
export async function startShipment(deps: Deps, actor: Actor, invoiceId: number): Promise<StartShipment> {
  return transaction(deps, async (tx) => {
    const now = deps.clock.now()
    const invoice = await findInvoice(tx, invoiceId)
    if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
    if (!may(actor, 'order') || actor.companyId !== invoice.companyId) return refuse('forbidden')
    if (invoice.cancelledAt !== null) return refuse('cancelled')
    const sheet = await loadSheet(tx, invoice, now)
    const problem = await whyNot(tx, sheet, looseRows(sheet), now)
    if (problem) return { ...refuse(problem), invoice: sheet }
    if (looseRows(sheet).length === 0) return refuse('nothing_reserved')
    const blank = {
      method: null,
      warehouseId: null,
      carrier: '',
      terminal: '',
      address: '',
      shipOn: '',
      quantities: '{}',
    }
    const head = { userId: actor.id, invoiceId, createdAt: now, filedAt: null }
    const draft = await openDraft(tx, { ...blank, ...head, contactName: '', contactPhone: '' })
    return { ok: true, sheet: await draftSheet(deps, tx, draft, sheet) }
  })
}

/** Live rows that no other request has. */
export function looseRows(sheet: InvoiceSheet): Reservation[] {
  return sheet.rows.filter((row) => row.shipmentId === null)
}

/** Why these rows may not go now on the company's terms; null: they may. `shipmentId`: the request that they are already in. */
export async function whyNot(
  db: Db,
  sheet: InvoiceSheet,
  rows: readonly { lineId: number; quantity: number }[],
  now: number,
  shipmentId?: number,
): Promise<TermsProblem | null> {
  const { deferralDays, creditLimitKopecks } = sheet.company
  const settlement = await companySettlement(db, sheet.company.id, now)
  return termsProblem({
    invoicePaid: invoiceState(sheet.invoice) === 'paid',
    deferralDays,
    creditLimitKopecks,
    owedKopecks: await owedWith(db, sheet.company.id, now, {
      invoiceId: sheet.invoice.id,
      amountKopecks: worth(sheet, rows),
      ...(shipmentId === undefined ? {} : { shipmentId }),
    }),
    overdueKopecks: settlement.overdueKopecks,
  })
}

function worth(sheet: InvoiceSheet, rows: readonly { lineId: number; quantity: number }[]): number {
  return rows.reduce((sum, row) => {
    const line = sheet.lines.find(({ id }) => id === row.lineId)
    return sum + (line ? shareOf(line.sumKopecks, row.quantity, line.quantity) : 0)
  }, 0)
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
  const now = deps.clock.now()
  const days = shipDays(now, deps.settings, 6)
  const problem = draft.shipOn === '' ? null : dayProblem(draft.shipOn, now, deps.settings)
  return { draft, invoice, lines, missing: missingField(draft), warehouses, contacts, days, dayProblem: problem }
}

function pieces(rows: readonly { quantity: number }[]): number {
  return rows.reduce((sum, row) => sum + row.quantity, 0)
}

export function missingField(draft: ShipmentDraft): DraftField | null {
  if (draft.method === null) return 'method'
  const fields = [...neededFields[draft.method], 'shipOn', 'contactName', 'contactPhone'] as const
  return fields.find((field) => draft[field] === '' || draft[field] === null) ?? null
}

export type SeeDraft = { ok: true; sheet: DraftSheet } | Refusal<'not_found' | 'filed'>

/** Only the draft's own author sees it. */
export async function seeDraft(deps: Deps, actor: Actor, draftId: number): Promise<SeeDraft> {
  return loadDraft(deps, deps.db, actor, draftId)
}

export async function loadDraft(deps: Deps, db: Db, actor: Actor, draftId: number): Promise<SeeDraft> {
  const draft = await findDraft(db, draftId)
  if (!draft || draft.userId !== actor.id) return refuse('not_found')
  const invoice = await findInvoice(db, draft.invoiceId)
  if (!invoice || invoice.companyId !== actor.companyId) return refuse('not_found')
  if (draft.filedAt !== null) return refuse('filed')
  return { ok: true, sheet: await draftSheet(deps, db, draft, await loadSheet(db, invoice, deps.clock.now())) }
}
