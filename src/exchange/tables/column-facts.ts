import { normaliseCurrency } from '#exchange/cells/currencies.ts'
import { addEvidence, machineStyle, noEvidence, type StyleEvidences } from '#exchange/cells/number-style.ts'
import { parsePrice } from '#exchange/cells/numbers.ts'
import { readStockCell } from '#exchange/cells/stock-cells.ts'
import { isNoArticle } from '#exchange/files/spoiled.ts'
import type { Columns } from './column-shapes.ts'

/** Facts about all cells of one column. */
export interface ColumnFacts {
  filled: number
  /** Plain numbers of any meaning. */
  numbers: number
  /** Counts above one: more than yes or no. */
  counts: number
  /** Words or signs that a stock column may contain. */
  stockWords: number
  /** Cells with a currency. */
  money: number
  /** Numbers near the row's first price. */
  nearPrice: number
  style: StyleEvidences
  /** Prices in roubles, and prices in other currencies. */
  rouble: number
  foreign: number
}

/** Facts about a table's columns, collected from all rows before the first of them is taken. */
export interface TableFacts {
  rows: number
  columns: ColumnFacts[]
  /** Articles of several goods with different codes. */
  sharedArticles: ReadonlySet<string>
  /** Rows of one cell that mention prices: «Цены указаны в USD». */
  notes: string[]
}

export interface FactsCounter {
  add(cells: readonly string[]): void
  facts(): TableFacts
}

const money = /\p{Sc}|руб|(?<!\p{L})(р\.|RUB|USD|EUR|CNY|GBP|BYN|KZT|грн|тенге|юан\p{L}*)(?!\p{L})/iu
const startsLikeNumber = /^[^\d\p{L}]{0,3}\d/u

/** Counts facts row by row; only columns whose meaning depends on facts cost time. */
export function createFactsCounter(columns: Columns): FactsCounter {
  const facts: ColumnFacts[] = Array.from({ length: columns.width }, () => ({
    filled: 0,
    numbers: 0,
    counts: 0,
    stockWords: 0,
    money: 0,
    nearPrice: 0,
    style: noEvidence(),
    rouble: 0,
    foreign: 0,
  }))
  const countAts = new Set([
    ...columns.stocks.map(({ at }) => at),
    ...[columns.availability, columns.warehouse, columns.packSize].filter((at) => at !== null),
  ])
  const others = columns.characteristics.map(({ at }) => at).filter((at) => !countAts.has(at))
  const codes = new Map<string, string>()
  const shared = new Set<string>()
  const notes: string[] = []
  let rows = 0

  function add(cells: readonly string[]): void {
    rows++
    addKey(cells)
    addNote(cells)
    let price = 0
    for (const column of columns.prices) {
      const one = addPrice(cells, column)
      price ||= one
    }
    for (const at of countAts) addCount(facts[at], cells[at])
    for (const at of others) addOther(facts[at], cells[at], price)
  }
  function addKey(cells: readonly string[]): void {
    if (columns.code === null) return
    const article = tidy(cells[columns.sku])
    const code = tidy(cells[columns.code])
    if (code === '' || isNoArticle(article)) return
    const before = codes.get(article)
    if (before === undefined) codes.set(article, code)
    else if (before !== code) shared.add(article)
  }
  function addNote(cells: readonly string[]): void {
    if (notes.length > 20 || (tidy(cells[columns.sku]) !== '' && columns.sku > 0)) return
    const words = cells.filter((cell) => cell.trim() !== '')
    const [only = ''] = words
    if (words.length === 1 && only.length > 8 && /цен|прайс|price|стоимост/i.test(only)) notes.push(only)
  }
  function addPrice(cells: readonly string[], column: Columns['prices'][number]): number {
    const one = facts[column.at]
    const text = (cells[column.at] ?? '').trim()
    if (!one || text === '') return 0
    one.filled++
    addEvidence(one.style, text)
    const rowCurrency = column.currencyAt === null ? '' : (cells[column.currencyAt] ?? '').trim()
    const price = parsePrice(text, column.currency ?? normaliseCurrency(rowCurrency), machineStyle)
    if (!price.ok) return 0
    if (price.foreign !== undefined) one.foreign++
    else if (price.kopecks !== null) one.rouble++
    return (price.kopecks ?? 0) / 100
  }
  return { add, facts: () => ({ rows, columns: facts, sharedArticles: shared, notes }) }
}

const tidy = (cell: string | undefined) => (cell ?? '').replace(/\s+/g, ' ').trim()

function addCount(facts: ColumnFacts | undefined, cell = ''): void {
  const text = cell.trim()
  if (!facts || text === '') return
  facts.filled++
  addEvidence(facts.style, text)
  const read = readStockCell(text, machineStyle)
  if (read.says === 'count') {
    if (/\d/.test(text)) facts.numbers++
    else facts.stockWords++
    if (read.quantity > 1) facts.counts++
  } else if (read.says !== 'unreadable') facts.stockWords++
}

function addOther(facts: ColumnFacts | undefined, cell = '', price: number): void {
  const text = cell.trim()
  if (!facts || text === '') return
  facts.filled++
  if (!startsLikeNumber.test(text) && !/\p{Sc}/u.test(text)) return
  const digits = text.replace(/[\s\u00a0]/g, '').replace(',', '.')
  const number = Number(digits)
  if (Number.isFinite(number)) {
    facts.numbers++
    if (price > 0 && number >= price * 0.25 && number <= price * 1.6) facts.nearPrice++
  } else if (text.length < 30 && money.test(text)) facts.money++
}
