import type { Ui, View } from '#bot/kit/context.ts'
import { moment, sum } from '#bot/kit/format.ts'
import { askOnce, button, primary, screen } from '#bot/kit/layout.ts'
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
  const rows = [[button(ui.label('payments.all', { sum: sum(left) }), to.confirmPayment.data({ invoice: invoice.id }))]]
  return screen(ui, {
    id: 'record_payment',
    title: invoiceTitle(ui, invoice),
    body,
    rows,
    self: to.recordPayment.data({ invoice: invoice.id }),
    back: to.invoice.data({ invoice: invoice.id }),
  })
}

/** «Записать …?»: `asked` is the update that asks, which makes the answer one payment. */
export function confirmPaymentView(ui: Ui, { invoice, company }: InvoiceSheet, kopecks: number, asked: number): View {
  const { id, number } = invoice
  const unpaid = unpaidKopecks(invoice)
  const rest = unpaid - kopecks
  const becomes = rest > 0 ? 'confirmPart' : rest === 0 ? 'confirmWhole' : 'confirmAdvance'
  const body = [
    ui.t('payments.of', { company: company.name }),
    ui.t(`payments.${becomes}`, { rest: sum(Math.abs(rest)) }),
    ui.t('payments.confirmFollows'),
  ]
  const values = { sum: sum(kopecks), number }
  const data = decide.recordPayment.data({ invoice: id, kopecks, asked, unpaid })
  return askOnce(ui, {
    title: ui.t('payments.confirmTitle', values),
    body,
    yes: primary(ui.label('payments.confirm', values), data),
    self: to.confirmPayment.data({ invoice: id }),
    back: to.recordPayment.data({ invoice: id }),
  })
}
