/** One line of a quick order; `quantity` null where the line names none that is a count of pieces from 1. */
export interface QuickOrderLine {
  /** From 1, as the person counts. */
  line: number
  text: string
  sku: string
  quantity: number | null
}

const pieces = String.raw`(?:шт\.?|штук[аи]?|pcs\.?|pieces?|ед\.?|компл\.?)`
const times = '[xх×*]'

/** `5 шт ART`, `5 x ART` */
const countFirst = new RegExp(String.raw`^(\d{1,9})\s*(?:${pieces}|${times})\s+(.+)$`, 'iu')
/** `5 ART` */
const bareCountFirst = /^(\d{1,6})\s+(\S*[^\d\s.,]\S*)$/u
/** `ART 5`, `ART - 5 шт`, `ART: 5`, `ART x5`, `ART (5 шт.)` */
const countLast = new RegExp(
  String.raw`^(.+?)(?:\s*[:=]\s*|(?<!(?:^|\s)\d+),\s*|\s+[-–—]\s+|\s*[–—]\s*|\s+)\(?(?:${times}\s*)?(\d{1,9})(?:[.,]0+)?\s*${pieces}?\)?\.?$`,
  'iu',
)
/** `ART -5`, `ART 1,5 шт`: an article with something that is no count of pieces. */
const badCountLast = new RegExp(String.raw`^(.+?)[\s,:=]+(?:${times}\s*)?[-−]?\d+(?:[.,]\d+)?\s*${pieces}?$`, 'iu')

/** Lines of «article quantity» as people write them; empty lines are passed over, every other one is in the answer. */
export function parseQuickOrder(text: string): QuickOrderLine[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ line: at + 1, text: line.trim() }))
    .filter((line) => line.text !== '')
    .map((line) => ({ ...line, ...parseLine(line.text) }))
}

/** True where a message is an order and not a search: several lines, or one of an article and a quantity. */
export function looksLikeQuickOrder(text: string): boolean {
  const lines = parseQuickOrder(text)
  const [first] = lines
  if (!first || lines.length > 1) return lines.length > 1
  if (first.quantity === null) return false
  const isMarked = new RegExp(String.raw`[;\t]|\d\s*${pieces}|(?<=^|\s)${times}\s*\d`, 'iu').test(first.text)
  // «Rally Bar 2» is a search, «QM55C 2» an order: an article is one word with a digit in it.
  return isMarked || /^(?=\S*\d)\S{3,}$/.test(first.sku)
}

/** What cells of one row order: the article, and the cell of its quantity or the first count after it. */
export function readOrderCells(
  cells: readonly string[],
  skuAt: number,
  quantityAt: number | null,
): Pick<QuickOrderLine, 'sku' | 'quantity'> {
  const sku = (cells[skuAt] ?? '').replace(/\s+/g, ' ').trim()
  if (quantityAt !== null) return { sku, quantity: countOf(cells[quantityAt] ?? '') }
  const counts = cells.slice(skuAt + 1).map(countOf)
  return { sku, quantity: counts.find((count) => count !== null) ?? null }
}

function parseLine(text: string): Pick<QuickOrderLine, 'sku' | 'quantity'> {
  const cells = text.split(/[;\t|]/).map((cell) => cell.trim())
  if (cells.filter((cell) => cell !== '').length > 1)
    return readOrderCells(
      cells,
      cells.findIndex((cell) => cell !== ''),
      null,
    )
  const plain = text
    .replace(/[;\t|]/g, ' ')
    .trim()
    .replace(/^\d{1,3}[.)]\s+(?=.*\s)/, '')
  const first = countFirst.exec(plain)
  if (first) return { sku: (first[2] ?? '').trim(), quantity: positive(first[1]) }
  const last = countLast.exec(plain)
  if (last) return { sku: (last[1] ?? '').trim(), quantity: positive(last[2]) }
  const bare = bareCountFirst.exec(plain)
  if (bare) return { sku: bare[2] ?? '', quantity: positive(bare[1]) }
  return { sku: (badCountLast.exec(plain)?.[1] ?? plain).trim(), quantity: null }
}

function countOf(cell: string): number | null {
  const match = new RegExp(String.raw`^(?:${times}\s*)?(\d{1,9})(?:[.,]0+)?\s*${pieces}?$`, 'iu').exec(cell.trim())
  return match ? positive(match[1]) : null
}

function positive(digits: string | undefined): number | null {
  const count = Number(digits)
  return count > 0 ? count : null
}
