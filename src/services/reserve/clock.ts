import { lockStock } from '#db/catalog/stock.ts'
import { addAuditEntries } from '#db/kernel/audit.ts'
import { companiesOf, invoicedProducts, lockInvoices } from '#db/orders/invoices.ts'
import { invoicesToRelease, markWarned, nextEnd, type Released, releaseExpired, unwarned } from '#db/reserve/clock.ts'
import type { Db } from '#db/schema/schema.ts'
import { reserveLimits } from '#domain/reserve/limits.ts'
import { dueWarning, warningSteps } from '#domain/reserve/reservations.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { notices } from '#services/notices/kinds.ts'
import { audienceOf, notifyAll } from '#services/notices/notices.ts'

/**
 * Releases reservations that ran out, and notifies their members and the manager, once. True when there may be more:
 * run it again.
 */
export async function releaseDue(deps: Deps): Promise<boolean> {
  const invoiceIds = await invoicesToRelease(deps.db, deps.clock.now(), reserveLimits.releasesAtOnce)
  if (invoiceIds.length === 0) return false
  await transaction(deps, async (tx) => {
    // As `lockForStock` does it for one: invoices, then stock, then the clock.
    await lockInvoices(tx, invoiceIds)
    await lockStock(tx, await invoicedProducts(tx, invoiceIds))
    const now = deps.clock.now()
    await tellEnds(tx, await releaseExpired(tx, invoiceIds, now), now)
  })
  return invoiceIds.length === reserveLimits.releasesAtOnce
}

/** Writes audit entries of the ended reservations, and notifies their members and managers, once. */
export async function tellEnds(tx: Db, released: readonly Released[], now: number): Promise<void> {
  const rows = Map.groupBy(released, (row) => row.invoiceId)
  const companies = await companiesOf(tx, [...rows.keys()])
  const audience = await audienceOf(tx, [...companies.values()])
  const releases = [...rows].map(([invoiceId, of]) => ({ ...summary(of), invoiceId, rows: of }))
  await addAuditEntries(
    tx,
    releases.map(({ invoiceId, quantity }) => ({
      at: now,
      userId: null,
      action: 'release',
      subject: 'invoice',
      subjectId: invoiceId,
      details: { quantity },
    })),
  )
  await notifyAll(
    tx,
    releases.map(({ invoiceId, quantity, endedAt, lastRow, reservers }) => {
      const userIds = audience.concerned(companies.get(invoiceId) ?? 0, reservers)
      return { userIds, notice: notices.reserveEnded(invoiceId, lastRow, { quantity, endedAt }) }
    }),
    now,
  )
}

function summary(rows: readonly Released[]) {
  return {
    quantity: rows.reduce((sum, row) => sum + row.quantity, 0),
    endedAt: Math.max(...rows.map((row) => row.untilAt)),
    lastRow: Math.max(...rows.map((row) => row.id)),
    reservers: rows.map((row) => row.reservedBy),
  }
}

export async function nextReleaseAt(deps: Deps): Promise<number | null> {
  return nextEnd(deps.db)
}

/** Warnings that make sense: one longer than the reserve itself would come with the reserve. */
function warnings(deps: Deps): number[] {
  return deps.settings.reserveWarnBeforeMs.filter((before) => before < deps.settings.reserveForMs)
}

/**
 * Warns of reserves that end soon: one notice per invoice and step, to the member who reserved and to the manager.
 * True when there may be more: run it again.
 */
export async function warnDue(deps: Deps): Promise<boolean> {
  const steps = warnings(deps)
  return transaction(deps, async (tx) => {
    const now = deps.clock.now()
    const due = await unwarned(tx, now, warningSteps(steps), reserveLimits.warningsAtOnce)
    const audience = await audienceOf(
      tx,
      due.map((ending) => ending.companyId),
    )
    const bySteps = Map.groupBy(due, ({ untilAt }) => dueWarning(untilAt, steps, now) ?? 0)
    for (const [before, endings] of bySteps) {
      const warned = endings.map((ending) => ({
        userIds: audience.concerned(ending.companyId, [ending.reservedBy]),
        notice: notices.reserveWarning(ending.invoiceId, { before, untilAt: ending.untilAt }),
      }))
      await notifyAll(tx, warned, now)
      const invoiceIds = endings.map((ending) => ending.invoiceId)
      await markWarned(tx, invoiceIds, before, now)
    }
    return due.length === reserveLimits.warningsAtOnce
  })
}

/** The time at which the next warning falls due; now, if one is due and not written yet. */
export async function nextWarningAt(deps: Deps): Promise<number | null> {
  const now = deps.clock.now()
  const steps = warnings(deps)
  if ((await unwarned(deps.db, now, warningSteps(steps), 1)).length > 0) return now
  const times: number[] = []
  for (const before of steps) {
    const end = await nextEnd(deps.db, now + before)
    if (end !== null) times.push(end - before)
  }
  return times.length > 0 ? Math.min(...times) : null
}
