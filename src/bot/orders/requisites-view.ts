import type { Ui, View } from '#bot/kit/context.ts'
import { code, html, sum } from '#bot/kit/format.ts'
import { button, copying, paired, primary, screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { formatAmount } from '#domain/money.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import type { Payment } from '#services/orders/invoice-documents.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import { payTermText } from './invoices-view.ts'

/** All that a payment order needs, to be copied value by value or read from a code. */
export function requisitesView(ui: Ui, { invoice, payTerm }: InvoiceSheet, payment: Payment): View {
  const { id, number } = invoice
  const left = unpaidKopecks(invoice)
  const word = (name: string) => ui.label(`invoices.requisites.${name}`)
  const row = (name: string, value: string | undefined) => (value ? [`${html(word(name))}: ${code(value)}`] : [])
  const body = [
    `${ui.t('invoices.toPay', { sum: sum(left) })}, ${payTermText(ui, payTerm)}`,
    '',
    ...row('payee', payment.Name),
    ...row('inn', payment.PayeeINN),
    ...row('kpp', payment.KPP),
    ...row('account', payment.PersonalAcc),
    ...row('bank', payment.BankName),
    ...row('bic', payment.BIC),
    ...row('correspondent', payment.CorrespAcc),
    ...row('purpose', payment.Purpose),
  ]
  const copies = [
    copying(word('copyAccount'), payment.PersonalAcc),
    copying(word('copySum'), formatAmount(left).replace(/\s/g, '')),
    copying(word('copyInn'), payment.PayeeINN ?? ''),
    copying(word('copyBic'), payment.BIC),
    copying(word('copyPurpose'), payment.Purpose ?? ''),
  ].filter((one) => one.copy_text.text !== '')
  const rows = [
    [primary(word('qr'), to.paymentQr.data({ invoice: id }))],
    ...paired(copies),
    [button(ui.label('invoices.pdf'), to.invoicePdf.data({ invoice: id }))],
  ]
  const title = ui.t('invoices.requisites.title', { number })
  const self = to.requisites.data({ invoice: id })
  return screen(ui, { id: 'requisites', title, body, rows, self, back: to.invoice.data({ invoice: id }) })
}
