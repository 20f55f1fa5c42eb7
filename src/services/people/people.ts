import { findPerson, type KnownPerson, saveProfile, type TelegramProfile } from '#db/people/people.ts'
import { days } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'

/**
 * The sender of an update: one read in the common case; a write for newcomers, new names, people who had blocked the
 * bot, and once a day.
 */
export async function whoIs(deps: Deps, profile: TelegramProfile): Promise<KnownPerson> {
  const known = await findPerson(deps.db, profile.id)
  const now = deps.clock.now()
  const { firstName, username, blockedAt, seenAt = 0 } = known?.user ?? {}
  const isSame = firstName === profile.firstName && username === profile.username
  if (known && isSame && blockedAt === null && now - seenAt < days(1)) return known
  await saveProfile(deps.db, profile, now)
  const saved = await findPerson(deps.db, profile.id)
  if (!saved) throw new Error(`user ${profile.id} was saved and is not there`)
  return saved
}
