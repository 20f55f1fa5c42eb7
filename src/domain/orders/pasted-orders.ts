import { chunksOf, keysOf } from '#domain/search/query.ts'
import { type Stem, spell, wordsIn } from '#domain/text/words.ts'
import { orderLimits } from './limits.ts'

/** Ids of the goods that one interpretation of a line may mean. */
export interface LineMatches {
  /** The words are the product's article or model, and nothing else. */
  exact: readonly number[]
  /** All words belong to the product, and no other product has them all. */
  covering: readonly number[]
  /** The most similar goods. */
  near: readonly number[]
}

/** The decision about a line. A line is taken without a question only if it can mean one thing. */
export type LineDecision =
  | { outcome: 'taken'; productId: number; quantity: number }
  | { outcome: 'choose'; candidates: number[]; quantity: number }
  | { outcome: 'bad_quantity'; candidates: number[] }
  | { outcome: 'unknown' }

const CHOICES = 4

/** Lines around a list in a letter: greetings, signatures, phones, addresses. */
const aroundLists =
  /^(?:добр(?:ый|ое|ого)|здравств|привет|уважаем|с уважением|спасибо|заранее|прошу|просим|просьба|нужн[оы]\s*[:.]?$|итого|всего|dear|hello|hi\b|best|kind|regards|thank)|@|https?:|www\.|(?:^|\s)(?:тел|моб|факс|инн|кпп|огрн|phone|fax)\.?[\s:]|^\+?[78][\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}/iu

/** True for a line of a letter that orders nothing. */
export function isAroundList(text: string): boolean {
  return aroundLists.test(text.trim())
}

/**
 * Decides a line by the matches of its interpretations. An exact article beats words; two interpretations that are both
 * exact and differ are a question. A line without a count means one piece, unless it states a count that can't be one.
 */
export function decideLine(
  line: { text: string; readings: readonly { quantity: number | null }[]; badQuantity: boolean },
  found: readonly LineMatches[],
): LineDecision {
  for (const kind of ['exact', 'covering'] as const) {
    const meant = line.readings.flatMap(({ quantity }, i) =>
      (found[i]?.[kind] ?? []).map((id) => ({ id, quantity, i })),
    )
    const ids = [...new Set(meant.map(({ id }) => id))]
    const [first] = meant
    if (!first) continue
    if (ids.length === 1) return take(first.id, first.quantity, line.badQuantity && first.i === 0)
    return { outcome: 'choose', candidates: ids.slice(0, CHOICES), quantity: first.quantity ?? 1 }
  }
  if (line.readings.every(({ quantity }) => quantity === null) && !/\d/.test(line.text)) return { outcome: 'unknown' }
  const near = [...new Set(found.flatMap((one) => one.near))].slice(0, CHOICES)
  if (near.length === 0) return { outcome: 'unknown' }
  return { outcome: 'choose', candidates: near, quantity: line.readings[0]?.quantity ?? 1 }
}

function take(productId: number, quantity: number | null, isBad: boolean): LineDecision {
  if ((isBad && quantity === null) || (quantity ?? 1) > orderLimits.quantity)
    return { outcome: 'bad_quantity', candidates: [productId] }
  return { outcome: 'taken', productId, quantity: quantity ?? 1 }
}

/** Words around goods that name no product. */
const idle = new Set(
  'нужно нужен нужна нужны надо прошу пожалуйста просьба арт артикул арт. модель код товар позиция поз номер no n кол во количество шт цвет это и в на'.split(
    ' ',
  ),
)

const LONGEST_ARTICLE_WORDS = 5

/** The keys that parts of a text may be stored under: an article stands anywhere in its line. */
export function articleStretches(text: string): string[] {
  const chunks = chunksOf(text).map(({ glued }) => glued)
  const keys = new Set<string>()
  for (let from = 0; from < chunks.length; from++) {
    for (let to = from + 1; to <= Math.min(chunks.length, from + LONGEST_ARTICLE_WORDS); to++) {
      const glued = chunks.slice(from, to).join('')
      if (glued.length >= 3) for (const key of keysOf(glued)) keys.add(key)
    }
  }
  return [...keys]
}

/** True if every written word belongs to the goods: a whole word, in any form, or their article. */
export function coversAll(
  written: string,
  goods: { articles: readonly string[]; texts: readonly string[]; keys: readonly string[] },
  stem: Stem,
): boolean {
  const own = new Set<string>()
  for (const text of [...goods.articles, ...goods.texts]) {
    for (const chunk of chunksOf(text)) own.add(spell(chunk.quantity ?? chunk.glued, stem).term)
    // A piece of an article is not the article: `NX1` of `NX1.5` may belong to another product.
    for (const word of wordsIn(text).words) if (!/\d/.test(word)) own.add(spell(word, stem).term)
  }
  const chunks = chunksOf(written)
  const isOwn = (word: string) => idle.has(word) || own.has(spell(word, stem).term)
  const left: boolean[] = chunks.map(
    (chunk) =>
      !(
        (chunk.quantity !== null && isOwn(chunk.quantity)) ||
        isOwn(chunk.glued) ||
        chunk.words.every(isOwn) ||
        chunk.words.length === 0
      ),
  )
  for (let from = 0; from < chunks.length; from++) {
    for (let to = from + 1; to <= Math.min(chunks.length, from + LONGEST_ARTICLE_WORDS); to++) {
      const keys = keysOf(
        chunks
          .slice(from, to)
          .map(({ glued }) => glued)
          .join(''),
      )
      if (keys.some((key) => goods.keys.includes(key))) left.fill(false, from, to)
    }
  }
  return !left.includes(true)
}
