import type { Ui, View } from '#bot/kit/context.ts'
import { moment, sum } from '#bot/kit/format.ts'
import { button, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { invoiceTitle, paidUnreservedLine, paymentLine, reserveLine } from '#bot/orders/invoices-view.ts'
import { invoiceState, unpaidKopecks } from '#domain/orders/invoices.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'

/** The answer to «Проверить оплату». */
export function checkPaymentView(ui: Ui, sheet: InvoiceSheet, lastTakenInAt: number | null): View {
  const { invoice } = sheet
  const state = invoiceState(invoice)
  const body = [
    `<b>${state === 'unpaid' ? ui.t('payments.none') : paymentLine(ui, invoice)}</b>`,
    ...(unpaidKopecks(invoice) > 0 ? [ui.t('payments.left', { sum: sum(unpaidKopecks(invoice)) })] : []),
    ...(state === 'cancelled' ? [] : reserveLine(ui, sheet)),
    ...paidUnreservedLine(ui, sheet),
    ...(lastTakenInAt === null ? [] : [ui.t('payments.takenIn', { moment: moment(ui, lastTakenInAt) })]),
  ]
  const rows = [
    [button(ui.label('payments.check'), to.checkPayment.data({ invoice: invoice.id }))],
    [button(ui.label('invoices.pdf'), to.invoicePdf.data({ invoice: invoice.id }))],
  ]
  return screen(ui, {
    id: 'payment',
    title: invoiceTitle(ui, invoice),
    body,
    rows,
    self: to.checkPayment.data({ invoice: invoice.id }),
    back: to.invoice.data({ invoice: invoice.id }),
  })
}

/** The manager's «Записать оплату»: the whole unpaid sum with one tap, or a typed sum. */
export function recordPaymentView(ui: Ui, sheet: InvoiceSheet): View {
  const { invoice, company } = sheet
  const left = unpaidKopecks(invoice)
  const body = [company.name, paymentLine(ui, invoice)].map((line, i) =>
    i === 0 ? ui.t('payments.of', { company: line }) : line,
  )
  body.push(ui.t('payments.ask', { sum: sum(left) }))
  const rows = [[button(ui.label('payments.all', { sum: sum(left) }), decide.payAll.data({ invoice: invoice.id }))]]
  return screen(ui, {
    id: 'record_payment',
    title: invoiceTitle(ui, invoice),
    body,
    rows,
    self: to.recordPayment.data({ invoice: invoice.id }),
    back: to.invoice.data({ invoice: invoice.id }),
  })
}
