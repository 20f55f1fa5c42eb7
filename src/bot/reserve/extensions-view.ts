import type { Ui, View } from '#bot/kit/context.ts'
import { date, html, moment, sum, timeLeft } from '#bot/kit/format.ts'
import { button, type Row } from '#bot/kit/layout.ts'
import { clockButtons, clockLines } from '#bot/kit/reserve-clock.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { reserveLine } from '#bot/orders/invoices-view.ts'
import type { Claim } from '#db/reserve/claims.ts'
import { invoiceState, unpaidKopecks } from '#domain/orders/invoices.ts'
import { hours } from '#domain/time.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import type { ExtensionCard } from '#services/reserve/extensions.ts'

/** The dealer's one card about an invoice: what has happened, then how the reserve stands now, and what he can do. */
export function dealerCardView(ui: Ui, sheet: InvoiceSheet, head: string): View {
  const { invoice, held, missing } = sheet
  const { id, number } = invoice
  const open = button(ui.label('invoices.short', { number }), to.invoice.data(id))
  if (invoiceState(invoice) === 'cancelled')
    return { text: `${head}\n${ui.t('invoices.state.cancelled')}`, buttons: [[open]] }
  const left = unpaidKopecks(invoice)
  const text = [
    head,
    `${reserveLine(ui, sheet).join('. ')}${left > 0 ? `. ${ui.t('payments.unpaid', { sum: sum(left) })}` : ''}`,
    ...clockLines(ui, sheet),
  ]
  const rows: Row[] = clockButtons(ui, sheet)
  rows.push([button(ui.label('payments.check'), to.checkPayment.data(id))])
  if (held > 0) rows.push([button(ui.label('shipments.start'), to.shipmentStart.data(id))])
  else if (missing > 0) rows.push([button(ui.label('reservations.reserveAgain'), decide.reserve.data(id))])
  if (held > 0 && invoice.paidKopecks === 0)
    rows.push([button(ui.label('reservations.release'), to.releaseReserve.data(id))])
  rows.push([open])
  return { text: text.join('\n'), buttons: rows }
}

/** The manager's card of an extension that a dealer asks for. */
export function extensionCardView(ui: Ui, { extension, sheet, granted }: ExtensionCard): View {
  const { invoice, company, held, untilAt } = sheet
  const text = [
    ui.t('extensions.card', { company: company.name, number: invoice.number }),
    ui.t('extensions.holds', { held, sum: sum(invoice.totalKopecks) }) +
      (untilAt === null ? '' : `, ${timeLeft(ui, untilAt)}`),
    ui.t('extensions.before', { count: granted }),
  ]
  const grant = (span: number) =>
    button(ui.label('extensions.grant', { hours: span }), decide.extend.data(extension.id, hours(span)))
  const rows = [
    [grant(24), grant(48)],
    [button(ui.label('extensions.refuse'), decide.extend.data(extension.id, 0))],
    [button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data(invoice.id))],
  ]
  return { text: text.join('\n'), buttons: rows }
}

/** The manager's card of a payment claim: the file itself, with what it is about. */
export function claimCardView(ui: Ui, claim: Claim, sheet: InvoiceSheet): View {
  const { invoice, company } = sheet
  const text = [
    ui.t('claims.card', { company: company.name, number: invoice.number, date: date(ui, invoice.createdAt) }),
    `${ui.t('payments.unpaid', { sum: sum(unpaidKopecks(invoice)) })} · ${ui.t('people.card.inn')} <code>${html(company.inn)}</code>`,
    ui.t('claims.frozen', { moment: moment(ui, claim.frozenUntil) }),
  ]
  const rows = [
    [button(ui.label('claims.confirm'), to.recordPayment.data(invoice.id))],
    [button(ui.label('claims.refuse'), decide.refuseClaim.data(invoice.id))],
    [button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data(invoice.id))],
  ]
  return { text: text.join('\n'), buttons: rows, file: { id: claim.fileId, kind: claim.fileKind } }
}
