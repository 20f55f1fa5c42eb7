import type { Ui, View } from '#bot/kit/context.ts'
import { date, html, instant, sum } from '#bot/kit/format.ts'
import { askReason, button } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { Claim } from '#db/reserve/claims.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'

/** The manager's screen of a payment claim: the file itself, with its invoice. */
export function claimCardView(ui: Ui, claim: Claim, sheet: InvoiceSheet): View {
  const { invoice, company } = sheet
  const text = [
    ui.t('claims.card', { company: company.name, number: invoice.number, date: date(ui, invoice.createdAt) }),
    `${ui.t('payments.unpaid', { sum: sum(unpaidKopecks(invoice)) })} · ${ui.t('people.card.inn')} <code>${html(company.inn)}</code>`,
    ui.t('claims.frozen', { moment: instant(ui, claim.frozenUntil) }),
  ]
  const rows = [
    [button(ui.label('claims.confirm'), to.recordPayment.data({ invoice: invoice.id }))],
    [button(ui.label('claims.refuse'), to.refuseClaim.data({ invoice: invoice.id }))],
    [button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data({ invoice: invoice.id }))],
  ]
  return { text: text.join('\n'), buttons: rows, file: { id: claim.fileId, kind: claim.fileKind } }
}

export function refuseClaimView(ui: Ui, { invoice: { id: invoice, number } }: InvoiceSheet): View {
  return askReason(ui, {
    about: 'claim',
    title: ui.t('claims.askReason', { number }),
    refuse: (reason) => decide.refuseClaim.data({ invoice, reason }),
    self: to.refuseClaim.data({ invoice }),
    back: to.invoice.data({ invoice }),
  })
}
