import { minutes, seconds } from '#domain/time.ts'
import { audit } from '../support/auditor.ts'
import { auditOutbox } from './outbox.ts'
import { act } from './people.ts'
import { raise, type Stage } from './stage.ts'

export interface Outcome {
  seed: number
  steps: number
  crashes: number
  /** Counts of reserved rows, payments, dispatched shipments: a run that does nothing proves nothing. */
  reserved: number
  paid: number
  shipped: number
  /** Requests filed without the money, and refused for the credit limit. */
  onCredit: number
  overLimit: number
  /** The auditors' findings, with the actions before them. */
  found: string[]
  trail: string[]
}

/** One run from one seed: people press and type at random, the clock jumps, Telegram fails, the process dies. */
export async function simulate(seed: number, steps = 200): Promise<Outcome> {
  const stage = await raise(seed)
  const { telegram, clock, trail } = stage
  let found: string[] = []
  let step = 0
  try {
    for (; step < steps && found.length === 0; step++) {
      await act(stage)
      found = [...stage.found, ...(await audit(stage.app.deps.db, clock.now())), ...(await stage.look())]
    }
    await calmDown(stage)
    found.push(...(await audit(stage.app.deps.db, clock.now())), ...(await stage.look()))
    found.push(...(await auditOutbox(stage.app.deps.db, telegram, stage.passages)))
    const { db } = stage.app.deps
    const reserved = (await db.selectFrom('reservations').select('id').execute()).length
    const paid = (await db.selectFrom('payments').select('id').execute()).length
    const shipped = (await db.selectFrom('reservations').select('id').where('shippedAt', 'is not', null).execute())
      .length
    const { crashes, credit } = stage
    const { onCredit, overLimit } = credit
    return { seed, steps: step, crashes, reserved, paid, shipped, onCredit, overLimit, found, trail }
  } finally {
    await telegram.close()
    await stage.app.deps.db.destroy()
  }
}

/** Ends all faults, and gives time for everything that is due. */
async function calmDown({ telegram, fuse, app, clock }: Stage): Promise<void> {
  telegram.faults.clear()
  fuse.renew()
  for (let i = 0; i < 30; i++) {
    clock.advance(minutes(2))
    await app.runDue()
  }
  // Notices that began to wait in the last of these minutes go at one a second to each person.
  for (let i = 0; i < 10; i++) {
    clock.advance(seconds(2))
    await app.runDue()
  }
}
