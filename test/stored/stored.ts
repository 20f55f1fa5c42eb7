import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '#db/schema/schema.ts'

/**
 * The data that a version of the product left behind: its database (a separate file of SQL), and the contents of its
 * people's chats.
 */
export interface Stored {
  /** The product's clock when it stopped, ms. */
  at: number
  people: { name: string; id: number; firstName: string; phone: string }[]
  /** Every button in a person's chat. */
  buttons: { name: string; data: string }[]
  /** Open forms: a person's answer, and a part of the bot's reply. */
  forms: { name: string; answer: string; reads: string }[]
  /** Notices that were not sent yet: a part of each text. */
  notices: { name: string; kind: string; reads: string }[]
}

const folder = import.meta.dirname

export function readStored(version: string): Stored & { sql: string } {
  const of = (extension: string) => readFileSync(path.join(folder, `${version}.${extension}`), 'utf8')
  return { ...(JSON.parse(of('json')) as Stored), sql: of('sql') }
}

export async function writeStored(version: string, db: Kysely<Schema>, stored: Stored): Promise<void> {
  writeFileSync(path.join(folder, `${version}.sql`), await dump(db))
  writeFileSync(path.join(folder, `${version}.json`), `${JSON.stringify(stored, null, 2)}\n`)
}

/** Dumps a SQLite database as statements, one a line. */
async function dump(db: Kysely<Schema>): Promise<string> {
  const { rows: things } = await sql<{ name: string; type: string; sql: string }>`select name, type, sql
    from sqlite_master where sql is not null and name not like 'sqlite_%'
    order by case type when 'table' then 0 else 1 end, rowid`.execute(db)
  const lines: string[] = []
  for (const { name, type, sql: statement } of things) {
    lines.push(`${statement.replace(/\s+/g, ' ')};`)
    if (type !== 'table') continue
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)
    for (const row of rows) {
      const columns = Object.keys(row).map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
      const values = Object.values(row).map(literal)
      lines.push(`insert into "${name}" (${columns.join(', ')}) values (${values.join(', ')});`)
    }
  }
  return `${lines.join('\n')}\n`
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return String(value)
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`
  return `'${String(value).replaceAll("'", "''").replaceAll('\n', "' || char(10) || '")}'`
}

/** Loads the dump into an empty SQLite database. */
export async function restore(db: Kysely<Schema>, statements: string): Promise<void> {
  for (const line of statements.split('\n')) if (line) await sql.raw(line).execute(db)
}
