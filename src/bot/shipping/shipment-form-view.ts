import type { Ui, View } from '#bot/kit/context.ts'
import { cut, goodsName, html, pieces, sum, weekday } from '#bot/kit/format.ts'
import { button, pageOf, pager, paired, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import { methods } from '#domain/shipping/shipments.ts'
import { formatDay } from '#domain/time.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import { formatPhone } from '#services/people/phones.ts'
import type { DraftField, DraftLine, DraftSheet } from '#services/shipping/draft-sheet.ts'
import { goodsLines } from './goods-view.ts'
import { methodName } from './shipments-view.ts'

/** The form: the next question, or, once all is answered, the whole request with «Отправить заявку». */
export function draftView(ui: Ui, sheet: DraftSheet): View {
  const { draft, invoice, missing } = sheet
  const title = ui.t('shipments.formTitle', { number: invoice.invoice.number })
  const parts = {
    id: 'shipment_form',
    title,
    self: to.draft.data({ draft: draft.id }),
    back: to.invoice.data({ invoice: invoice.invoice.id }),
  } as const
  if (missing !== null)
    return screen(ui, {
      ...parts,
      body: [...filled(ui, sheet), '', question(ui, sheet, missing)],
      rows: choices(ui, sheet, missing),
    })
  const going = sheet.lines.filter((line) => line.quantity > 0)
  const body = [
    ...(sheet.lines.length === 0 ? [ui.t('shipments.refusal.nothing_reserved')] : []),
    ...goodsLines(ui, going),
    ...filled(ui, sheet),
  ]
  const id = draft.id
  const rows: Row[] = [
    [button(ui.label('shipments.file'), decide.file.data({ draft: id }))],
    ...paired([
      button(ui.label('shipments.change.method'), decide.again.data({ draft: id, what: 1 })),
      button(ui.label('shipments.change.day'), decide.again.data({ draft: id, what: 2 })),
      button(ui.label('shipments.change.contact'), decide.again.data({ draft: id, what: 3 })),
      button(ui.label('shipments.change.lines'), to.draftLines.data({ draft: id })),
    ]),
  ]
  return screen(ui, { ...parts, body, rows })
}

function filled(ui: Ui, { draft, warehouses, dayProblem }: DraftSheet): string[] {
  const lines: string[] = []
  if (draft.method === null) return lines
  const warehouse = warehouses.find(({ id }) => id === draft.warehouseId)
  const where = [
    warehouse && draft.method === 'pickup'
      ? [warehouse.name, warehouse.address].filter((part) => part !== '').join(', ')
      : '',
    draft.carrier,
    draft.terminal,
    draft.address,
  ].filter((part) => part !== '')
  lines.push(`<b>${methodName(ui, draft.method)}</b>${where.length > 0 ? `: ${html(where.join(', '))}` : ''}`)
  if (draft.shipOn !== '') lines.push(ui.t('shipments.when', { day: weekday(ui, draft.shipOn) }))
  if (dayProblem !== null) lines.push(ui.t(`shipments.dayProblem.${dayProblem}`))
  const phone = draft.contactPhone === '' ? '' : `, ${formatPhone(draft.contactPhone)}`
  if (draft.contactName !== '') lines.push(ui.t('shipments.who', { who: `${draft.contactName}${phone}` }))
  return lines
}

function question(ui: Ui, { days: [first = ''] }: DraftSheet, field: DraftField): string {
  return ui.t(`shipments.ask.${field}`, { example: formatDay(first) })
}

function choices(ui: Ui, { draft, warehouses, days, contacts }: DraftSheet, field: DraftField): Row[] {
  if (field === 'method') {
    return methods.map((method, i) => [
      button(
        ui.label(`shipments.method.${method}`, { seller: ui.seller.shortName }),
        decide.method.data({ draft: draft.id, method: i }),
      ),
    ])
  }
  if (field === 'warehouseId') {
    return warehouses.map(({ id, name, quantity }) => [
      button(`${name} · ${pieces(ui, quantity)}`, decide.warehouse.data({ draft: draft.id, warehouse: id })),
    ])
  }
  if (field === 'shipOn') {
    return paired(
      days.map((day) =>
        button(
          weekday(ui, day).slice(0, -5),
          decide.day.data({ draft: draft.id, day: Number(day.replaceAll('-', '')) }),
        ),
      ),
    )
  }
  if (field === 'contactName') {
    return contacts.map(({ contactName, contactPhone }, i) => [
      button(
        cut(`${contactName}, ${formatPhone(contactPhone)}`, 50),
        decide.contact.data({ draft: draft.id, contact: i }),
      ),
    ])
  }
  return []
}

/** «Состав»: which goods go, and how many of each. */
export function draftLinesView(ui: Ui, { draft, lines }: DraftSheet, page: number): View {
  const shown = pageOf(lines, page, limits.pageSize)
  const rows: Row[] = shown.items.map((line) => [
    button(
      `${cut(line.model || line.sku, 24)} · ${counts(ui, line)}`,
      to.draftLine.data({ draft: draft.id, line: line.lineId }),
    ),
  ])
  rows.push(...pager(shown.page, shown.pages, (next) => to.draftLines.data({ draft: draft.id, page: next })))
  return screen(ui, {
    id: 'shipment_form',
    title: ui.t('shipments.linesTitle'),
    body: [ui.t('shipments.linesHelp'), ...shown.items.map((line) => `${goodsName(line)} — ${counts(ui, line)}`)],
    rows,
    self: to.draftLines.data({ draft: draft.id, page }),
    back: to.draft.data({ draft: draft.id }),
  })
}

const counts = (ui: Ui, line: DraftLine) =>
  ui.label('reservations.line', { held: line.quantity, quantity: line.reserved })

export function draftLineView(ui: Ui, { draft, lines }: DraftSheet, lineId: number): View {
  const line = lines.find((one) => one.lineId === lineId)
  const reserved = line?.reserved ?? 0
  const numbers = [...new Set([0, Math.ceil(reserved / 2), reserved])]
  const rows = [
    numbers.map((quantity) =>
      button(
        ui.label('common.pieces', { quantity }),
        decide.draftLine.data({ draft: draft.id, line: lineId, quantity }),
      ),
    ),
  ]
  const body = [line ? goodsName(line) : '', ui.t('shipments.lineAsk', { reserved })]
  return screen(ui, {
    id: 'shipment_form',
    title: ui.t('shipments.linesTitle'),
    body,
    rows,
    self: to.draftLine.data({ draft: draft.id, line: lineId }),
    back: to.draftLines.data({ draft: draft.id }),
  })
}

/** Why a manager can't accept a request on the company's terms. */
export function termsText(ui: Ui, reason: string, { invoice, company }: InvoiceSheet): string {
  const values = { number: invoice.number, limit: sum(company.creditLimitKopecks), company: company.name }
  return ui.label(`shipments.cannotAccept.${reason}`, values)
}

/** Why goods may not go yet, and the way out. */
export function termsRefusalView(
  ui: Ui,
  reason: 'not_paid' | 'overdue' | 'limit',
  { invoice, company }: InvoiceSheet,
): View {
  const body = [
    ui.t(`shipments.refusal.${reason}`, {
      number: invoice.number,
      sum: sum(unpaidKopecks(invoice)),
      limit: sum(company.creditLimitKopecks),
    }),
  ]
  const rows = [
    [
      button(ui.label('invoices.pdf'), to.invoicePdf.data({ invoice: invoice.id })),
      button(ui.label('payments.check'), to.checkPayment.data({ invoice: invoice.id })),
    ],
  ]
  if (reason !== 'not_paid') rows.push([button(ui.label('start.settlements'), to.settlements.data())])
  return screen(ui, {
    id: 'shipment_form',
    title: ui.t('shipments.notYet', { number: invoice.number }),
    body,
    rows,
    self: to.shipmentStart.data({ invoice: invoice.id }),
    back: to.invoice.data({ invoice: invoice.id }),
  })
}
