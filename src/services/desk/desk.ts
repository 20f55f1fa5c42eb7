import { setAsideOnDesk } from '#db/kernel/set-aside.ts'
import { findInvoice } from '#db/orders/invoices.ts'
import { findCompany, waitingRegistrations } from '#db/people/companies.ts'
import { openClaims } from '#db/reserve/claims.ts'
import { endingSoon } from '#db/reserve/clock.ts'
import { openExtensions } from '#db/reserve/extensions.ts'
import { listShipments } from '#db/shipping/shipments.ts'
import { limits } from '#domain/limits.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { hours } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { droppedNotices } from '#services/notices/outbox.ts'
import { openStates } from '#services/shipping/shipments.ts'

export interface Desk {
  registrations: number
  shipments: number
  extensions: number
  claims: number
  /** Notices given up lately, after three days without delivery. */
  dropped: number
  /** Updates that were set aside; for administrators. */
  setAside: number
  /** Invoices whose reserve ends within 24 hours. */
  endingReserves: { invoiceId: number; untilAt: number }[]
}

const nothing: Desk = {
  registrations: 0,
  shipments: 0,
  extensions: 0,
  claims: 0,
  dropped: 0,
  setAside: 0,
  endingReserves: [],
}

/** The piles that wait for a manager. */
export async function seeDesk(deps: Deps, actor: Actor): Promise<{ ok: true; desk: Desk } | Refusal<'forbidden'>> {
  if (!may(actor, 'desk.see')) return refuse('forbidden')
  if (!may(actor, 'companies.manage')) return { ok: true, desk: nothing }
  const now = deps.clock.now()
  const registrations = (await waitingRegistrations(deps.db)).length
  const shipments = (await listShipments(deps.db, null, openStates)).length
  return {
    ok: true,
    desk: {
      registrations,
      shipments,
      extensions: (await openExtensions(deps.db)).length,
      claims: (await openClaims(deps.db)).length,
      dropped: await droppedNotices(deps),
      setAside: may(actor, 'staff.manage') ? (await setAsideOnDesk(deps.db)).length : 0,
      endingReserves: await endingSoon(deps.db, now, now + hours(24)),
    },
  }
}

/** An item on one of the desk's piles: the button's id, and the subject. */
export interface DeskItem {
  id: number
  companyName: string
  invoiceNumber: number
}

/** The requests to extend, or the payment claims, that wait for an answer. */
export async function seePile(
  deps: Deps,
  actor: Actor,
  pile: 'extensions' | 'claims',
): Promise<{ ok: true; items: DeskItem[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'payments.record')) return refuse('forbidden')
  const waiting =
    pile === 'claims'
      ? (await openClaims(deps.db)).map((claim) => ({ id: claim.invoiceId, invoiceId: claim.invoiceId }))
      : (await openExtensions(deps.db)).map(({ id, invoiceId }) => ({ id, invoiceId }))
  const items: DeskItem[] = []
  for (const { id, invoiceId } of waiting.slice(0, limits.pageSize + 2)) {
    const invoice = await findInvoice(deps.db, invoiceId)
    const company = invoice && (await findCompany(deps.db, invoice.companyId))
    if (company) items.push({ id, companyName: company.name, invoiceNumber: invoice.number })
  }
  return { ok: true, items }
}
