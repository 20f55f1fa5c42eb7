import { takeOut } from '#db/catalog/stock.ts'
import { addLedgerEntry } from '#db/money/settlements.ts'
import { invoiceLines } from '#db/orders/invoices.ts'
import { findCompany } from '#db/people/companies.ts'
import { reservationsOf, shipRows } from '#db/reserve/reservations.ts'
import type { Db } from '#db/schema/schema.ts'
import { shareOf } from '#domain/money.ts'
import type { Shipment } from '#domain/shipping/shipments.ts'
import { addDays, localTime, startOfDay } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** The goods leave, within the transaction that moves the request: rows shipped, stock down, the ledger gets its debit. */
export async function shipOut(deps: Deps, tx: Db, shipment: Shipment, now: number): Promise<void> {
  const lines = await invoiceLines(tx, shipment.invoiceId)
  const before = (await reservationsOf(tx, shipment.invoiceId)).filter((row) => row.shippedAt !== null)
  const gone = new Map<number, number>()
  for (const row of before) gone.set(row.lineId, (gone.get(row.lineId) ?? 0) + row.quantity)

  let debitKopecks = 0
  for (const { lineId, productId, warehouseId, quantity } of await shipRows(tx, shipment.id, now)) {
    const line = lines.find((other) => other.id === lineId)
    if (!line) throw new Error(`reservation of line ${lineId}, which invoice ${shipment.invoiceId} does not have`)
    // Each part is worth what all up to it are worth less what went before: the parts add up to the line.
    const [from, to] = [gone.get(lineId) ?? 0, (gone.get(lineId) ?? 0) + quantity]
    debitKopecks += shareOf(line.sumKopecks, to, line.quantity) - shareOf(line.sumKopecks, from, line.quantity)
    gone.set(lineId, to)
    await takeOut(tx, { productId, warehouseId, quantity, at: now, shipmentId: shipment.id })
  }
  const company = await findCompany(tx, shipment.companyId)
  const entry = { companyId: shipment.companyId, kind: 'shipment', debitKopecks, creditKopecks: 0, at: now } as const
  const dueAt = dueAfter(now, company?.deferralDays ?? 0, deps.settings.timeZone)
  await addLedgerEntry(tx, {
    key: `shipment:${shipment.id}`,
    ...entry,
    dueAt,
    shipmentId: shipment.id,
    paymentId: null,
  })
}

/** The last instant of the day so many days on. */
function dueAfter(now: number, deferralDays: number, timeZone: string): number {
  return startOfDay(addDays(localTime(now, timeZone).day, deferralDays + 1), timeZone) - 1
}
