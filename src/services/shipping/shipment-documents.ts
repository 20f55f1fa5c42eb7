import { passPicture } from '#documents/shipping/pass-picture.ts'
import { renderPickingListPdf } from '#documents/shipping/picking-list-pdf.ts'
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

/** «Пропуск» as PNG; its code is the link. */
export function passOf(
  deps: Deps,
  { shipment, company, invoiceNumber, lines, warehouse }: ShipmentSheet,
  link: string,
) {
  const { number, shipOn, contactName, contactPhone } = shipment
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0)
  const goods = new Set(lines.map((line) => line.lineId)).size
  return passPicture({
    number,
    company: `${company.name}, ИНН ${company.inn}`,
    facts: [
      ['Где', [warehouse?.name, warehouse?.address].filter((part) => part).join(', ')],
      ['Когда', [`с ${formatDay(shipOn)}`, deps.settings.seller.pickupHours].filter((part) => part).join(', ')],
      ['Что', `позиций: ${goods}, штук: ${pieces} · счёт № ${invoiceNumber}`],
      ['Контакт', `${contactName}, ${formatPhone(contactPhone)}`],
    ],
    bring: 'С собой: паспорт и доверенность на получение товара',
    link,
  })
}
