import type { Ui, View } from '#bot/kit/context.ts'
import { html, sum } from '#bot/kit/format.ts'
import { button } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import type { PriceType } from '#db/catalog/catalog.ts'
import type { Company } from '#db/people/companies.ts'
import type { Member } from '#db/people/people.ts'
import type { NoticeDetails } from '#services/notices/kinds.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'

/** New terms, for the owner and the accountant: only what has become different. */
export function termsChangedView(
  ui: Ui,
  { company, priceTypes }: { company: Company; priceTypes: readonly PriceType[] },
  { priceTypeId, deferralDays, creditLimitKopecks }: NoticeDetails['terms_changed'],
): View {
  const price = priceTypes.find(({ id }) => id === priceTypeId)
  const text = [
    ui.t('people.notice.terms', { company: company.name }),
    ...(price ? [ui.t('people.notice.price', { name: price.name })] : []),
    ...(deferralDays === undefined
      ? []
      : [ui.t(deferralDays > 0 ? 'people.notice.days' : 'people.notice.prepaid', { days: deferralDays })]),
    ...(creditLimitKopecks === undefined ? [] : [ui.t('people.notice.limit', { sum: sum(creditLimitKopecks) })]),
  ]
  return { text: text.join('\n'), buttons: [[button(ui.label('start.settlements'), to.settlements.data())]] }
}

export function colleagueJoinedView(ui: Ui, { firstName, username, userId, role }: Member): View {
  const name = `${html(firstName || String(userId))}${username ? ` (@${html(username)})` : ''}`
  const text = `<b>${ui.t('people.notice.joined')}</b>\n${name}: ${ui.t(`people.role.${role}`)}`
  return { text, buttons: [[button(ui.label('settings.colleagues'), to.colleagues.data())]] }
}

/** To a person who was shut out. */
export function dismissedView(ui: Ui, { name: company }: Company): View {
  return {
    text: ui.t('people.notice.dismissed', { company }),
    buttons: [[button(ui.label('start.menu'), to.start.data())]],
  }
}

/** A dealer has cancelled an invoice, for the manager. */
export function invoiceCancelledView(ui: Ui, { invoice, company }: InvoiceSheet): View {
  const { id, number, totalKopecks } = invoice
  const text = ui.t('invoices.cancelledNotice', { number, company: company.name, sum: sum(totalKopecks) })
  return { text, buttons: [[button(ui.label('invoices.short', { number }), to.invoice.data({ invoice: id }))]] }
}
