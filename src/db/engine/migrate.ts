import { promises as fs } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import type { Schema } from '#db/schema/schema.ts'
import { isBusy } from './sqlite.ts'

const migrationFolder = path.join(import.meta.dirname, '../../../migrations')

/** The pause before the next try while another process migrates. */
const ASK_AGAIN_MS = 250
const ASK_TIMES = 2400

/**
 * Brings the database to the newest shape, all steps and their marks in one transaction: after a kill, the next start
 * goes on. Of two at once, one waits. Answers the names of the migrations that ran; throws if one failed. `to`: the
 * last migration to run.
 */
export async function migrate(db: Kysely<Schema>, to?: string): Promise<string[]> {
  const migrator = new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder }) })
  for (let times = ASK_TIMES; ; times--) {
    const { error, results } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to))
    if (!error) return (results ?? []).map((result) => result.migrationName)
    if (!isBusy(error) || times <= 0) throw error
    await setTimeout(ASK_AGAIN_MS)
  }
}
