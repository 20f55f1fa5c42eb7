import { findPerson } from '#db/people/people.ts'
import type { Deps, DueNotice, LoadedNotice } from '#services/kernel/deps.ts'
import type { NoticeDetails, NoticeKind } from '#services/notices/kinds.ts'
import { noticeTable } from './notice-table.ts'

/** Any entry of the table, once its subject is loaded by itself. */
interface AnyEntry {
  place: LoadedNotice['place'] | ((details: NoticeDetails[NoticeKind]) => LoadedNotice['place'])
  subject(deps: Deps, actor: LoadedNotice['receiver']['actor'], notice: DueNotice): Promise<object | null>
  isStillTrue?(subject: object, details: NoticeDetails[NoticeKind], now: number): boolean
  invoice?(subject: object): { invoice: { id: number }; company: { id: number } }
  shipment?(subject: object): { shipment: { id: number; companyId: number } }
}

/** A due notice with its subject as it stands now, or the reason why nobody is notified any more. */
export async function loadNotice(deps: Deps, notice: DueNotice): Promise<LoadedNotice | 'unreachable' | 'obsolete'> {
  const receiver = await findPerson(deps.db, notice.userId)
  if (!receiver || receiver.user.blockedAt !== null) return 'unreachable'
  const entry = (noticeTable as Record<string, unknown>)[notice.kind] as AnyEntry | undefined
  const subject = await entry?.subject(deps, receiver.actor, notice)
  if (!entry || !subject) return 'obsolete'
  const details = notice.details as NoticeDetails[NoticeKind]
  if (entry.isStillTrue?.(subject, details, deps.clock.now()) === false) return 'obsolete'
  const about = entry.invoice?.(subject)
  const invoiceId = about && about.company.id === receiver.actor.companyId ? about.invoice.id : null
  const request = entry.shipment?.(subject).shipment
  const shipmentId = request && request.companyId === receiver.actor.companyId ? request.id : null
  const place = typeof entry.place === 'function' ? entry.place(details) : entry.place
  if (invoiceId === null && shipmentId === null && place === 'only in place') return 'obsolete'
  return { ...notice, receiver, subject, place, invoiceId, shipmentId }
}
