import type { CellObject } from '@e965/xlsx'
import { NO_VALUE } from './spoiled.ts'

/** The parts of the workbook reader that know number formats. */
export interface Formats {
  is_date(format: string): boolean
  parse_date_code(value: number): { y: number; m: number; d: number; H: number; M: number } | null
}

interface Format {
  kind: 'shown' | 'date' | 'number'
  words: string
  isSilent: boolean
}

const errors: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
}
/** A spreadsheet stores fifteen digits: a longer article has lost the rest. */
const LOST_DIGITS = 1e15

/** Reads texts of cells: numbers as stored, not as shown (`1,234.50`), unless only the format carries their meaning. */
export function createCellReader(formats: Formats) {
  const known = new Map<string, Format>()

  function formatOf(code: string): Format {
    const before = known.get(code)
    if (before) return before
    // Leading zeros and letters of an article, percents.
    const isShown = /^("[^"]*"|\\.|[\p{L}-])*0{2,}$/u.test(code) || /%/.test(code)
    const kind = isShown ? 'shown' : formats.is_date(code) ? 'date' : 'number'
    const format: Format = { kind, words: literalsOf(code), isSilent: /^(General|[#0,. @]*)$/i.test(code) }
    known.set(code, format)
    return format
  }

  return function textOf(cell: CellObject | undefined): string {
    if (!cell || cell.t === 'z') return ''
    if (cell.t === 'e') return typeof cell.v === 'number' ? (errors[cell.v] ?? cell.w ?? '#N/A') : NO_VALUE
    if (cell.v === undefined) return ''
    if (cell.t !== 'n' || typeof cell.v !== 'number') return String(cell.v)
    const value = cell.v
    const { kind, words, isSilent } = formatOf(String(cell.z ?? 'General'))
    if (kind === 'shown') return cell.w ?? String(value)
    if (kind === 'date') return dateText(value) ?? cell.w ?? String(value)
    const number = numberText(value)
    if (words !== '') return `${number} ${words}`
    // LibreOffice has the currency only in the shown text.
    const shown = isSilent && /[\p{L}\p{Sc}]/u.test(cell.w ?? '') ? wordsOf(cell.w ?? '') : ''
    return shown === '' ? number : `${number} ${shown}`
  }

  /** A date in Russian style; null for a time of day. */
  function dateText(value: number): string | null {
    const date = value < 1 ? null : formats.parse_date_code(value)
    return date && `${String(date.d).padStart(2, '0')}.${String(date.m).padStart(2, '0')}.${date.y}`
  }
}

function numberText(value: number): string {
  if (Number.isInteger(value))
    return Math.abs(value) < LOST_DIGITS ? String(value) : value.toExponential().toUpperCase()
  // A spreadsheet itself has 15 digits: 0.1 + 0.2 is 0.3.
  const text = String(Number(value.toPrecision(15)))
  // A real number has no thousands: a fourth decimal distinguishes 1.899 from them.
  return /^-?\d{1,3}\.\d{3}$/.test(text) ? `${text}0` : text
}

/** The words that a number format adds to a number: a currency, «шт». Its first part formats numbers above zero. */
function literalsOf(format: string): string {
  const parts = format.matchAll(/"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|[_*].|(;)|(\p{Sc})/gu)
  let words = ''
  for (const [, quoted = '', escaped = '', currency = '', end, sign = ''] of parts) {
    if (end) break
    words += quoted + escaped + currency + sign
  }
  return /[\p{L}\p{Sc}]/u.test(words) ? words.replace(/\s+/g, ' ').trim() : ''
}

/** The words in a shown number. */
function wordsOf(shown: string): string {
  if (/^[-\d.,\s]+E[+-]?\d+$/i.test(shown)) return ''
  return shown
    .replace(/\(?-?\d[\d\s.,'\u00a0\u202f]*\)?/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s()-]*$|^[\s()-]*/g, '')
}
