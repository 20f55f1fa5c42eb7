import type { Ui, View } from '#bot/kit/context.ts'
import { sum } from '#bot/kit/format.ts'
import { button, primary, screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'

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
      primary(ui.label('invoices.requisites.open'), to.requisites.data({ invoice: invoice.id })),
      button(ui.label('invoices.pdf'), to.invoicePdf.data({ invoice: invoice.id })),
    ],
    [button(ui.label('payments.check'), to.checkPayment.data({ invoice: invoice.id }))],
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
