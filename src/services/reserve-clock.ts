import { addDeed } from '../db/audit.ts'
import { findInvoice } from '../db/invoices.ts'
import { noticeKeysThere } from '../db/outbox.ts'
import { endingSoon, invoicesToRelease, nextEnd, releaseExpired } from '../db/reserve-clock.ts'
import type { Db } from '../db/schema.ts'
import { limits } from '../domain/limits.ts'
import { dueWarning } from '../domain/reservations.ts'
import type { Deps } from './deps.ts'
import { colleaguesOf, managersOf, type Notice, notify } from './notices.ts'
import { lockForStock } from './reservations.ts'
import { transaction } from './transaction.ts'

/** Releases what ran out, tells who held it and the manager, once. True when there may be more: run it again. */
export async function releaseDue(deps: Deps): Promise<boolean> {
  const invoiceIds = await invoicesToRelease(deps.db, deps.clock.now(), limits.releasesAtOnce)
  for (const invoiceId of invoiceIds) await releaseInvoice(deps, invoiceId)
  return invoiceIds.length === limits.releasesAtOnce
}

async function releaseInvoice(deps: Deps, invoiceId: number): Promise<void> {
  await transaction(deps, async (tx) => {
    const locked = await lockForStock(deps, tx, invoiceId)
    if (!locked) return
    const { invoice, now } = locked
    const rows = await releaseExpired(tx, invoiceId, now)
    if (rows.length === 0) return
    const quantity = rows.reduce((sum, row) => sum + row.quantity, 0)
    const endedAt = Math.max(...rows.map((row) => row.untilAt))
    await addDeed(tx, {
      at: now,
      userId: null,
      action: 'release',
      subject: 'invoice',
      subjectId: invoiceId,
      details: { quantity },
    })
    const lastRow = Math.max(...rows.map((row) => row.id))
    const notice: Notice = {
      key: `reserve-ended:${invoiceId}:${lastRow}`,
      kind: 'reserve_ended',
      aboutId: invoiceId,
      details: { quantity, endedAt },
    }
    const reservers = rows.map((row) => row.reservedBy)
    await notify(tx, await concerned(tx, invoice.companyId, reservers), notice, now)
  })
}

/** Those who reserved, and the company's manager. */
async function concerned(db: Db, companyId: number, reservers: readonly number[]): Promise<number[]> {
  return [...(await colleaguesOf(db, companyId, reservers)), ...(await managersOf(db, companyId))]
}

export async function nextReleaseAt(deps: Deps): Promise<number | null> {
  return nextEnd(deps.db)
}

/** Warnings that make sense: one longer than the reserve itself would come with the reserve. */
function warnings(deps: Deps): number[] {
  return deps.settings.reserveWarnBeforeMs.filter((before) => before < deps.settings.reserveForMs)
}

interface DueWarning {
  invoiceId: number
  untilAt: number
  before: number
  key: string
  receivers: number[]
}

/** Warnings whose time has come and that somebody has not got. */
async function dueWarnings(deps: Deps, db: Db, now: number): Promise<DueWarning[]> {
  const steps = warnings(deps)
  if (steps.length === 0) return []
  const due: DueWarning[] = []
  for (const { invoiceId, untilAt, reservedBy } of await endingSoon(db, now, now + Math.max(...steps))) {
    const before = dueWarning(untilAt, steps, now)
    const invoice = before === null ? undefined : await findInvoice(db, invoiceId)
    if (before === null || !invoice) continue
    const receivers = await concerned(db, invoice.companyId, [reservedBy])
    due.push({ invoiceId, untilAt, before, key: `reserve-warning:${invoiceId}:${before}:${untilAt}`, receivers })
  }
  const keys = due.flatMap(({ key, receivers }) => receivers.map((id) => `${key}:${id}`))
  const written = await noticeKeysThere(db, keys)
  return due.filter(({ key, receivers }) => receivers.some((id) => !written.has(`${key}:${id}`)))
}

/** Warns of reserves that end soon: one notice per invoice and step, to the member who reserved and to the manager. */
export async function warnDue(deps: Deps): Promise<boolean> {
  await transaction(deps, async (tx) => {
    const now = deps.clock.now()
    for (const { invoiceId, untilAt, before, key, receivers } of await dueWarnings(deps, tx, now)) {
      const notice: Notice = { key, kind: 'reserve_warning', aboutId: invoiceId, details: { before, untilAt } }
      await notify(tx, receivers, notice, now)
    }
  })
  return false
}

/** When the next warning falls due; now, where one is due and not written yet. */
export async function nextWarningAt(deps: Deps): Promise<number | null> {
  const now = deps.clock.now()
  const steps = warnings(deps)
  if (steps.length === 0) return null
  if ((await dueWarnings(deps, deps.db, now)).length > 0) return now
  const ends = await endingSoon(deps.db, now, Number.MAX_SAFE_INTEGER)
  const times = ends.flatMap(({ untilAt }) => steps.map((before) => untilAt - before)).filter((at) => at > now)
  return times.length > 0 ? times.reduce((first, at) => Math.min(first, at)) : null
}
