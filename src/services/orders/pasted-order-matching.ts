import { describedProducts } from '#db/catalog/catalog.ts'
import { searchText } from '#domain/catalog/catalog.ts'
import {
  articleStretches,
  coversAll,
  decideLine,
  isAroundList,
  type LineDecision,
  type LineMatches,
} from '#domain/orders/pasted-orders.ts'
import type { LineInterpretation, OrderLine } from '#exchange/orders/pasted-order.ts'
import { stem } from '#search/kit/stems.ts'
import { goodsNamed, type KnownGoods, knownGoods, wholeKeys } from '#services/catalog/product-codes.ts'
import type { Deps } from '#services/kernel/deps.ts'

export type MatchProgress = (done: number, total: number) => Promise<void>

/** The least letters of an article in the midst of other words, with and without a digit. */
interface Least {
  digits: number
  letters: number
}
const WITHIN: Least = { digits: 4, letters: 6 }
const ANYWHERE: Least = { digits: 3, letters: 4 }

const NEAREST = 4
const LINES_PER_PROGRESS = 50

/** The decision for each line of a list, in the order of the lines. */
export async function matchLines(
  deps: Deps,
  lines: readonly OrderLine[],
  progress?: MatchProgress,
): Promise<LineDecision[]> {
  const breathe = deps.foreground.slices()
  const known = await knownOf(deps, lines, breathe)
  const desk = { deps, known, breathe }
  const decisions: LineDecision[] = []
  for (const line of lines) {
    await breathe()
    const isRequisite = line.isAside && !line.isPlain && !holdsGoods(line, known, ANYWHERE)
    decisions.push(isRequisite ? { outcome: 'unknown' } : await matchLine(desk, line))
    if (decisions.length % LINES_PER_PROGRESS === 0) await progress?.(decisions.length, lines.length)
  }
  await breathe()
  return decisions
}

/**
 * Splits lines with several goods («P-1 x2, S-2 x1»). A name may hold commas: a line is split only if it names no goods
 * as a whole, and a part holds an article or each part is goods.
 */
export async function partLines(deps: Deps, lines: readonly OrderLine[]): Promise<OrderLine[]> {
  const breathe = deps.foreground.slices()
  const several = lines.filter(({ parts }) => parts)
  const desk = { deps, known: await knownOf(deps, several, breathe), breathe }
  const parted: OrderLine[] = []
  for (const line of lines) {
    await breathe()
    const { parts = [], cells, isAside } = line
    if (await isSeveral(desk, line))
      parted.push(...parts.map((part) => ({ ...part, cells, ...(isAside && { isAside }) })))
    else parted.push(line)
  }
  return parted
}

async function isSeveral(desk: MatchingContext, line: OrderLine): Promise<boolean> {
  const { known } = desk
  const { parts, readings } = line
  if (!parts || readings.some(({ article }) => goodsNamed(known, article).length > 0)) return false
  if (parts.some((part) => holdsGoods(part, known, WITHIN))) return true
  if (!parts.every(({ isPlain }) => isPlain) || (await matchLine(desk, line)).outcome === 'taken') return false
  for (const part of parts) if ((await matchLine(desk, part)).outcome !== 'taken') return false
  return true
}

const interpretationsOf = (line: OrderLine): LineInterpretation[] => [
  ...line.readings,
  ...(line.others ?? []),
  ...(line.parts ?? []).flatMap(interpretationsOf),
]

type Breathe = () => Promise<void>

/** The context in which one list is matched. */
interface MatchingContext {
  deps: Deps
  known: KnownGoods
  breathe: Breathe
}

async function knownOf(deps: Deps, lines: readonly OrderLine[], breathe: Breathe): Promise<KnownGoods> {
  const keys = new Set<string>()
  for (const line of lines) {
    await breathe()
    for (const { article } of interpretationsOf(line))
      for (const key of [...wholeKeys(article), ...articleStretches(article)]) keys.add(key)
  }
  return knownGoods(deps, keys, breathe)
}

/** True if an article, a model or a barcode stands somewhere in an interpretation of the line. */
const holdsGoods = (line: OrderLine, known: KnownGoods, least: Least) =>
  interpretationsOf(line).some(
    ({ article }) => goodsNamed(known, article).length > 0 || articlesWithin(article, known, least).length > 0,
  )

