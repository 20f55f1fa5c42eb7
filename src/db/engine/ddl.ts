import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** True on PostgreSQL and PGlite. */
export function isPostgres(db: Pick<Kysely<never>, 'getExecutor'>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

/**
 * Runs statements written in PostgreSQL's dialect and separated by `;`. On SQLite a `serial` key becomes the row id,
 * numbers become `integer` or `real`, bytes a `blob`, and every table is strict: SQLite refuses a wrong type as well.
 */
export async function run(db: Kysely<never>, statements: string): Promise<void> {
  for (const statement of statements.split(';')) {
    if (statement.trim() !== '')
      await sql.raw(isPostgres(db) ? forPostgres(statement) : forSqlite(statement)).execute(db)
  }
}

/** Ids are as wide as on SQLite: an invented id is not found, rather than out of range. */
function forPostgres(statement: string): string {
  return statement
    .replace(/\bserial primary key\b/g, 'bigserial primary key')
    .replace(/\binteger(?=[^,]* references\b)/g, 'bigint')
}

function forSqlite(statement: string): string {
  const translated = statement
    .replace(/\bserial primary key\b/g, 'integer primary key autoincrement')
    .replace(/\bbigint\b/g, 'integer')
    .replace(/\bdouble precision\b/g, 'real')
    .replace(/\bbytea\b/g, 'blob')
  return /^\s*create table\b/.test(translated) ? `${translated} strict` : translated
}

/**
 * Rows of whole numbers as a table `given` of one column `value`, which `numberAt` reads: thousands of them are one
 * parameter, and the statement is always the same.
 */
export function givenNumbers(db: Pick<Kysely<never>, 'getExecutor'>, rows: readonly (readonly (number | null)[])[]) {
  const json = JSON.stringify(rows)
  return isPostgres(db)
    ? sql`json_array_elements(cast(${json} as json)) as given (value)`
    : sql`json_each(${json}) as given`
}

export const numberAt = (column: number) => sql<number>`cast(given.value ->> ${sql.lit(column)} as bigint)`
