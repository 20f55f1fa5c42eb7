import { renderPickingListPdf } from '#documents/picking-list-pdf.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Method } from '#domain/shipping/shipments.ts'
import { formatDay } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { formatPhone } from '#services/people/phones.ts'
import { type ShipmentSheet, seeShipment } from './shipments.ts'

/** As documents call the methods: they are in Russian, whoever prints them. */
const ways: Record<Method, string> = {
  pickup: 'Самовывоз',
  terminal: 'Доставка до склада транспортной компании',
  carrier: 'Доставка транспортной компанией',
  own: 'Доставка силами продавца',
}

export type SeePickingList = { ok: true; sheet: ShipmentSheet } | Refusal<'forbidden' | 'not_found'>

/** Who moves requests prints their picking lists. */
export async function seePickingList(deps: Deps, actor: Actor, id: number): Promise<SeePickingList> {
  const seen = await seeShipment(deps, actor, id)
  return seen.ok && !may(actor, 'shipments.move') ? refuse('forbidden') : seen
}

/** «Лист сборки» as PDF. */
export function pickingListPdf({ shipment, company, invoiceNumber, lines, warehouse }: ShipmentSheet) {
  const { carrier, terminal, address, contactName, contactPhone } = shipment
  const where = [warehouse?.name, warehouse?.address, carrier, terminal, address].filter((part) => part).join(', ')
  return renderPickingListPdf({
    number: shipment.number,
    invoiceNumber,
    company,
    shipOn: formatDay(shipment.shipOn),
    way: where === '' ? ways[shipment.method] : `${ways[shipment.method]}: ${where}`,
    contact: `${contactName}, ${formatPhone(contactPhone)}`,
    lines: lines.map((line) => ({ ...line, warehouse: line.warehouseName })),
  })
}
