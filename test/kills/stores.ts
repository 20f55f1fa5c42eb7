import { cpSync, existsSync } from 'node:fs'
import path from 'node:path'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { isPostgres } from '#db/engine/ddl.ts'
import { openDatabase } from '#db/engine/open.ts'
import type { Schema } from '#db/schema/schema.ts'

/** A place for databases: each is a copy of the first one. */
export interface Store {
  urlOf(name: string): string
  /** An empty one; of SQLite's there is nothing until somebody opens it. */
  create(name: string): Promise<void>
  copy(from: string, to: string): Promise<void>
  /** Where a database can be looked at without a change to it: opening SQLite's files recovers them. */
  toLookAt(name: string): Promise<string>
  drop(name: string): Promise<void>
}

/** Files in a folder. */
export function sqliteStore(folder: string): Store {
  const urlOf = (name: string) => `sqlite:${path.join(folder, name)}`
  async function copy(from: string, to: string): Promise<void> {
    for (const end of ['', '-wal'])
      if (existsSync(path.join(folder, from + end))) cpSync(path.join(folder, from + end), path.join(folder, to + end))
  }
  return {
    urlOf,
    create: () => Promise.resolve(),
    copy,
    async toLookAt(name) {
      await copy(name, `${name}-look`)
      return urlOf(`${name}-look`)
    },
    // The folder goes with all that is in it.
    drop: () => Promise.resolve(),
  }
}

/** Databases of a server, all of whose names begin with `prefix`. */
export function postgresStore(server: string, prefix: string): Store & { close(): Promise<void> } {
  const made = new Set<string>()
  async function administer(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  const urlOf = (name: string) => {
    const url = new URL(server)
    url.pathname = `${prefix}_${name}`
    return url.href
  }
  async function drop(name: string): Promise<void> {
    await administer(`drop database if exists ${prefix}_${name} with (force)`)
    made.delete(name)
  }
  async function create(name: string, template = 'template1'): Promise<void> {
    made.add(name)
    await administer(`create database ${prefix}_${name} template ${template}`)
  }
  return {
    urlOf,
    create: (name) => create(name),
    copy: (from, to) => create(to, `${prefix}_${from}`),
    toLookAt: (name) => Promise.resolve(urlOf(name)),
    drop,
    async close() {
      for (const name of made) await drop(name)
    },
  }
}

/** Everything in a database, as text: what Kysely writes of its own work apart, as that has the time in it. */
export interface Look {
  shape: string
  rows: string
  migrations: number
}

const shapeOfSqlite = sql<object>`select type, name, sql from sqlite_master
  where name not like 'sqlite_%' and name not like 'kysely_%' order by type, name`
const shapeOfPostgres = sql<object>`
  select table_name as one, column_name as two, concat_ws(' ', ordinal_position, data_type, is_nullable, column_default) as three
    from information_schema.columns where table_schema = 'public' and table_name not like 'kysely_%'
  union all select tablename, indexname, indexdef from pg_indexes
    where schemaname = 'public' and tablename not like 'kysely_%'
  union all select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'kysely_%'
  order by 1, 2, 3`

export async function lookInto(url: string): Promise<Look> {
  const db = openDatabase(url)
  try {
    const { rows: shape } = await (isPostgres(db) ? shapeOfPostgres : shapeOfSqlite).execute(db)
    const tables = (await db.introspection.getTables()).map(({ name }) => name).sort()
    const rows: unknown[] = []
    for (const table of tables) rows.push([table, await rowsOf(db, table)])
    return { shape: JSON.stringify(shape), rows: JSON.stringify(rows), migrations: await countMigrations(db) }
  } finally {
    await db.destroy()
  }
}

async function rowsOf(db: Kysely<Schema>, table: string): Promise<string[]> {
  const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(db)
  return rows.map((row) => JSON.stringify(row, ofNoInstant)).sort()
}

const HOUR = 3_600_000

/** A migration may write when it ran: that differs from run to run. */
const ofNoInstant = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && Math.abs(Date.now() - value) < HOUR ? 'when it ran' : value

async function countMigrations(db: Kysely<Schema>): Promise<number> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return 0
  const { rows } = await sql`select name from kysely_migration`.execute(db)
  return rows.length
}
