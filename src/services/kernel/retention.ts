import { forget, oldestRetained, type RetainedKind, retentionRules } from '#db/kernel/retention.ts'
import { limits } from '#domain/limits.ts'
import type { Deps } from './deps.ts'
import { transaction } from './transaction.ts'

/** Deletes rows that are older than the settings allow. True when there may be more: run it again. */
export async function forgetOld(deps: Deps): Promise<boolean> {
  let isMore = false
  for (const { what, at } of await oldestRetained(deps.db)) {
    const before = deps.clock.now() - keepFor(deps, what)
    if (at > before) continue
    const { atOnce = limits.forgottenAtOnce } = retentionRules[what]
    const gone = await transaction(deps, (tx) => forget(tx, what, before, atOnce))
    isMore ||= gone === atOnce
  }
  return isMore
}

export async function nextForgettingAt(deps: Deps): Promise<number | null> {
  const times = (await oldestRetained(deps.db)).map(({ what, at }) => at + keepFor(deps, what))
  return times.length > 0 ? Math.min(...times) : null
}

function keepFor({ settings }: Pick<Deps, 'settings'>, what: RetainedKind): number {
  const { setting, least = 0 } = retentionRules[what]
  return Math.max(settings.keepForMs[setting], least)
}
