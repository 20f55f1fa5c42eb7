import { withoutSigns } from '#exchange/cells/bounded.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { partsOf } from './pasted-order-parts.ts'

/** One way to read a line: an article and a count; the count is null if the line has none. */
export interface LineInterpretation {
  article: string
  quantity: number | null
}

/** One line of a pasted order as it was written. */
export interface OrderLine {
  /** From 1, as the person counts. */
  line: number
  text: string
  /** Filled if the line came in columns. */
  cells: readonly string[]
  /** Possible interpretations, the likelier first; at least one. */
  readings: readonly LineInterpretation[]
  /** The line has a count that can't be one: zero, below zero, a fraction. */
  badQuantity: boolean
  /** Further cells of a table that name the goods, used if the first interpretation matches none. */
  others?: readonly LineInterpretation[]
  /** False: goods that only `others` find are a question. */
  isSure?: boolean
  /** The count is unambiguous. */
  isPlain?: boolean
  /** The line stands outside of a table: without known goods it is a requisite, not a line of the order. */
  isAside?: boolean
  /** The line split into several, each with goods and a count. */
  parts?: readonly OrderLine[]
}

const pieces = String.raw`(?:шт(?:ук[аи]?)?\.?|pcs\.?|pieces?|ед\.?|компл(?:ект(?:а|ов)?)?\.?|к-т\.?|уп(?:ак)?\.?|ea\.?)`
const times = '[xх×*]'
const end = String.raw`(?![\p{L}\p{N}])`

/** Unambiguous ways to write a count; `a` is the article, `q` the count. */
const plainly = [
  // `5 шт ART`, `5шт. ART`, `5 x ART`
  String.raw`^(?<q>\d{1,9})\s*(?:${pieces}${end}|${times}\s)\s*(?<a>.+)$`,
  // `ART (5 шт.)`, `ART — 5 шт`, `ART: 5 pcs`, `ART x5`, `ART х 5`
  String.raw`^(?<a>.+?)[\s,:=–—-]*(?:(?<=[\s,:=(–—-])|(?=\())\(?\s*(?:кол-во|количество|qty)?[\s:.]*(?:${times}\s*)?(?<q>\d{1,9})(?:[.,]0{1,2})?\s*${pieces}\)?[.;,]?$`,
  String.raw`^(?<a>.+?)[\s,:=–—-]+\(?${times}\s*(?<q>\d{1,9})\)?[.;,]?$`,
  String.raw`^(?<a>.+?)[\s,:=–—-]+\(?(?<q>\d{1,9})\s*${times}\)?[.;,]?$`,
  // `ART 5 шт. 1 200,00 6 000,00`: a line of an invoice
  String.raw`^(?<a>.+?)\s+(?<q>\d{1,9})\s*${pieces}${end}[\s\d.,₽рubРУБруб%]*$`,
].map((pattern) => new RegExp(pattern, 'iu'))

/** Ambiguous counts, which may be the end or the beginning of a name: `ART 5`, `ART: 5`, `5 ART`. */
const perhaps = [
  String.raw`^(?<a>.+?)(?:\s*[:=]\s*|(?<!(?:^|\s)\d+),\s*|\s+[-–—]\s+|\s*[–—]\s*|\s+)\(?(?<q>\d{1,9})(?:[.,]0{1,2})?\)?[.;,]?$`,
  String.raw`^(?<q>\d{1,6})\s+(?<a>.*[^\d\s.,].*)$`,
  // `ART, 5, for the hall`, `ART 5 шт for the hall`: the note has no digit, since a digit might be a count.
  String.raw`^(?<a>\S+)\s*[,:]\s*(?<q>\d{1,6})\s*(?:${pieces})?\s*[,(]\s*\D+$`,
  String.raw`^(?<a>\S+)[\s,:—–-]+(?<q>\d{1,6})\s*${pieces}${end}[\s,(]+\D+$`,
].map((pattern) => new RegExp(pattern, 'iu'))

/** `ART -5`, `ART 1,5 шт`, `ART 0`, `ART 2,000`: an article with a number that is no count of pieces, or may be two. */
const badCount = new RegExp(
  String.raw`^(?<a>.+?)(?:[\s,:=]+(?:${times}\s*)?(?:[-−]\d+(?:[.,]\d+)?|\d+[.,]\d*[1-9]\d*|\d{1,3}[.,]000|(?<!\d[.,])0+))\s*${pieces}?$`,
  'iu',
)

/** Bullets, and numbers of a list: `- `, `• `, `3. `, `3) `. */
const listMark = /^(?:\d{1,4}[.)]\s+|[-–—•*·▪●>]+\s+)+(?=\S)/u

/** `Артикул: `, `Код № `: a label in front of the article. */
const label = /^(?:артикул|арт\.?|код|модель|sku|article|model|штрих-?код|barcode|ean)\s*[:№]\s*(?=\S)/iu

/** Lines as people write them; empty lines are skipped, every other line is in the result. */
export function parsePastedOrder(text: string): OrderLine[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ line: at + 1, text: line.replace(/[\u200b-\u200f\u2060\ufeff]/g, '').trim() }))
    .filter((line) => line.text !== '')
    .map((line) => withParts({ ...line, ...readLine(line.text.slice(0, sizes.lineLetters)) }))
}

function withParts(line: OrderLine): OrderLine {
  const texts = partsOf(line.text.slice(0, sizes.lineLetters))
  const parts = texts.map((text): OrderLine => ({ line: line.line, text, cells: [], ...readText(text) }))
  const isCounted = parts.every(({ readings }) => readings.some(({ quantity }) => quantity !== null))
  return parts.length > 1 && isCounted ? { ...line, parts } : line
}

