import { listValueCharacteristics } from '#db/catalog/facets.ts'
import type { Matching } from '#db/search/matching.ts'
import {
  countChosen,
  countPrices,
  countValues,
  countWarehouses,
  keysLike,
  type PageRequest,
  pageChosen,
  wordsTogether,
} from '#db/search/postgres.ts'
import { comparesLetters } from '#db/search/words.ts'
import { correctionsOf, nothing, type SearchQuery, type SearchResult } from '#domain/search/find.ts'
import type { InterpretOptions } from '#domain/search/interpretation.ts'
import type { WordKnowledge } from '#domain/search/lexicon.ts'
import { likeness } from '#domain/search/nearest.ts'
import { articlesIn, bestCover } from '#domain/search/partial.ts'
import { planQuery, type QueryPlan } from '#domain/search/plan.ts'
import type { Lookup } from '#domain/search/terms.ts'
import type { Search, SearchDeps } from '#search/kit/port.ts'
import { indexChanges } from './indexing.ts'
import { type AskedLexicon, askLexicon } from './lexicon.ts'

/** A search by PostgreSQL itself: words in tsvectors, typos and parts of articles by pg_trgm. It caches nothing. */
export function createPostgresSearch({ deps, words }: { deps: SearchDeps; words: WordKnowledge }): Search {
  return {
    async find(query) {
      await indexChanges(deps, words.stem)
      return find(deps, words, query)
    },
    wake() {},
  }
}

const NEAREST = 3

async function find(deps: SearchDeps, words: WordKnowledge, query: SearchQuery): Promise<SearchResult> {
  const { db } = deps
  const lexicon = askLexicon(db, words)
  const literal = query.literal ?? false
  let plan = await planned(query.text, lexicon, { literal, bold: false })
  let together = await wordsTogether(db, matchingOf(plan, lexicon))
  let wanted = allOf(plan)
  if (plan.words.length > 0 && !literal && !hasAll(together, wanted)) {
    const bold = await planned(query.text, lexicon, { literal, bold: true })
    const found = await wordsTogether(db, matchingOf(bold, lexicon))
    if (hasAll(found, allOf(bold))) [plan, together, wanted] = [bold, found, allOf(bold)]
    else
      wanted = bestCover(
        together.map((row) => row.found),
        plan,
        lexicon,
      )
  } else if (literal && !hasAll(together, wanted)) wanted = 0
  const none = (plan.words.length === 0 && query.text.trim() !== '') || (wanted === 0 && plan.words.length > 0)
  const asked = { matching: matchingOf(plan, lexicon), wanted, narrowing: query.filter ?? {}, now: deps.clock.now() }
  const page = none ? nothing() : await readPage(deps, asked, query)
  const dropped = none ? [] : plan.words.filter((_, i) => (wanted & (1 << i)) === 0).map(({ typed }) => typed)
  const matching = together.filter((row) => (row.found & wanted) === wanted)
  const whole = matching.reduce((bits, row) => bits | row.whole, 0)
  const isArticle = matching.length > 0 && matching.every(({ articles }) => articles)
  const isShort = none || dropped.length > 0 || plan.beyond.length > 0
  return {
    ...page,
    corrections: none || isArticle ? [] : correctionsOf(plan, wanted, whole),
    dropped: [...dropped, ...plan.beyond],
    nearest: isShort ? await nearest(deps, plan, lexicon, query.nearest ?? NEAREST) : [],
  }
}

const allOf = ({ words }: QueryPlan) => 2 ** words.length - 1
const hasAll = (together: readonly { found: number }[], wanted: number) =>
  together.some(({ found }) => (found & wanted) === wanted)

/** Plans again until the lexicon knows every answer. */
async function planned(text: string, lexicon: AskedLexicon, options: InterpretOptions): Promise<QueryPlan> {
  let plan = planQuery(text, lexicon, options)
  while (await lexicon.learn()) plan = planQuery(text, lexicon, options)
  return plan
}

function matchingOf(plan: QueryPlan, lexicon: AskedLexicon): Matching {
  const terms = (lookups: readonly Lookup[]) => [...new Set(lookups.flatMap((lookup) => lexicon.termOf(lookup) ?? []))]
  const words = plan.words.map(({ whole, near, parts, isVague, isCorrected }) => ({
    ...{ whole: terms(whole), forms: whole.map(({ form }) => form), near: terms(near), parts, isVague, isCorrected },
  }))
  return { words, spans: plan.spans, keys: plan.keys, head: plan.head }
}

async function readPage({ db }: SearchDeps, asked: PageRequest, query: SearchQuery) {
  const { sort = 'relevance', priceTypeId = null, offset = 0, limit } = query
  const ids = limit > 0 ? await pageChosen(db, asked, { sort, priceTypeId, offset, limit }) : []
  const { facets, prices, warehouses } = nothing()
  if (query.facets) {
    const groups = asked.narrowing.valueGroups ?? []
    const narrowed = [
      ...(await listValueCharacteristics(
        db,
        groups.flatMap((group) => group.slice(0, 1)),
      )),
      ...(asked.narrowing.ranges ?? []).map(({ characteristicId }) => characteristicId),
    ]
    const chosen = [...new Set(narrowed)]
    const counts = [await countValues(db, asked, { allBut: chosen })]
    for (const only of chosen) counts.push(await countValues(db, asked, { only }))
    for (const { characteristicId, valueId, goods } of counts.flat()) {
      const values = facets.get(characteristicId) ?? new Map<number, number>()
      facets.set(characteristicId, values.set(valueId, goods))
    }
  }
  const counted = query.prices ? await countPrices(db, asked, priceTypeId) : []
  for (const { kopecks, goods } of counted) prices.set(kopecks, goods)
  const free = query.warehouses ? await countWarehouses(db, asked) : []
  for (const { warehouseId, goods } of free) warehouses.set(warehouseId, goods)
  return { ids, total: await countChosen(db, asked), facets, prices, warehouses }
}

/** The most similar goods: by articles first, then by words. */
async function nearest(
  { db, clock }: SearchDeps,
  plan: QueryPlan,
  lexicon: AskedLexicon,
  most: number,
): Promise<number[]> {
  const isCompared = await comparesLetters(db)
  const ids: number[] = []
  for (const key of articlesIn(plan)) {
    const like = await keysLike(db, key, isCompared)
    ids.push(...(isCompared ? like : likest(like, key, most)).map(({ productId }) => productId))
  }
  const together = await wordsTogether(db, matchingOf(plan, lexicon))
  const wanted = bestCover([...together.map(({ found }) => found)], { ...plan, words: plan.words }, lexicon)
  if (wanted > 0) {
    const asked = { matching: matchingOf(plan, lexicon), wanted, narrowing: {}, now: clock.now() }
    ids.push(...(await pageChosen(db, asked, { sort: 'relevance', priceTypeId: null, offset: 0, limit: most })))
  }
  return [...new Set(ids)].slice(0, most)
}

/** Ranks by likeness in this process if the database has no pg_trgm. */
function likest<Keyed extends { keys: string }>(goods: readonly Keyed[], wanted: string, most: number): Keyed[] {
  return goods
    .map((good) => ({
      good,
      alike: Math.max(
        ...good.keys
          .trim()
          .split('\n')
          .map((key) => likeness(wanted, key)),
      ),
    }))
    .filter(({ alike }) => alike > 0)
    .sort((a, b) => b.alike - a.alike)
    .slice(0, most)
    .map(({ good }) => good)
}
