import { updateUser } from '#db/people/people.ts'
import type { Actor } from '#domain/policy.ts'
import type { Deps } from '#services/kernel/deps.ts'

export async function setLocale(deps: Deps, actor: Actor, locale: 'ru' | 'en'): Promise<void> {
  await updateUser(deps.db, actor.id, { locale })
}

export async function setHints(deps: Deps, actor: Actor, shown: boolean): Promise<void> {
  await updateUser(deps.db, actor.id, { hints: shown ? 1 : 0 })
}
