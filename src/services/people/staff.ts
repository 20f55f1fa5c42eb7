import { addAuditEntry } from '#db/kernel/audit.ts'
import { lockFor } from '#db/kernel/locks.ts'
import {
  addStaff,
  ensureUser,
  findPerson,
  listStaff,
  removeStaff,
  type StaffMember,
  staffIds,
  type User,
} from '#db/people/people.ts'
import { type Actor, may, type StaffRole } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'

export type StaffChange = { ok: true; changed: boolean } | Refusal<'forbidden' | 'last_admin' | 'bad_id'>

/** Gives a staff role. `actor` null: the terminal, or the settings at the first start. */
export async function giveRole(deps: Deps, actor: Actor | null, userId: number, role: StaffRole): Promise<StaffChange> {
  if (actor && !may(actor, 'staff.manage')) return refuse('forbidden')
  if (!isUserId(userId)) return refuse('bad_id')
  return transaction(deps, async (tx) => {
    const now = deps.clock.now()
    await ensureUser(tx, userId, now)
    const changed = await addStaff(tx, { userId, role, givenBy: actor?.id ?? null, givenAt: now })
    if (changed)
      await addAuditEntry(tx, {
        at: now,
        userId: actor?.id ?? null,
        action: `give ${role}`,
        subject: 'user',
        subjectId: userId,
      })
    return { ok: true, changed }
  })
}

/** Takes a staff role, from the next press on. The last administrator stays one. */
export async function takeRole(deps: Deps, actor: Actor | null, userId: number, role: StaffRole): Promise<StaffChange> {
  if (actor && !may(actor, 'staff.manage')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const now = deps.clock.now()
    await lockFor(tx, 'staff', 0)
    // If two administrators take the role from each other at one instant, the second one stays the last.
    if (actor && !(await staffIds(tx, 'admin')).includes(actor.id)) return refuse('forbidden')
    if (role === 'admin') {
      const admins = await staffIds(tx, 'admin')
      if (admins.length === 1 && admins[0] === userId) return refuse('last_admin')
    }
    const changed = await removeStaff(tx, userId, role)
    if (changed)
      await addAuditEntry(tx, {
        at: now,
        userId: actor?.id ?? null,
        action: `take ${role}`,
        subject: 'user',
        subjectId: userId,
      })
    return { ok: true, changed }
  })
}

/**
 * Names the administrators of the settings while there is none: a person who lost the role does not get it back by a
 * restart.
 */
export async function nameFirstAdmins(deps: Deps, userIds: readonly number[]): Promise<void> {
  if ((await staffIds(deps.db, 'admin')).length > 0) return
  for (const userId of userIds) await giveRole(deps, null, userId, 'admin')
}

export async function seeStaff(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; staff: StaffMember[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'staff.manage')) return refuse('forbidden')
  return { ok: true, staff: await listStaff(deps.db) }
}

/** A person whose roles are about to change; `person` null: nobody of this id has ever written. */
export async function seeStaffPerson(
  deps: Deps,
  actor: Actor,
  userId: number,
): Promise<{ ok: true; staff: StaffMember[]; person: User | null } | Refusal<'forbidden'>> {
  const seen = await seeStaff(deps, actor)
  return seen.ok ? { ...seen, person: (await findPerson(deps.db, userId))?.user ?? null } : seen
}

/** Telegram's ids of people are positive and fit 52 bits. */
function isUserId(id: number): boolean {
  return Number.isSafeInteger(id) && id > 0
}
