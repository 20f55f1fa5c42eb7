import { withoutSigns } from '#exchange/cells/bounded.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { partsOf } from './pasted-order-parts.ts'

/** One way to read a line: what is ordered, and how many; null where it says nothing of that. */
export interface LineInterpretation {
  article: string
  quantity: number | null
}

/** One line of a pasted order as somebody wrote it. */
export interface OrderLine {
  /** From 1, as the person counts. */
  line: number
  text: string
  /** Filled where the line came in columns. */
  cells: readonly string[]
  /** What it may mean, the likelier first; never none. */
  readings: readonly LineInterpretation[]
  /** It tells a count that can't be one: zero, below zero, a fraction. */
  badQuantity: boolean
  /** Further cells of a table that say which goods are meant, asked where the first of these means none. */
  others?: readonly LineInterpretation[]
  /** False: what only `others` find is a question. */
  isSure?: boolean
  /** Its count is written so that it can be nothing else. */
  isPlain?: boolean
  /** It stands outside of a table: without known goods it is a requisite, and no line of the order. */
  isAside?: boolean
  /** The line as several: each has goods and a count of its own. */
  parts?: readonly OrderLine[]
}

const pieces = String.raw`(?:шт(?:ук[аи]?)?\.?|pcs\.?|pieces?|ед\.?|компл(?:ект(?:а|ов)?)?\.?|к-т\.?|уп(?:ак)?\.?|ea\.?)`
const times = '[xх×*]'
const end = String.raw`(?![\p{L}\p{N}])`

/** Ways to say a count so that it can be nothing else; `a` is the article, `q` the count. */
const plainly = [
  // `5 шт ART`, `5шт. ART`, `5 x ART`
  String.raw`^(?<q>\d{1,9})\s*(?:${pieces}${end}|${times}\s)\s*(?<a>.+)$`,
  // `ART (5 шт.)`, `ART — 5 шт`, `ART: 5 pcs`, `ART x5`, `ART х 5`
  String.raw`^(?<a>.+?)[\s,:=–—-]*(?:(?<=[\s,:=(–—-])|(?=\())\(?\s*(?:кол-во|количество|qty)?[\s:.]*(?:${times}\s*)?(?<q>\d{1,9})(?:[.,]0{1,2})?\s*${pieces}\)?[.;,]?$`,
  String.raw`^(?<a>.+?)[\s,:=–—-]+\(?${times}\s*(?<q>\d{1,9})\)?[.;,]?$`,
  String.raw`^(?<a>.+?)[\s,:=–—-]+\(?(?<q>\d{1,9})\s*${times}\)?[.;,]?$`,
  // `ART 5 шт. 1 200,00 6 000,00`: a line of somebody's invoice
  String.raw`^(?<a>.+?)\s+(?<q>\d{1,9})\s*${pieces}${end}[\s\d.,₽рubРУБруб%]*$`,
].map((pattern) => new RegExp(pattern, 'iu'))

/** Ways that may as well be the end, or the beginning, of a name: `ART 5`, `ART: 5`, `5 ART`. */
const perhaps = [
  String.raw`^(?<a>.+?)(?:\s*[:=]\s*|(?<!(?:^|\s)\d+),\s*|\s+[-–—]\s+|\s*[–—]\s*|\s+)\(?(?<q>\d{1,9})(?:[.,]0{1,2})?\)?[.;,]?$`,
  String.raw`^(?<q>\d{1,6})\s+(?<a>.*[^\d\s.,].*)$`,
  // `ART, 5, for the hall`, `ART 5 шт for the hall`: a note without a digit, which might be a count.
  String.raw`^(?<a>\S+)\s*[,:]\s*(?<q>\d{1,6})\s*(?:${pieces})?\s*[,(]\s*\D+$`,
  String.raw`^(?<a>\S+)[\s,:—–-]+(?<q>\d{1,6})\s*${pieces}${end}[\s,(]+\D+$`,
].map((pattern) => new RegExp(pattern, 'iu'))

/** `ART -5`, `ART 1,5 шт`, `ART 0`, `ART 2,000`: an article with something that is no count of pieces, or two. */
const badCount = new RegExp(
  String.raw`^(?<a>.+?)(?:[\s,:=]+(?:${times}\s*)?(?:[-−]\d+(?:[.,]\d+)?|\d+[.,]\d*[1-9]\d*|\d{1,3}[.,]000|(?<!\d[.,])0+))\s*${pieces}?$`,
  'iu',
)

/** Bullets, and numbers of a list: `- `, `• `, `3. `, `3) `. */
const listMark = /^(?:\d{1,4}[.)]\s+|[-–—•*·▪●>]+\s+)+(?=\S)/u

/** `Артикул: `, `Код № `: what follows is it. */
const label = /^(?:артикул|арт\.?|код|модель|sku|article|model|штрих-?код|barcode|ean)\s*[:№]\s*(?=\S)/iu

/** Lines as people write them; empty lines are passed over, every other one is in the answer. */
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

/** True where a message is an order and not a search: several lines, or one of an article and a quantity. */
export function looksLikePastedOrder(text: string): boolean {
  const lines = parsePastedOrder(text)
  const [first] = lines
  if (!first || lines.length > 1) return lines.length > 1
  const [reading] = first.readings
  if (first.parts) return true
  // Of several numbers in columns one is the count, and nobody knows which.
  const isInColumns = first.badQuantity && first.cells.length > 2
  if (!reading || (reading.quantity === null && !isInColumns)) return false
  // «Rally Bar 2» is a search, «QM55C 2» an order: an article is one word with a digit in it.
  return marked.test(first.text) || /^(?=\S*\d)\S{3,}$/.test(reading.article)
}

/** What cells of one row order: the article, and the cell of its quantity or the first count after it. */
export function readCells(
  cells: readonly string[],
  articleAt: number,
  quantityAt: number | null,
): Pick<OrderLine, 'readings' | 'badQuantity'> {
  const article = tidy(cells[articleAt] ?? '')
  const countCells = quantityAt === null ? cells.slice(articleAt + 1) : [cells[quantityAt] ?? '']
  const counts = countCells.map(countOf).filter((count) => count !== null)
  // Of a price and a count nobody knows which is which.
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
 * Signs between an article and its count. The patterns try every way to share a run of them out, so that their work grows
 * with a high power of its length: nobody means anything by more than a few, and the last ones stand beside the count.
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
  // However plain a count seems, it may be the end of a name: «Tesira X 800».
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

/** A cell, or the end of a line, as a count of pieces; null for what is none. */
export function countOf(cell: string): number | null {
  const text = cell.trim()
  const match = text.length > COUNT_LETTERS ? null : aloneCount.exec(text)
  const count = Number(match?.[1] ?? 0)
  return count > 0 ? count : null
}

const signsBefore = new Set(`-–—:;,.«»"'() `)
const signsBehind = new Set(`-–—:;,«»'( `)

/** An article without the signs that stand around it in a sentence. */
export function tidy(text: string): string {
  return withoutSigns(text.replace(/\s+/g, ' ').trim(), signsBefore, signsBehind).replace(/^["«](.*)["»]$/u, '$1')
}
