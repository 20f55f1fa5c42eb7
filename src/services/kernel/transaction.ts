import type { Transaction } from 'kysely'
import type { Schema } from '#db/schema/schema.ts'
import type { Deps } from './deps.ts'

/**
 * One use case, one transaction: only `tx` is used inside. After it the scheduler looks for due work, and the search
 * for changes.
 */
export async function transaction<Result>(
  deps: Deps,
  work: (tx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  const result = await deps.db.transaction().execute(work)
  deps.scheduler.wake()
  deps.search.wake()
  return result
}