const marked = new RegExp(String.raw`[;\t]|\d\s*${pieces}${end}|(?<=^|\s)${times}\s*\d`, 'iu')

/** True if a message is an order and not a search: several lines, or one with an article and a quantity. */
export function looksLikePastedOrder(text: string): boolean {
  const lines = parsePastedOrder(text)
  const [first] = lines
  if (!first || lines.length > 1) return lines.length > 1
  const [reading] = first.readings
  if (first.parts) return true
  // One of several numbers in columns is the count, but it is unclear which.
  const isInColumns = first.badQuantity && first.cells.length > 2
  if (!reading || (reading.quantity === null && !isInColumns)) return false
  // «Rally Bar 2» is a search, «QM55C 2» an order: an article is one word with a digit in it.
  return marked.test(first.text) || /^(?=\S*\d)\S{3,}$/.test(reading.article)
}

/** The order in the cells of one row: the article, and the cell of its quantity or the first count after it. */
export function readCells(
  cells: readonly string[],
  articleAt: number,
  quantityAt: number | null,
): Pick<OrderLine, 'readings' | 'badQuantity'> {
  const article = tidy(cells[articleAt] ?? '')
  const countCells = quantityAt === null ? cells.slice(articleAt + 1) : [cells[quantityAt] ?? '']
  const counts = countCells.map(countOf).filter((count) => count !== null)
  // A price and a count are indistinguishable.
  const quantity = counts.length === 1 ? (counts[0] ?? null) : null
  const hasCount = (cell: string) =>
    quantityAt === null ? /^[-−]?\d+([.,]\d+)?$/.test(cell.trim()) : cell.trim() !== ''
  const badQuantity = quantity === null && countCells.some(hasCount)
  return { readings: [{ article, quantity }], badQuantity }
}

function readLine(text: string): Omit<OrderLine, 'line' | 'text'> {
  const cells = text.split(/[;\t|]/).map((cell) => cell.trim())
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length > 1) {
    const first = readCells(cells, cells.indexOf(filled[0] ?? ''), null)
    const others = readText(filled.join(' ')).readings.filter(({ quantity }) => !first.badQuantity || quantity === null)
    return { cells, readings: unique([...first.readings, ...others]), badQuantity: first.badQuantity }
  }
  return { cells: [], ...readText(text.replace(/[;\t|]/g, ' ')) }
}

/**
 * Signs between an article and its count. The patterns try every way to divide a run of them, so that their work grows
 * with a high power of its length: nobody needs more than a few, and the last ones stand next to the count.
 */
const RUN = 4
const longRun = new RegExp(String.raw`[\s.,:;=()*–—-]{${RUN + 1},}`, 'gu')

function readText(text: string): Pick<OrderLine, 'readings' | 'badQuantity' | 'isPlain'> {
  const whole = tidy(text).replace(longRun, (run) => run.slice(-RUN))
  const plain = whole.replace(listMark, '').replace(label, '')
  const sure = plainly.flatMap((pattern) => readingBy(pattern, plain)).slice(0, 2)
  const isPlain = sure.length > 0
  const bad = sure.length === 0 ? badCount.exec(plain)?.groups?.a : undefined
  const maybe = sure.length > 0 || bad ? [] : perhaps.flatMap((pattern) => readingBy(pattern, plain))
  const all = [...sure, ...maybe].flatMap((reading) => [reading, ...unnumbered(reading)])
  if (bad) all.push({ article: tidy(bad), quantity: null })
  // Even an unambiguous count may be the end of a name: «Tesira X 800».
  all.push({ article: tidy(plain), quantity: null })
  return { readings: unique(all), badQuantity: bad !== undefined, isPlain }
}

function readingBy(pattern: RegExp, text: string): LineInterpretation[] {
  const { a = '', q = '' } = pattern.exec(text)?.groups ?? {}
  const quantity = Number(q)
  return tidy(a) !== '' && quantity > 0 ? [{ article: tidy(a), quantity }] : []
}

/** `3 PA1004UL` of «3 PA1004UL 2 шт»: the row's number may stand before the article. */
function unnumbered({ article, quantity }: LineInterpretation): LineInterpretation[] {
  const rest = /^\d{1,4}\s+(?=\S*(?:\p{L}|\d{4}|\d-\d))(.+)$/u.exec(article)?.[1]
  return rest ? [{ article: rest, quantity }] : []
}

function unique(readings: readonly LineInterpretation[]): LineInterpretation[] {
  return [...new Map(readings.map((reading) => [JSON.stringify(reading), reading])).values()]
}

const COUNT_LETTERS = 60
const aloneCount = new RegExp(String.raw`^(?:${times}\s*)?(\d{1,9})(?:[.,]0{1,2})?\s*(?:${pieces}|${times})?$`, 'iu')

/** A cell, or the end of a line, as a count of pieces; null if it is not one. */
export function countOf(cell: string): number | null {
  const text = cell.trim()
  const match = text.length > COUNT_LETTERS ? null : aloneCount.exec(text)
  const count = Number(match?.[1] ?? 0)
  return count > 0 ? count : null
}

const signsBefore = new Set(`-–—:;,.«»"'() `)
const signsBehind = new Set(`-–—:;,«»'( `)

/** An article without the signs around it in a sentence. */
export function tidy(text: string): string {
  return withoutSigns(text.replace(/\s+/g, ' ').trim(), signsBefore, signsBehind).replace(/^["«](.*)["»]$/u, '$1')
}
