import { waitingRegistrations } from '../db/companies.ts'
import { endingSoon } from '../db/reserve-clock.ts'
import { listShipments } from '../db/shipments.ts'
import { type Actor, may } from '../domain/policy.ts'
import { type Refusal, refuse } from '../domain/result.ts'
import { hours } from '../domain/time.ts'
import type { Deps } from './deps.ts'
import { openStates } from './shipments.ts'

export interface Desk {
  registrations: number
  shipments: number
  /** Invoices whose reserve ends within 24 hours. */
  endingReserves: { invoiceId: number; untilAt: number }[]
}

/** What waits for a manager. */
export async function seeDesk(deps: Deps, actor: Actor): Promise<{ ok: true; desk: Desk } | Refusal<'forbidden'>> {
  if (!may(actor, 'desk.see')) return refuse('forbidden')
  if (!may(actor, 'dealers.manage')) return { ok: true, desk: { registrations: 0, shipments: 0, endingReserves: [] } }
  const now = deps.clock.now()
  const registrations = (await waitingRegistrations(deps.db)).length
  const shipments = (await listShipments(deps.db, null, openStates)).length
  return {
    ok: true,
    desk: { registrations, shipments, endingReserves: await endingSoon(deps.db, now, now + hours(24)) },
  }
}
