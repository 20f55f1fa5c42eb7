import { finishWork } from '#db/kernel/background-work.ts'
import { closeUpdate } from '#db/kernel/open-updates.ts'
import { addSetAside, dismissSetAside, type SetAsideUpdate, setAsideOnDesk } from '#db/kernel/set-aside.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from './deps.ts'

export type { SetAsideUpdate } from '#db/kernel/set-aside.ts'

/** The kind of an update: the key of its name on the screens. */
export type UpdateKind = 'file' | 'text' | 'press' | 'inline' | 'other'

/** Takes an update out of work for good, so that its sender can be notified; it stands on the administrators' desk. */
export async function setAside(
  deps: Deps,
  update: { updateId: number; userId: number | null; kind: UpdateKind; name: string },
): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transaction().execute(async (tx) => {
    await addSetAside(tx, { ...update, setAsideAt: now })
    await closeUpdate(tx, update.updateId)
    await finishWork(tx, update.updateId, now)
  })
}

export type SetAsideItem = SetAsideUpdate & { firstName: string | null }

/** The list of updates that were set aside, for administrators. */
export async function seeSetAside(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; items: SetAsideItem[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'staff.manage')) return refuse('forbidden')
  return { ok: true, items: await setAsideOnDesk(deps.db) }
}

/** Takes one off the list; the second call changes nothing. */
export async function dismissUpdate(
  deps: Deps,
  actor: Actor,
  id: number,
): Promise<{ ok: true } | Refusal<'forbidden'>> {
  if (!may(actor, 'staff.manage')) return refuse('forbidden')
  await dismissSetAside(deps.db, id, deps.clock.now())
  return { ok: true }
}
