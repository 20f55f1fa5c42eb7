import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { type Kysely, PGliteDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, describe } from 'vitest'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase, withDialect } from '#db/engine/open.ts'
import type { Schema } from '#db/schema/schema.ts'

export type DatabaseKind = 'sqlite' | 'pglite' | 'postgres'

/** Every database that the product runs on; `onEachDatabase` states which of them are here. */
export const eachDatabase: readonly DatabaseKind[] = ['sqlite', 'pglite', 'postgres']

export interface TestDatabase {
  db: Kysely<Schema>
  /** Opens one more connection to the same data: only if it was asked for a `file`, and on PostgreSQL. */
  again(): Kysely<Schema>
  close(): Promise<void>
}

const postgresUrl = process.env.TEST_POSTGRES_URL

/** A suite that runs on every database; PostgreSQL is skipped if TEST_POSTGRES_URL doesn't name a server. */
export function onEachDatabase(title: string, suite: (kind: DatabaseKind) => void): void {
  for (const kind of eachDatabase)
    describe.skipIf(kind === 'postgres' && !postgresUrl)(`${title} (${kind})`, () => suite(kind))
}

/**
 * A migrated, empty database. SQLite is a new one each time; the others are one per test file, emptied: open one at a
 * time.
 */
export function openTestDatabase(
  kind: DatabaseKind,
  /** `bare`: PGlite without the extensions. */
  options: { file?: boolean; bare?: boolean } = {},
): Promise<TestDatabase> {
  if (kind === 'sqlite') return options.file ? openFile() : openMemory()
  return kind === 'pglite' ? openPglite(options.bare ?? false) : openPostgres()
}

async function openMemory(): Promise<TestDatabase> {
  const db = openDatabase('sqlite::memory:')
  await migrate(db)
  return { db, again: () => refuse('a database in memory'), close: () => db.destroy() }
}

async function openFile(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-'))
  const open = kept(() => openDatabase(`sqlite:${path.join(folder, 'test.db')}`))
  const db = open.one()
  await migrate(db)
  const close = async () => {
    await open.closeAll()
    await rm(folder, { recursive: true })
  }
  return { db, again: open.one, close }
}

const pglites = new Map<boolean, Promise<Kysely<Schema>>>()

async function openPglite(isBare: boolean): Promise<TestDatabase> {
  const extensions = isBare ? {} : { pg_trgm }
  const opened = pglites.get(isBare) ?? migrated(withDialect(new PGliteDialect({ pglite: new PGlite({ extensions }) })))
  pglites.set(isBare, opened)
  const db = await opened
  await empty(db)
  return { db, again: () => refuse('PGlite'), close: async () => {} }
}

let postgres: Promise<{ url: string; db: Kysely<Schema>; drop(): Promise<void> }> | undefined

async function openPostgres(): Promise<TestDatabase> {
  postgres ??= createPostgres()
  const { url, db } = await postgres
  await empty(db)
  const open = kept(() => openDatabase(url))
  return { db, again: open.one, close: open.closeAll }
}

async function createPostgres() {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(`create database ${name}`)
  const url = new URL(postgresUrl ?? '')
  url.pathname = name
  const db = await migrated(openDatabase(url.href))
  const drop = async () => {
    await db.destroy()
    await administer(`drop database ${name} with (force)`)
  }
  return { url: url.href, db, drop }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

afterAll(async () => {
  for (const opened of pglites.values()) await (await opened).destroy()
  await (await postgres)?.drop()
})

async function migrated(db: Kysely<Schema>): Promise<Kysely<Schema>> {
  await migrate(db)
  return db
}

async function empty(db: Kysely<Schema>): Promise<void> {
  const tables = await db.introspection.getTables()
  await sql`truncate ${sql.join(tables.map((table) => sql.table(table.name)))} restart identity cascade`.execute(db)
  await db.insertInto('counters').values(counters).execute()
  await db.insertInto('searchState').values({ version: -1 }).execute()
}

/** The counters as the first migration writes them. */
const counters = [
  { name: 'invoice', value: 1000 },
  { name: 'shipment', value: 0 },
]

function kept(open: () => Kysely<Schema>) {
  const all: Kysely<Schema>[] = []
  return {
    one() {
      const db = open()
      all.push(db)
      return db
    },
    async closeAll() {
      for (const db of all) await db.destroy()
    },
  }
}

function refuse(what: string): never {
  throw new Error(`${what} has one connection: ask for a file, or for PostgreSQL`)
}
