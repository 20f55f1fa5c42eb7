import { sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'
import { LONGEST_TERM, lookupTerms } from './matching.ts'

export interface KnownWord {
  form: string
  term: string
  cyrillic: number
}

export async function addWords(db: Db, words: readonly KnownWord[]): Promise<void> {
  if (words.length === 0) return
  await db
    .insertInto('searchWords')
    .values(words)
    .onConflict((conflict) => conflict.column('form').doNothing())
    .execute()
}

/** The ones of these forms that some product has or had. */
export function knownWords(db: Db, forms: readonly string[]): Promise<KnownWord[]> {
  if (forms.length === 0) return Promise.resolve([])
  return db.selectFrom('searchWords').selectAll().where('form', 'in', forms).execute()
}

/** The number of goods that have each term. */
export async function goodsWithTerms(db: Db, terms: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const term of terms) {
    if (term.length > LONGEST_TERM) {
      counts.set(term, 0)
      continue
    }
    const { rows } = await sql<{ count: number }>`
      select cast(count(*) as integer) as count from search_goods where words @@ ${lookupTerms([term])}`.execute(db)
    counts.set(term, rows[0]?.count ?? 0)
  }
  return counts
}

/** True if the extension pg_trgm, which compares trigrams, is installed. */
export async function comparesLetters(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_extension where extname = 'pg_trgm'`.execute(db)
  return rows.length > 0
}

export async function formsBeginning(db: Db, start: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ form: string }>`select form from search_words
    where form like ${`${start}%`} and form <> ${start} order by form collate "C" limit ${limit}`.execute(db)
  return rows.map(({ form }) => form)
}

const MOST_ALIKE = 300

/** Forms of about the same length, the likest first; all of them if trigrams are not available. */
export async function formsLike(db: Db, form: string, isCompared: boolean): Promise<string[]> {
  const alike = isCompared ? sql`order by form <-> ${form} limit ${MOST_ALIKE}` : sql``
  const { rows } = await sql<{ form: string }>`select form from search_words
    where length(form) between ${form.length - 2} and ${form.length + 2} and form !~ '[0-9]' ${alike}`.execute(db)
  return rows.map((row) => row.form)
}
