import Database from 'better-sqlite3'
import type { CompiledQuery, QueryResult } from 'kysely'

/** The longest wait for another process that writes, ms. */
export const BUSY_FOR_MS = 10_000

/** Prepared statements cached by their SQL; the oldest goes when there are more. */
const STATEMENTS_CACHED = 500

/** Releases of a hard-working connection’s lock between two checkpoints. */
const TIDY_EVERY = 4

/** A connection to a database file, with the statements that it has prepared. */
export class Handle {
  readonly #database: Database.Database
  readonly #statements = new Map<string, Database.Statement>()
  #releasesUntilTidy = Number.POSITIVE_INFINITY

  constructor(path: string) {
    this.#database = new Database(path, { timeout: BUSY_FOR_MS })
    this.#database.pragma('journal_mode = WAL')
    this.#database.pragma('synchronous = FULL')
    this.#database.pragma('foreign_keys = ON')
    // The operating system caches pages, too.
    this.#database.pragma('cache_size = -4000')
    // More pages than an import ever leaves behind: the import checkpoints itself, so that no transaction that serves
    // people has to.
    this.#database.pragma('wal_autocheckpoint = 16000')
  }

  /** SQLite's own wait blocks the whole process. */
  waitNoMore(): void {
    this.#database.pragma('busy_timeout = 0')
  }

  /** For a program that lives as long as its work: a larger cache, and checkpoints only while nobody waits. */
  workHard(): void {
    this.#database.pragma('cache_size = -64000')
    this.#database.pragma('wal_autocheckpoint = 0')
    this.#releasesUntilTidy = TIDY_EVERY
  }

  /** Checkpoints; otherwise SQLite does it within the next transaction that happens to come. */
  tidyUp(): void {
    if (--this.#releasesUntilTidy !== 0) return
    this.#database.pragma('wal_checkpoint(passive)')
    this.#releasesUntilTidy = TIDY_EVERY
  }

  isInTransaction(): boolean {
    return this.#database.inTransaction
  }

  onlyReads(sql: string): boolean {
    return /^\s*(select|with)\b/i.test(sql) && this.#prepare(sql).readonly
  }

  execute<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const statement = this.#prepare(sql)
    if (statement.reader) return { rows: statement.all(parameters) as Row[] }
    const { changes, lastInsertRowid } = statement.run(parameters)
    return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] }
  }

  close(): void {
    const isHardWorking = this.#releasesUntilTidy !== Number.POSITIVE_INFINITY
    if (this.#database.open && isHardWorking) this.#database.pragma('wal_checkpoint(passive)')
    this.#database.close()
  }

  #prepare(sql: string): Database.Statement {
    const cached = this.#statements.get(sql)
    if (cached) return cached
    const statement = this.#database.prepare(sql)
    const oldest = this.#statements.keys().next()
    if (this.#statements.size >= STATEMENTS_CACHED && !oldest.done) this.#statements.delete(oldest.value)
    this.#statements.set(sql, statement)
    return statement
  }
}
