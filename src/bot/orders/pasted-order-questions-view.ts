import type { Ui, View } from '#bot/kit/context.ts'
import { cut, date, html, sum } from '#bot/kit/format.ts'
import { button, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { OrderAnswer, OrderTexts } from '#documents/pasted-order-xlsx.ts'
import type { Invoice } from '#domain/orders/invoices.ts'
import type { ColumnQuestion } from '#services/orders/pasted-order-columns.ts'
import type { PastedOrderSheet } from '#services/orders/pasted-order-sheet.ts'

const COLUMN_TITLE = 20
const SAMPLE = 8

/** The question which column is the count; nothing is taken before the answer. */
export function columnQuestionView(ui: Ui, { order }: PastedOrderSheet, question: ColumnQuestion): View {
  const { table, sheet, columns } = question
  const rows: Row[] = columns.map(({ at, title, samples }) => {
    const name = [columnLetter(at), ...(title === '' ? [] : [cut(title, COLUMN_TITLE)])].join(' · ')
    const values = samples.map((sample) => cut(sample, SAMPLE)).join(', ')
    return [button(`${name}: ${values}`, decide.pastedColumn.data({ list: order.id, table, column: at }))]
  })
  rows.push([button(ui.label('quick_orders.noColumn'), decide.pastedColumn.data({ list: order.id, table }))])
  const body = [
    ui.t('quick_orders.columnWhy'),
    ...(sheet === '' ? [] : [ui.t('quick_orders.columnSheet', { sheet: html(cut(sheet, 60)) })]),
  ]
  const title = ui.t('quick_orders.columnTitle')
  const self = to.pastedOrder.data({ list: order.id })
  return screen(ui, { id: 'quick_order', title, body, rows, self, back: to.start.data() })
}

/** As spreadsheets name them: A, B, …, Z, AA. */
function columnLetter(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : `${columnLetter(Math.floor(at / 26) - 1)}${last}`
}

/** An invoice of ours that came back as a file: to be opened, or ordered again. */
export function printedInvoiceView(ui: Ui, invoice: Invoice): View {
  const { id, number, createdAt, totalKopecks } = invoice
  const rows = [
    [button(ui.label('invoices.repeat'), decide.repeat.data({ invoice: id }))],
    [button(ui.label('quick_orders.openInvoice'), to.invoice.data({ invoice: id }))],
  ]
  const title = ui.t('quick_orders.printedTitle', { number })
  const body = [ui.t('quick_orders.printed', { date: date(ui, createdAt), sum: sum(totalKopecks) })]
  return screen(ui, { id: 'invoice', title, body, rows, self: to.invoice.data({ invoice: id }), back: to.start.data() })
}

const statuses: OrderAnswer['status'][] = ['taken', 'short', 'choose', 'bad_quantity', 'unknown', 'left_out']

/** The words of the table that answers a list. */
export function answerTexts(ui: Ui): OrderTexts {
  const column = (name: string) => ui.label(`quick_orders.column.${name}`)
  const status = Object.fromEntries(statuses.map((one) => [one, ui.label(`quick_orders.status.${one}`)]))
  return {
    ...{ given: column('given'), sku: column('sku'), name: column('name'), quantity: column('quantity') },
    ...{ price: column('price'), sum: column('sum'), available: column('available') },
    ...{ state: column('state'), status: status as OrderTexts['status'] },
  }
}

export function sampleTexts(ui: Ui): { sku: string; name: string; quantity: string } {
  const column = (name: string) => ui.label(`quick_orders.column.${name}`)
  return { sku: column('sku'), name: column('name'), quantity: column('quantity') }
}
