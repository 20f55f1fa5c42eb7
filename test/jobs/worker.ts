import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import { createScheduler } from '#jobs/scheduler.ts'
import { systemClock } from '#runtime/system.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** A process with a task that is due at once and never ends: it says that it has begun, and waits to be killed. */
const [databaseUrl = '', mongodbUri = ''] = process.argv.slice(2)
const db = openDatabase(databaseUrl)
await migrate(db)
const deps = { clock: systemClock, db } as unknown as Deps
const say = (_details: object, message: string) => console.log(message)
const task = {
  name: 'a',
  nextAt: async () => systemClock.now(),
  async run() {
    console.log('begun')
    return new Promise<boolean>(() => {})
  },
}
const log = { error: say, warn: say, info: say }
const given = { db, log, systemClock, tasks: [task], mongodbUri: mongodbUri || null }
await createScheduler(given).start(deps)
