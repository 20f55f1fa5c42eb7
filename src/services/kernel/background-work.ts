import {
  addWork,
  type BackgroundWork,
  countAttempt,
  findWork,
  finishWork,
  forgetWork,
  unfinishedWork,
} from '#db/kernel/background-work.ts'
import type { Db } from '#db/schema/schema.ts'
import { limits } from '#domain/limits.ts'
import type { Deps } from './deps.ts'

export type { BackgroundWork } from '#db/kernel/background-work.ts'

export interface NewWork {
  updateId: number
  kind: string
  /** The update as JSON. */
  value: string
  chatId: number
  /** The message that shows the progress, if there is one already. */
  messageId: number | null
}

class Refused extends Error {}

/**
 * Saves work that outlives its update as a row, so that the next start takes it up; `decide` runs in the same
 * transaction. The same update again finds its row. null: `decide` answered no.
 */
export async function beginWork(
  deps: Deps,
  given: NewWork,
  decide: (tx: Db) => Promise<boolean> = () => Promise.resolve(true),
): Promise<{ work: BackgroundWork; isNew: boolean } | null> {
  const now = deps.clock.now()
  const before = await findWork(deps.db, given.updateId)
  if (before) return { work: before, isNew: false }
  try {
    const isNew = await deps.db.transaction().execute(async (tx) => {
      await forgetWork(tx, now - limits.backgroundWorkForMs)
      if (!(await addWork(tx, { ...given, begunAt: now }))) return false
      if (!(await decide(tx))) throw new Refused()
      return true
    })
    const work = await findWork(deps.db, given.updateId)
    if (!work) throw new Error(`the work of update ${given.updateId} is gone`)
    return { work, isNew }
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

/** Work that an earlier process left. */
export function leftWork(deps: Deps): Promise<BackgroundWork[]> {
  return unfinishedWork(deps.db)
}

/** The steps allowed with work that an earlier process left: all, only to report the result, or nothing. */
export type Allowed = 'all' | 'tell' | 'nothing'

/**
 * Takes up such work, and counts the attempt before it begins; the more processes died with it, the less is allowed.
 */
export async function takeUpWork(deps: Deps, { updateId, attempts }: BackgroundWork): Promise<Allowed> {
  if (attempts >= limits.attempts + limits.tellings) return 'nothing'
  await countAttempt(deps.db, updateId)
  return attempts < limits.attempts ? 'all' : 'tell'
}

/** Marks work as finished: its sender has the answer. */
export function endWork(deps: Deps, updateId: number): Promise<void> {
  return finishWork(deps.db, updateId, deps.clock.now())
}
