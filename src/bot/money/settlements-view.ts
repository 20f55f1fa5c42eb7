import type { Ui, View } from '#bot/kit/context.ts'
import { date, sum } from '#bot/kit/format.ts'
import { button, screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { payTermText } from '#bot/orders/invoices-view.ts'
import type { SettlementSheet } from '#services/money/settlements.ts'

const SHOWN = 6

export function settlementsView(ui: Ui, sheet: SettlementSheet, companyId: number | null): View {
  const { balanceKopecks, debtKopecks, overdueKopecks, documents, awaited, company } = sheet
  const whose = companyId === null ? '' : 'OfDealer'
  const balance = balanceKopecks < 0 ? `owe${whose}` : balanceKopecks > 0 ? `advance${whose}` : 'even'
  const body = [
    `${ui.t('settlements.balance', { sum: sum(balanceKopecks) })} ${ui.t(`settlements.${balance}`)}`,
    ui.t('settlements.debt', { debt: sum(debtKopecks), overdue: sum(overdueKopecks) }),
    ...documents.slice(0, SHOWN).map((document) => {
      const values = {
        number: document.shipmentNumber,
        date: date(ui, document.at),
        sum: sum(document.unpaidKopecks),
        due: date(ui, document.dueAt),
        count: document.daysOverdue,
      }
      return ui.t(document.daysOverdue > 0 ? 'settlements.overdueDocument' : 'settlements.document', values)
    }),
    ...(documents.length > SHOWN ? [ui.t('settlements.moreDocuments', { count: documents.length - SHOWN })] : []),
  ]
  if (awaited.length > 0) body.push(ui.t('settlements.unpaidInvoices'))
  for (const { invoice, awaitedKopecks, term } of awaited.slice(0, SHOWN)) {
    const values = { number: invoice.number, sum: sum(awaitedKopecks), term: payTermText(ui, term) }
    body.push(ui.t('settlements.invoice', values))
  }
  if (awaited.length > SHOWN) body.push(ui.t('settlements.moreInvoices', { count: awaited.length - SHOWN }))
  if (company.deferralDays > 0) {
    body.push(
      ui.t('settlements.limit', {
        limit: sum(company.creditLimitKopecks),
        free: sum(sheet.freeLimitKopecks),
        days: company.deferralDays,
      }),
    )
  }
  const rows = [
    [
      button(
        ui.label('settlements.invoicesToPay', { count: awaited.length }),
        to.invoices.data({ company: companyId }),
      ),
    ],
  ]
  const back = companyId === null ? to.start.data() : to.company.data({ company: companyId })
  const title =
    companyId === null
      ? ui.t('settlements.title', { date: date(ui, sheet.at) })
      : ui.t('settlements.titleOf', { date: date(ui, sheet.at), company: company.name })
  return screen(ui, { id: 'settlements', title, body, rows, self: to.settlements.data({ company: companyId }), back })
}
