import { listWarehouses } from '#db/catalog/stock.ts'
import { findInvoice } from '#db/orders/invoices.ts'
import { type Company, findCompany, listCompanies } from '#db/people/companies.ts'
import {
  findShipment,
  findShipmentByNumber,
  listShipments,
  type ShipmentLine,
  shipmentEvents,
  shipmentLines,
} from '#db/shipping/shipments.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Shipment, ShipmentState } from '#domain/shipping/shipments.ts'
import type { Deps } from '#services/kernel/deps.ts'

export interface ShipmentSheet {
  shipment: Shipment
  company: Company
  invoiceNumber: number
  lines: ShipmentLine[]
  events: { state: ShipmentState; at: number; reason: string }[]
  warehouse: { name: string; address: string } | null
}

export type SeeShipment = { ok: true; sheet: ShipmentSheet } | Refusal<'not_found'>

export async function seeShipment(deps: Deps, actor: Actor, id: number): Promise<SeeShipment> {
  const shipment = await findShipment(deps.db, id)
  if (!shipment || !seesCompany(actor, shipment.companyId)) return refuse('not_found')
  const invoice = await findInvoice(deps.db, shipment.invoiceId)
  const company = await findCompany(deps.db, shipment.companyId)
  if (!invoice || !company) return refuse('not_found')
  const warehouse = (await listWarehouses(deps.db)).find((row) => row.id === shipment.warehouseId) ?? null
  const lines = await shipmentLines(deps.db, id)
  return {
    ok: true,
    sheet: {
      shipment,
      company,
      invoiceNumber: invoice.number,
      lines,
      events: await shipmentEvents(deps.db, id),
      warehouse,
    },
  }
}

export async function findShipmentNumbered(deps: Deps, actor: Actor, number: number): Promise<Shipment | null> {
  const shipment = await findShipmentByNumber(deps.db, number)
  return shipment && seesCompany(actor, shipment.companyId) ? shipment : null
}

export interface ShipmentRow extends Shipment {
  companyName: string
}

/** The company's requests, the newest first; for managers those of all companies that are not finished. */
export async function seeShipments(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; shipments: ShipmentRow[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'documents.see')) return refuse('forbidden')
  const unfinished = actor.companyId === null ? openStates : undefined
  const shipments = await listShipments(deps.db, actor.companyId, unfinished)
  const names = new Map((await listCompanies(deps.db)).map((company) => [company.id, company.name]))
  return { ok: true, shipments: shipments.map((one) => ({ ...one, companyName: names.get(one.companyId) ?? '' })) }
}

/** Requests that somebody still has to move. */
export const openStates: readonly ShipmentState[] = ['filed', 'accepted', 'picking', 'ready', 'dispatched']
