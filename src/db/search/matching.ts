import { type RawBuilder, sql } from 'kysely'

/** A query for PostgreSQL: terms, and parts of keys. */
export interface Matching {
  words: readonly {
    whole: readonly string[]
    /** The forms exactly as typed. */
    forms: readonly string[]
    near: readonly string[]
    parts: readonly string[]
    /** A part in it may match by chance. */
    isVague: boolean
    /** The parts are corrections of the typed word. */
    isCorrected: boolean
  }[]
  spans: readonly { bits: number; key: string }[]
  keys: readonly string[]
  /** The index of the noun that the query is about; −1: none. */
  head: number
}

/** Prefixes of a form as it stands in a name, and of a term that names the goods: neither sign is in any word. */
export const [EXACT, HEAD] = ['=', '@']

/** Longer words are in no vector: PostgreSQL limits a lexeme to 2 KB. */
export const LONGEST_TERM = 200

/** Alternative terms, quoted, so that nothing in them is an operator. */
export function lookupTerms(terms: readonly string[]): RawBuilder<unknown> {
  const quoted = terms.filter(isShort).map((term) => `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`)
  return sql`cast(${quoted.join(' | ')} as tsquery)`
}

const isShort = (term: string) => term.length <= LONGEST_TERM
const has = (column: 'words' | 'named', terms: readonly string[]) =>
  terms.every((term) => !isShort(term)) ? [] : [sql`${sql.ref(column)} @@ ${lookupTerms(terms)}`]
const like = (pattern: string) => sql`keys like ${pattern}`
const within = (key: string) => like(`%${key}%`)
const atEdge = (key: string) => [like(`%\n${key}%`), like(`%${key}\n%`)]
const wholly = (key: string) => like(`%\n${key}\n%`)
const any = (conditions: readonly RawBuilder<unknown>[]) =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`

const isTelling = (key: string) => key.length >= 4 && /\d/.test(key)

/** Goods with bits of the words found, found whole and found in the name, and the place that the article decides. */
export function matched({ words, spans, keys, head }: Matching): RawBuilder<unknown> {
  if (words.length === 0)
    return sql`(select product_id, 0 as found, 0 as whole, 0 as named, 0 as exact, 0 as head, 3 as place
      from search_goods) matched`
  const all = 2 ** words.length - 1
  const begins = keys.map((key) => like(`%\n${key}%`))
  const bits = { found: [sql`0`], whole: [sql`0`], named: [sql`0`], exact: [sql`0`] }
  const conditions = [...begins]
  const add = (to: keyof typeof bits, bit: number, found: readonly RawBuilder<unknown>[]) => {
    if (found.length > 0) bits[to].push(sql`case when ${any(found)} then ${bit} else 0 end`)
  }
  for (const [i, { whole, forms, near, parts, isVague }] of words.entries()) {
    const edges = parts.flatMap((part) => (isVague ? [wholly(part)] : atEdge(part)))
    const found = [...has('words', [...whole, ...near]), ...parts.map(within)]
    conditions.push(...found)
    add('found', 1 << i, found)
    add('whole', 1 << i, [...has('words', whole), ...edges])
    add('named', 1 << i, [...has('named', whole), ...edges])
    add('exact', 1 << i, [
      ...has(
        'named',
        forms.map((form) => `${EXACT}${form}`),
      ),
      ...edges,
    ])
  }
  for (const { bits: covered, key } of spans) {
    conditions.push(within(key))
    add('found', covered, [within(key)])
    add('whole', covered, atEdge(key))
    add('named', covered, atEdge(key))
    add('exact', covered, atEdge(key))
  }
  add('found', all, begins)
  add('whole', all, begins)
  const exactKeys = [
    ...words.flatMap(({ parts, isCorrected }) => (isCorrected ? [] : parts)),
    ...spans.map(({ key }) => key),
  ].filter(isTelling)
  const exact = [...new Set([...keys, ...exactKeys])]
  const sum = (parts: readonly RawBuilder<unknown>[]) =>
    sql`(${sql.join(
      parts.map((part) => sql`(${part})`),
      sql` | `,
    )})`
  const about = words[head]
  const heads = about ? about.whole.map((term) => `${HEAD}${term}`) : []
  return sql`(select product_id, ${sum(bits.found)} as found, ${sum(bits.whole)} as whole, ${sum(bits.named)} as named,
    ${sum(bits.exact)} as exact, case when ${any(has('named', heads))} then 1 else 0 end as head,
    case when ${any(exact.map((key) => like(`\n${key}\n%`)))} then 0 when ${any(exact.map(wholly))} then 1
      when ${any(begins)} then 2 else 3 end as place
    from search_goods where ${any(conditions)}) matched`
}