async function matchLine(desk: MatchingContext, line: OrderLine): Promise<LineDecision> {
  const decision = await matchInterpretations(desk, line)
  if (decision.outcome === 'taken' || decision.outcome === 'bad_quantity') return decision
  let best = decision
  for (const reading of line.others ?? []) {
    const other = await matchInterpretations(desk, { ...line, readings: [reading] })
    if (other.outcome === 'unknown') continue
    if (other.outcome === 'choose') {
      if (best.outcome === 'unknown') best = other
      continue
    }
    if (line.isSure !== false || other.outcome === 'bad_quantity') return other
    return { outcome: 'choose', candidates: [other.productId], quantity: other.quantity }
  }
  return best
}

async function matchInterpretations(desk: MatchingContext, line: OrderLine): Promise<LineDecision> {
  const { known } = desk
  const exact = line.readings.map(
    ({ article }): LineMatches => ({ exact: goodsNamed(known, article), covering: [], near: [] }),
  )
  if (exact.some((found) => found.exact.length > 0)) return decideLine(line, await withBranded(desk, line, exact))
  if (isAroundList(line.text)) return { outcome: 'unknown' }
  const found: LineMatches[] = []
  for (const { article } of line.readings) found.push(await findByWords(desk, article))
  return decideLine(line, found)
}

/** «QSC AD-S16» may be the article of one product, and brand and article of another: then both are meant. */
async function withBranded(
  desk: MatchingContext,
  line: OrderLine,
  exact: readonly LineMatches[],
): Promise<LineMatches[]> {
  const { known } = desk
  const found: LineMatches[] = []
  for (const [i, one] of exact.entries()) {
    const written = line.readings[i]?.article ?? ''
    const within = one.exact.length > 0 && written.includes(' ') ? articlesWithin(written, known) : []
    const others = await covered(desk, written, within)
    found.push({ ...one, exact: [...new Set([...one.exact, ...others.map(({ id }) => id)])] })
  }
  return found
}

/** Goods whose article, or barcode, stands somewhere in a text. */
function articlesWithin(written: string, known: KnownGoods, least: Least = WITHIN): number[] {
  return articleStretches(written)
    .filter((key) => key.length >= (/\d/.test(key) ? least.digits : least.letters))
    .flatMap((key) => known.bySku.get(key) ?? known.byModel.get(key) ?? known.byBarcode.get(key) ?? [])
}

/** The goods that cover every written word. */
async function covered({ deps: { db }, known, breathe }: MatchingContext, written: string, ids: readonly number[]) {
  await breathe()
  const goods = await describedProducts(db, [...new Set(ids)])
  const barcodes = (id: number) => [...known.byBarcode].flatMap(([key, of]) => (of.includes(id) ? [key] : []))
  return goods.filter(({ id, sku, model, skuKey, modelKey, name, brand, category }) =>
    coversAll(
      written,
      {
        articles: [sku, model],
        keys: [skuKey, modelKey, ...(/\d{8}/.test(written.replace(/\s/g, '')) ? barcodes(id) : [])],
        texts: [name, brand, category ?? ''],
      },
      stem,
    ),
  )
}

/** Finds an article in the text, if all other words belong to its product; else words that only one product has. */
async function findByWords(desk: MatchingContext, written: string): Promise<LineMatches> {
  const { deps, known, breathe } = desk
  const within = articlesWithin(written, known)
  await breathe()
  const { ids, total, corrections, dropped, nearest } = await deps.search.find(
    { text: written, limit: NEAREST, nearest: NEAREST },
    breathe,
  )
  const isWhole = corrections.length === 0 && dropped.length === 0
  const near = [...new Set([...within, ...(dropped.length === 0 ? ids : nearest)])]
  const whole = await covered(desk, written, [...within, ...ids])
  const byArticle = whole.filter(({ id }) => within.includes(id)).map(({ id }) => id)
  if (byArticle.length > 0) return { exact: [], covering: byArticle, near }
  // A name written as in the catalog means that product, even if other goods have all its words.
  const named = isWhole ? whole.filter(({ name }) => searchText(name) === searchText(written)) : []
  if (named.length === 1) return { exact: [], covering: named.map(({ id }) => id), near }
  return { exact: [], covering: total === 1 && isWhole ? whole.map(({ id }) => id) : [], near }
}
