import { setImmediate } from 'node:timers/promises'
import type { RunPlace, Stamp } from '#db/imports/offers.ts'
import { asideTransaction, type Portion, type StagedRow, stagingTransaction, touchRun } from '#db/imports/staging.ts'
import type { Db } from '#db/schema/schema.ts'
import type { ImportDeps } from './deps.ts'

const KEYS_AT_ONCE = 400
/** Smaller while others wait to write: they wait for one portion. */
const KEYS_AT_ONCE_IN_A_CROWD = 250

export interface ImportRun {
  runId: number
  stamp: Stamp
  keys: number
  /** The kinds of rows in this run. */
  rowKinds: ReadonlySet<StagedRow['told']>
  priceTypes: readonly RunPlace[]
  warehouses: readonly RunPlace[]
}

export function* portions({ isCrowded = () => false }: ImportDeps, { runId, keys }: ImportRun): Generator<Portion> {
  for (let from = 1; from <= keys; ) {
    const to = from - 1 + (isCrowded() ? KEYS_AT_ONCE_IN_A_CROWD : KEYS_AT_ONCE)
    yield { runId, from, to }
    from = to + 1
  }
}

/** Runs work on the staging tables alone, portion by portion. */
export async function eachPortion(
  deps: ImportDeps,
  run: ImportRun,
  work: (tx: Db, portion: Portion) => Promise<void>,
): Promise<void> {
  for (const portion of portions(deps, run)) {
    await asideTransaction(deps, async (tx) => {
      await stayAlive(tx, run, deps)
      await work(tx, portion)
    })
    await setImmediate()
  }
}

/** Blocks other writers, so keep it short. */
export async function writeAhead(deps: ImportDeps, run: ImportRun, work: (tx: Db) => Promise<void>): Promise<void> {
  await stagingTransaction(deps.db, async (tx) => {
    await stayAlive(tx, run, deps)
    await work(tx)
  })
  await setImmediate()
}

async function stayAlive(tx: Db, { runId }: ImportRun, { clock }: ImportDeps): Promise<void> {
  if (!(await touchRun(tx, runId, clock.now()))) throw new Error(`import run ${runId} was taken for dead`)
}
