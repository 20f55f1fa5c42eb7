import { forget, kept, keptSince } from '#db/kernel/retention.ts'
import { limits } from '#domain/limits.ts'
import type { Deps } from './deps.ts'
import { transaction } from './transaction.ts'

/** Takes away what was kept for as long as the settings say. True when there may be more: run it again. */
export async function forgetOld(deps: Deps): Promise<boolean> {
  let isMore = false
  for (const what of kept) {
    const before = deps.clock.now() - deps.settings.keepForMs[what]
    const gone = await transaction(deps, (tx) => forget(tx, what, before, limits.forgottenAtOnce))
    isMore ||= gone === limits.forgottenAtOnce
  }
  return isMore
}

export async function nextForgettingAt(deps: Deps): Promise<number | null> {
  const times: number[] = []
  for (const what of kept) {
    const since = await keptSince(deps.db, what)
    if (since !== null) times.push(since + deps.settings.keepForMs[what])
  }
  return times.length > 0 ? Math.min(...times) : null
}
