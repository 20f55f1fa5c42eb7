import { lockStock } from '#db/catalog/stock.ts'
import { invoiceLines, lockInvoice } from '#db/orders/invoices.ts'
import { releaseExpired, runOut } from '#db/reserve/clock.ts'
import type { Db } from '#db/schema/schema.ts'
import type { Invoice } from '#domain/orders/invoices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { tellEnds } from './clock.ts'

/**
 * Locks the invoice, then its goods' stock rows, always in this order; the clock is read only when both are locked, so
 * that a row that ended during the wait for the lock counts as ended for everybody alike. Reservations of these goods
 * that have run out are ended here, also if the clock's own sweep is yet to come: a clock that steps back must not
 * revive them.
 */
export async function lockForStock(
  deps: Deps,
  tx: Db,
  invoiceId: number,
  /** `renews`: a member who reserves again gets no notice that the former reserve has ended. */
  { renews = false } = {},
): Promise<{ invoice: Invoice; now: number } | undefined> {
  const invoice = await lockInvoice(tx, invoiceId)
  if (!invoice) return undefined
  const lines = await invoiceLines(tx, invoiceId)
  const productIds = [...new Set(lines.map((line) => line.productId))]
  await lockStock(tx, productIds)
  const now = deps.clock.now()
  const released = await releaseExpired(tx, await runOut(tx, productIds, now), now)
  await tellEnds(tx, renews ? released.filter((row) => row.invoiceId !== invoiceId) : released, now)
  return { invoice, now }
}
