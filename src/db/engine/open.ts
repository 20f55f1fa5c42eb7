import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { CamelCasePlugin, type Dialect, type Driver, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Schema } from '#db/schema/schema.ts'
import { seconds } from '#domain/time.ts'
import { createLock } from '#runtime/lock.ts'
import { type SqliteGiven, sqliteDialect } from './sqlite.ts'

const IN_MEMORY = 'sqlite::memory:'

/**
 * Opens `sqlite:PATH`, `sqlite::memory:` or `postgres://…`; close it with `db.destroy()`. `given` is for SQLite: the
 * lock that its writers take, also writers in other processes.
 */
export function openDatabase(url: string, given: SqliteGiven = { writeLock: createLock() }): Kysely<Schema> {
  return withDialect(dialectOf(url, given))
}

/** True if another process can open it, too. */
export const isShared = (url: string): boolean => url !== IN_MEMORY

export function withDialect(dialect: Dialect): Kysely<Schema> {
  return new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin()] })
}

/** int8: kopecks and milliseconds stay far below 2^53. */
const INT8 = 20

function dialectOf(url: string, given: SqliteGiven): Dialect {
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length)
    if (isShared(url)) mkdirSync(dirname(path), { recursive: true })
    return sqliteDialect(path, given)
  }
  pg.types.setTypeParser(INT8, Number)
  return new QuietPostgresDialect({ pool: postgresPool(url) })
}

/** A rollback fails if its connection is lost, which ends the transaction as well: its error would hide the cause. */
class QuietPostgresDialect extends PostgresDialect {
  override createDriver(): Driver {
    const driver = super.createDriver()
    const { rollbackTransaction } = driver
    driver.rollbackTransaction = (connection) => rollbackTransaction.call(driver, connection).catch(() => {})
    return driver
  }
}

/** The timeout for a silent host, s, unless the address has a `connect_timeout`, as in libpq. */
const CONNECT_WITHIN_S = 15

/** The next query replaces a connection that the server ends while it is idle (a restart), so errors are ignored. */
function postgresPool(url: string): pg.Pool {
  const patience = Number(new URL(url).searchParams.get('connect_timeout')) || CONNECT_WITHIN_S
  const connectionTimeoutMillis = seconds(patience)
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis, keepAlive: true })
  const ignore = () => {}
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  return pool
}
