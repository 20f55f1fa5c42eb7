import { setTimeout } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { readEnvironment, settingsOf } from '#config/config.ts'
import { withoutPassword } from '#config/values.ts'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import type { Schema } from '#db/schema/schema.ts'
import type { Lock } from '#runtime/lock.ts'
import { systemClock, systemStopwatch, systemTokens } from '#runtime/system.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { createForeground } from '#services/kernel/foreground.ts'
import { about, complaintOf } from './complaint.ts'

/** Runs a tool of the terminal: its complaints go to standard error, and the exit code shows its success. */
export async function runTool(help: string, tool: () => Promise<void>): Promise<void> {
  if (process.argv.slice(2).includes('--help')) return console.log(help)
  try {
    await tool()
  } catch (error) {
    console.error(complaintOf(error))
    process.exitCode = 1
  }
}

/** A pause between writes, ms: the bot retries every two milliseconds, so it gets in first. */
const REST_MS = 3

const politely: Lock = {
  async take() {
    await setTimeout(REST_MS)
    return () => {}
  },
}

/** Opens the database of the settings, migrated to the newest shape, for the time of `work`. */
export async function withDatabase<Result>(
  url: string,
  work: (db: Kysely<Schema>, migrated: string[]) => Promise<Result>,
): Promise<Result> {
  const named = `DATABASE_URL=${withoutPassword(url)}`
  const db = await about(named, async () => openDatabase(url, { writeLock: politely, isAlone: true }))
  try {
    return await work(db, await about(named, () => migrate(db)))
  } finally {
    await db.destroy()
  }
}

/** The deps of services at a terminal. */
export function withDeps<Result>(work: (deps: Deps) => Promise<Result>): Promise<Result> {
  const config = readEnvironment()
  return withDatabase(config.databaseUrl, (db) =>
    work({
      db,
      clock: systemClock,
      tokens: systemTokens,
      settings: settingsOf(config),
      // The bot's own process sends due notices, and finds new work by itself.
      loadNotice: () => Promise.reject(new Error('the terminal sends no notices')),
      notifier: { send: () => Promise.reject(new Error('the terminal sends no notices')) },
      scheduler: { wake: () => {} },
      search: { find: () => Promise.reject(new Error('the terminal searches nothing')), wake: () => {} },
      foreground: createForeground(systemStopwatch),
    }),
  )
}
