import type { Ui, View } from '#bot/kit/context.ts'
import { date, sum } from '#bot/kit/format.ts'
import { button, screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { daysOverdue } from '#domain/money/settlements.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import type { SettlementSheet } from '#services/money/settlements.ts'

const SHOWN = 6

export function settlementsView(ui: Ui, sheet: SettlementSheet, companyId: number | null): View {
  const { balanceKopecks, debtKopecks, overdueKopecks, documents, unpaidInvoices, company } = sheet
  const balance =
    balanceKopecks < 0 ? 'settlements.owe' : balanceKopecks > 0 ? 'settlements.advance' : 'settlements.even'
  const body = [
    `${ui.t('settlements.balance', { sum: sum(balanceKopecks) })} ${ui.t(balance)}`,
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
  if (unpaidInvoices.length > 0) {
    body.push(ui.t('settlements.unpaidInvoices'))
    for (const invoice of unpaidInvoices.slice(0, SHOWN)) {
      const late = daysOverdue(invoice.payBy, sheet.at)
      const values = {
        number: invoice.number,
        sum: sum(unpaidKopecks(invoice)),
        due: date(ui, invoice.payBy),
        count: late,
      }
      body.push(ui.t(late > 0 ? 'settlements.overdueInvoice' : 'settlements.invoice', values))
    }
  }
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
        ui.label('settlements.invoicesToPay', { count: unpaidInvoices.length }),
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
