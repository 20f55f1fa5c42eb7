import { countOf } from './pasted-order.ts'

/** The meaning of a cell in a column of counts: a count, nothing ordered, or not a count. */
export type CellCount = { kind: 'count'; count: number } | { kind: 'none' } | { kind: 'bad' }

const nothing = /^(?:0+(?:[.,]0+)?\s*(?:шт\.?|pcs\.?)?|[-–—−]+|нет|no|none|n\/a)?$/iu
const threeDecimals = /^\d{1,3}[.,]000(?!\d)/

/**
 * Reads a cell of a column of counts. `2,000` is two if 1C wrote the whole column that way, and two thousand elsewhere:
 * unless `hasThreeDecimals`, it is bad.
 */
export function readCount(cell: string, hasThreeDecimals: boolean): CellCount {
  const text = cell
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
    // A spreadsheet's mark of a text; the same count in words.
    .replace(/^'(?=\d)|(?<=\d) \(\D+\)$/g, '')
  if (nothing.test(text)) return { kind: 'none' }
  if (threeDecimals.test(text) && !hasThreeDecimals) return { kind: 'bad' }
  const plain = hasThreeDecimals ? text.replace(/(?<=\d)[.,]000(?!\d)/, '') : text
  const count = countOf(/^\d{1,3}(?: \d{3})+(?!\d)/.test(plain) ? plain.replace(/(?<=\d) (?=\d{3})/g, '') : plain)
  return count === null ? { kind: 'bad' } : { kind: 'count', count }
}

/** True if each number of a column has three decimals («1,000», «12,000»), and a word of the table is Russian. */
export function hasThreeDecimals(cells: readonly string[], titles: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => /\d/.test(cell))
  const isRussian = titles.some((title) => /[а-яё]/i.test(title))
  return isRussian && filled.length > 0 && filled.every((cell) => /^\d+[.,]\d{3}(?!\d)/.test(cell))
}

/** A number of any kind, also written as a price or a sum; null for other texts. */
export function numberIn(cell: string): number | null {
  const text = cell
    .replace(/[\s\u00a0\u202f']+/g, '')
    .replace(/(?:₽|руб\.?|р\.?|rub|rur|\$|€|usd|eur|шт\.?|pcs\.?)$/iu, '')
    .replace(/^(?:₽|\$|€)/, '')
  if (!/^-?\d[\d.,]*$/.test(text)) return null
  const cents = /[.,](\d{1,2})$/.exec(text)
  const whole = (cents ? text.slice(0, cents.index) : text).replace(/[.,](?=\d{3}(?!\d))/g, '')
  if (!/^-?\d+$/.test(whole)) {
    const plain = Number(text.replace(',', '.'))
    return Number.isFinite(plain) ? plain : null
  }
  return Number(`${whole}.${cents?.[1] ?? '0'}`)
}

const MONEY_LETTERS = 60

/** True for a text written as money: two decimals, or a currency. */
export function looksLikeMoney(cell: string): boolean {
  const text = cell.trim()
  if (text.length <= MONEY_LETTERS && /^-?\d[\d\s\u00a0\u202f.,']*[.,]\d{2}(?:\D*)$/.test(text)) return true
  const digit = text.search(/\d/)
  if (digit >= 0 && /₽|руб|rub|\$|€|usd|eur|р\.$/iu.test(text.slice(digit + 1))) return true
  const sign = text.search(/[₽$€]/)
  return sign >= 0 && /\d/.test(text.slice(sign + 1))
}
