import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Kysely } from 'kysely'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import type { Schema } from '#db/schema/schema.ts'
import { type Person, startTelegram } from '#playground/telegram/server.ts'
import { type Program, run } from '../process/program.ts'
import { createRows } from '../support/rows.ts'

const MANAGER = 900_000
/** So many take turns that none is held back by the limits of a chat. */
const VISITORS = 60

export interface Stage {
  db: Kysely<Schema>
  manager: Person
  visitors: Person[]
  /** The bot as `npm start` runs it; ends when it is up. */
  start(): Promise<Program>
  close(): Promise<void>
}

/** A database with managers in it, and a Telegram without limits. */
export async function openStage(): Promise<Stage> {
  const telegram = await startTelegram({ flood: false })
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-bench-'))
  const url = `sqlite:${path.join(folder, 'bot.sqlite')}`
  const db = openDatabase(url)
  await migrate(db)
  const rows = createRows(db)
  const people: Person[] = []
  for (let id = MANAGER; id <= MANAGER + VISITORS; id++) {
    await rows.staff(await rows.user({ id, firstName: 'Иван', seenAt: Date.now() }), 'manager')
    people.push(telegram.person({ id, firstName: 'Иван' }))
  }
  const [manager, ...visitors] = people as [Person, ...Person[]]
  const started: Program[] = []
  return {
    db,
    manager,
    visitors,
    async start() {
      const env = { DATABASE_URL: url, BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root }
      const bot = run('src/main.ts', env)
      started.push(bot)
      await bot.up
      return bot
    },
    async close() {
      for (const bot of started) {
        bot.kill('SIGTERM')
        await bot.ended
      }
      await db.destroy()
      await telegram.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** Memory that a process holds, MB; NaN where the system does not tell. */
export function rssMb({ pid }: Program): number {
  try {
    const told = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return Number(told?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}
