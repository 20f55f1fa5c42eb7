import type { Db } from '#db/schema/schema.ts'
import { shareOf } from '#domain/money.ts'
import { invoiceState } from '#domain/orders/invoices.ts'
import { type TermsProblem, termsProblem } from '#domain/shipping/shipments.ts'
import { companySettlement, owedWith } from '#services/money/settlements.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'

/** Why these rows may not go now on the company's terms; null: they may. `shipmentId`: the request that they are already in. */
export async function whyNot(
  db: Db,
  sheet: InvoiceSheet,
  rows: readonly { lineId: number; quantity: number }[],
  now: number,
  shipmentId?: number,
): Promise<TermsProblem | null> {
  const { deferralDays, creditLimitKopecks } = sheet.company
  const settlement = await companySettlement(db, sheet.company.id, now)
  return termsProblem({
    invoicePaid: invoiceState(sheet.invoice) === 'paid',
    deferralDays,
    creditLimitKopecks,
    owedKopecks: await owedWith(db, sheet.company.id, now, {
      invoiceId: sheet.invoice.id,
      amountKopecks: worth(sheet, rows),
      ...(shipmentId === undefined ? {} : { shipmentId }),
    }),
    overdueKopecks: settlement.overdueKopecks,
  })
}

function worth(sheet: InvoiceSheet, rows: readonly { lineId: number; quantity: number }[]): number {
  return rows.reduce((sum, row) => {
    const line = sheet.lines.find(({ id }) => id === row.lineId)
    return sum + (line ? shareOf(line.sumKopecks, row.quantity, line.quantity) : 0)
  }, 0)
}
