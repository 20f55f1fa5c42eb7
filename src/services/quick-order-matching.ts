import { describedProducts, productsOfKeys } from '../db/catalog.ts'
import {
  articleStretches,
  coversAll,
  type Decision,
  decideLine,
  type Found,
  isAroundList,
} from '../domain/quick-orders.ts'
import { chunksOf, keysOf } from '../domain/search/query.ts'
import type { OrderLine } from '../exchange/quick-order.ts'
import { articleCells, readByContent } from '../exchange/quick-order-columns.ts'
import type { Deps } from './deps.ts'
import { stem } from './stems.ts'

type Progress = (done: number, total: number) => Promise<void>

const NEAREST = 4
const LINES_BETWEEN_SCREENS = 50

/** The goods of some keys: by their article, and by their model. */
interface Known {
  bySku: ReadonlyMap<string, readonly number[]>
  byModel: ReadonlyMap<string, readonly number[]>
}

const wholeKeys = (article: string) =>
  keysOf(
    chunksOf(article)
      .map(({ glued }) => glued)
      .join(''),
  )

/** What each line of a list means in the catalog, in the order of the lines. */
export async function matchLines(deps: Deps, lines: readonly OrderLine[], progress?: Progress): Promise<Decision[]> {
  const articles = lines.flatMap(({ readings }) => readings.map(({ article }) => article))
  const known = await knownOf(
    deps,
    articles.flatMap((article) => [...wholeKeys(article), ...articleStretches(article)]),
  )
  const decisions: Decision[] = []
  for (const line of lines) {
    decisions.push(await matchLine(deps, line, known))
    if (decisions.length % LINES_BETWEEN_SCREENS > 0) continue
    await progress?.(decisions.length, lines.length)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return decisions
}

/** A table's lines, its columns told apart by what stands in them. */
export async function readColumns(deps: Deps, lines: readonly OrderLine[]): Promise<OrderLine[]> {
  const { bySku, byModel } = await knownOf(deps, articleCells(lines).flatMap(wholeKeys))
  return readByContent(lines, (cell) => wholeKeys(cell).some((key) => bySku.has(key) || byModel.has(key)))
}

async function knownOf({ db }: Deps, keys: readonly string[]): Promise<Known> {
  const products = await productsOfKeys(db, [...new Set(keys)])
  const by = (key: 'skuKey' | 'modelKey') => {
    const named = products.filter((product) => product[key] !== '')
    return new Map(
      [...Map.groupBy(named, (product) => product[key])].map(([name, of]) => [name, of.map(({ id }) => id)]),
    )
  }
  return { bySku: by('skuKey'), byModel: by('modelKey') }
}

async function matchLine(deps: Deps, line: OrderLine, known: Known): Promise<Decision> {
  const exact = line.readings.map(({ article }): Found => {
    const keys = wholeKeys(article)
    const bySku = keys.flatMap((key) => known.bySku.get(key) ?? [])
    const ids = bySku.length > 0 ? bySku : keys.flatMap((key) => known.byModel.get(key) ?? [])
    return { exact: [...new Set(ids)], covering: [], near: [] }
  })
  if (exact.some((found) => found.exact.length > 0))
    return decideLine(line, await withBranded(deps, line, exact, known))
  if (isAroundList(line.text)) return { outcome: 'unknown' }
  const found: Found[] = []
  for (const { article } of line.readings) found.push(await findByWords(deps, article, known))
  return decideLine(line, found)
}

/** «QSC AD-S16» may be the article of one product, and brand and article of another: then both are meant. */
async function withBranded(deps: Deps, line: OrderLine, exact: readonly Found[], known: Known): Promise<Found[]> {
  const found: Found[] = []
  for (const [i, one] of exact.entries()) {
    const written = line.readings[i]?.article ?? ''
    const within = one.exact.length > 0 && written.includes(' ') ? articlesWithin(written, known) : []
    const others = await covered(deps, written, within)
    found.push({ ...one, exact: [...new Set([...one.exact, ...others])] })
  }
  return found
}

/** Goods whose article stands somewhere in a text. */
function articlesWithin(written: string, known: Known): number[] {
  return articleStretches(written)
    .filter((key) => key.length > (/\d/.test(key) ? 3 : 5))
    .flatMap((key) => known.bySku.get(key) ?? known.byModel.get(key) ?? [])
}

/** Those of the goods that have every word that was written. */
async function covered({ db }: Deps, written: string, ids: readonly number[]): Promise<number[]> {
  const goods = await describedProducts(db, [...new Set(ids)])
  return goods
    .filter(({ sku, model, skuKey, modelKey, name, brand, category }) =>
      coversAll(
        written,
        { articles: [sku, model], keys: [skuKey, modelKey], texts: [name, brand, category ?? ''] },
        stem,
      ),
    )
    .map(({ id }) => id)
}

/** An article somewhere in the text, with nothing beside it that isn't its own; else words that only one product has. */
async function findByWords(deps: Deps, written: string, known: Known): Promise<Found> {
  const within = articlesWithin(written, known)
  const { ids, total, corrections, dropped, nearest } = await deps.search.find({
    text: written,
    limit: NEAREST,
    nearest: NEAREST,
  })
  const isWhole = corrections.length === 0 && dropped.length === 0
  const near = [...new Set([...within, ...(dropped.length === 0 ? ids : nearest)])]
  const whole = await covered(deps, written, [...within, ...ids])
  const byArticle = whole.filter((id) => within.includes(id))
  if (byArticle.length > 0) return { exact: [], covering: byArticle, near }
  return { exact: [], covering: total === 1 && isWhole ? whole : [], near }
}
