import { sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'
import { isLive } from '#domain/reserve/reservations.ts'

/** Every broken invariant (I1–I10) as a sentence, recomputed from rows and the clock alone; none: all is well. */
export async function audit(db: Db, now: number): Promise<string[]> {
  return [
    ...(await auditStock(db, now)),
    ...(await auditReserves(db)),
    ...(await auditMoney(db)),
    ...(await auditShipments(db)),
    ...(await auditCredit(db)),
  ]
}

async function auditStock(db: Db, now: number): Promise<string[]> {
  const found: string[] = []
  const rows = await db.selectFrom('reservations').selectAll().execute()
  const moves = await db.selectFrom('stockMoves').selectAll().execute()
  for (const { productId, warehouseId, onHand } of await db.selectFrom('stock').selectAll().execute()) {
    const here = (row: { productId: number; warehouseId: number }) =>
      row.productId === productId && row.warehouseId === warehouseId
    const reserved = total(
      rows.filter((row) => here(row) && isLive(row, now)),
      'quantity',
    )
    const shelf = `product ${productId} on warehouse ${warehouseId}`
    if (reserved > onHand) found.push(`I1: ${reserved} reserved of ${onHand}: ${shelf}`)
    const moved = total(moves.filter(here), 'delta')
    if (moved !== onHand) found.push(`I3: ${onHand} on hand, but moves add up to ${moved}: ${shelf}`)
    const shipped = total(
      rows.filter((row) => here(row) && row.shippedAt !== null),
      'quantity',
    )
    const left = -total(
      moves.filter((move) => here(move) && move.shipmentId !== null),
      'delta',
    )
    if (shipped !== left) found.push(`I3: ${shipped} shipped, but ${left} left: ${shelf}`)
  }
  return found
}

async function auditReserves(db: Db): Promise<string[]> {
  const found: string[] = []
  const paid = new Set((await db.selectFrom('allocations').select('invoiceId').execute()).map((row) => row.invoiceId))
  const rows = await db.selectFrom('reservations').selectAll().execute()
  for (const row of rows) {
    if (row.releasedAt !== null && row.shippedAt !== null) found.push(`I5: row ${row.id} is released and shipped`)
    const byClock = row.releasedAt !== null && row.releasedBy === null
    if (byClock && row.protectedAt !== null) found.push(`I7: the clock released row ${row.id}, which was protected`)
    if (byClock && (row.releasedAt ?? 0) < row.untilAt) found.push(`I7: the clock released row ${row.id} too early`)
  }
  // A row that runs out before the money comes is dead, even before a job has ended it: it may stay unprotected.
  for (const row of rows.filter(
    (one) => one.releasedAt === null && one.shippedAt === null && one.protectedAt === null,
  )) {
    const first = await db
      .selectFrom('allocations')
      .innerJoin('payments', 'payments.id', 'allocations.paymentId')
      .select(sql<number>`min(recorded_at)`.as('at'))
      .where('allocations.invoiceId', '=', row.invoiceId)
      .executeTakeFirst()
    if (paid.has(row.invoiceId) && first?.at !== undefined && first.at < row.untilAt)
      found.push(`I7: row ${row.id} has money on its invoice and no protection`)
  }
  for (const line of await db.selectFrom('invoiceLines').selectAll().execute()) {
    const kept = total(
      rows.filter(
        (row) =>
          row.lineId === line.id && row.releasedAt === null && (row.shippedAt !== null || row.protectedAt !== null),
      ),
      'quantity',
    )
    if (kept > line.quantity) found.push(`I6: ${kept} kept for line ${line.id} of ${line.quantity}`)
  }
  return found
}

async function auditMoney(db: Db): Promise<string[]> {
  const found: string[] = []
  const lines = await db.selectFrom('invoiceLines').selectAll().execute()
  const allocations = await db.selectFrom('allocations').selectAll().execute()
  for (const invoice of await db.selectFrom('invoices').selectAll().execute()) {
    const own = lines.filter((line) => line.invoiceId === invoice.id)
    if (total(own, 'sumKopecks') !== invoice.totalKopecks)
      found.push(`I10: invoice ${invoice.id} is not the sum of its lines`)
    if (total(own, 'vatKopecks') !== invoice.vatKopecks)
      found.push(`I10: VAT of invoice ${invoice.id} is not the sum of its lines`)
    const paid = total(
      allocations.filter((row) => row.invoiceId === invoice.id),
      'amountKopecks',
    )
    if (paid > invoice.totalKopecks) found.push(`I10: invoice ${invoice.id} got ${paid} of ${invoice.totalKopecks}`)
    if (invoice.cancelledAt !== null && paid > 0) found.push(`I10: cancelled invoice ${invoice.id} has money`)
  }
  const entries = await db.selectFrom('ledgerEntries').selectAll().execute()
  for (const payment of await db.selectFrom('payments').selectAll().execute()) {
    const allocated = total(
      allocations.filter((row) => row.paymentId === payment.id),
      'amountKopecks',
    )
    if (allocated > payment.amountKopecks) found.push(`I10: payment ${payment.id} was spread beyond its sum`)
    const credited = entries.filter((entry) => entry.paymentId === payment.id)
    if (credited.length !== 1 || credited[0]?.creditKopecks !== payment.amountKopecks)
      found.push(`I10: payment ${payment.id} is not in the ledger once`)
  }
  return found
}

async function auditShipments(db: Db): Promise<string[]> {
  const found: string[] = []
  const entries = await db.selectFrom('ledgerEntries').selectAll().where('kind', '=', 'shipment').execute()
  const rows = await db.selectFrom('reservations').selectAll().execute()
  const shipments = await db.selectFrom('shipments').selectAll().execute()
  const lines = await db.selectFrom('shipmentLines').selectAll().execute()
  for (const shipment of shipments) {
    const gone = ['handed_over', 'dispatched', 'delivered'].includes(shipment.state)
    const debits = entries.filter((entry) => entry.shipmentId === shipment.id)
    if (debits.length !== (gone ? 1 : 0))
      found.push(`I3: shipment ${shipment.id} (${shipment.state}) has ${debits.length} debits`)
    const shipped = rows.filter((row) => row.shipmentId === shipment.id && row.shippedAt !== null)
    const bound = total(
      rows.filter((row) => row.shipmentId === shipment.id),
      'quantity',
    )
    const asked = total(
      lines.filter((line) => line.shipmentId === shipment.id),
      'quantity',
    )
    const binds = shipment.state !== 'refused' && shipment.state !== 'cancelled'
    if (bound !== (binds ? asked : 0))
      found.push(`I6: shipment ${shipment.id} (${shipment.state}) asks for ${asked} and has ${bound}`)
    if (!gone && shipped.length > 0) found.push(`I4: goods of shipment ${shipment.id} (${shipment.state}) have left`)
  }
  for (const invoice of await db.selectFrom('invoices').selectAll().execute()) {
    const ordered = await db.selectFrom('invoiceLines').select('quantity').where('invoiceId', '=', invoice.id).execute()
    const shipped = rows.filter((row) => row.invoiceId === invoice.id && row.shippedAt !== null)
    const ids = shipments.filter((one) => one.invoiceId === invoice.id).map((one) => one.id)
    const debit = total(
      entries.filter((entry) => ids.includes(entry.shipmentId ?? 0)),
      'debitKopecks',
    )
    const whole = total(shipped, 'quantity') === total(ordered, 'quantity')
    if (whole ? debit !== invoice.totalKopecks : debit > invoice.totalKopecks) {
      found.push(`I10: invoice ${invoice.id} of ${invoice.totalKopecks} was debited ${debit}`)
    }
  }
  return found
}

/** I15, if terms were not changed since: goods that have left or are to go, less all money, are within the limit. */
async function auditCredit(db: Db): Promise<string[]> {
  const found: string[] = []
  const changed = await db.selectFrom('auditTrail').select('subjectId').where('action', '=', 'change terms').execute()
  for (const company of await db.selectFrom('companies').selectAll().execute()) {
    if (changed.some(({ subjectId }) => subjectId === company.id)) continue
    const shipments = await db.selectFrom('shipments').selectAll().where('companyId', '=', company.id).execute()
    const going = shipments.filter(({ state }) => state !== 'refused' && state !== 'cancelled').map(({ id }) => id)
    const parts = await db
      .selectFrom('shipmentLines')
      .innerJoin('invoiceLines', 'invoiceLines.id', 'shipmentLines.lineId')
      .select((eb) => eb.fn.sum<number>('shipmentLines.quantity').as('quantity'))
      .select(['invoiceLines.id', 'invoiceLines.quantity as all', 'invoiceLines.sumKopecks'])
      .groupBy(['invoiceLines.id', 'invoiceLines.quantity', 'invoiceLines.sumKopecks'])
      .where('shipmentLines.shipmentId', 'in', [0, ...going])
      .execute()
    // A request whose reserve ran out before it was accepted still names its goods; reserved again, they are in another.
    const share = (part: (typeof parts)[number]) => Math.min(Number(part.quantity), part.all) / part.all
    const worth = parts.reduce((sum, part) => sum + part.sumKopecks * share(part), 0)
    const payments = await db
      .selectFrom('payments')
      .select('amountKopecks')
      .where('companyId', '=', company.id)
      .execute()
    const owed = worth - total(payments, 'amountKopecks')
    // Each part is rounded to a kopeck by itself.
    if (owed > company.creditLimitKopecks + parts.length)
      found.push(`I15: company ${company.id} owes ${owed} of ${company.creditLimitKopecks}`)
  }
  return found
}

function total<Key extends string>(rows: readonly Record<Key, number>[], key: Key): number {
  return rows.reduce((sum, row) => sum + row[key], 0)
}
