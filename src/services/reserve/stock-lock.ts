import { lockStock } from '#db/catalog/stock.ts'
import { invoiceLines, lockInvoice } from '#db/orders/invoices.ts'
import { releaseExpired, runOut } from '#db/reserve/clock.ts'
import type { Db } from '#db/schema/schema.ts'
import type { Invoice } from '#domain/orders/invoices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { tellEnds } from './clock.ts'

/**
 * The invoice, then its goods' stock rows, always in this order; the clock is read only when both are locked, so that
 * a row that ended while somebody waited for the lock counts as ended for everybody alike. What has run out of these goods
 * is ended then, also where the clock's own sweep is yet to come: a clock that steps back must not bring it to life again.
 */
export async function lockForStock(
  deps: Deps,
  tx: Db,
  invoiceId: number,
  /** Whoever reserves anew is not told that his own has ended. */
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
