import { parseDecimal } from '../domain/decimals.ts'
import { BASIC_VAT, NO_VAT } from '../domain/money.ts'
import { sizes } from './sizes.ts'

const codes: Record<string, string> = { 643: 'RUB', 810: 'RUB', 840: 'USD', 978: 'EUR' }
const currencies: [name: string, marks: RegExp][] = [
  ['RUB', /₽|(?<!\p{L})(руб\p{L}*|р|rub|rur)(?!\p{L})\.?/iu],
  ['USD', /\$|(?<!\p{L})(usd|долл?\p{L}*|у\.? ?е)(?!\p{L})\.?/iu],
  ['EUR', /€|(?<!\p{L})(eur|евро)(?!\p{L})/iu],
]

/** The currency that a text names among other words, as its ISO code; null where it names none. */
export function namedCurrency(text: string): string | null {
  return currencies.find(([, marks]) => marks.test(text))?.[0] ?? null
}

/** The ISO code of a currency as typed: `Рубль`, `руб.`, `RUR`, `643` are RUB; silence is RUB, unknown words stay. */
export function normaliseCurrency(text: string): string {
  const plain = text.trim()
  return plain === '' ? 'RUB' : (codes[plain] ?? namedCurrency(plain) ?? plain.toUpperCase())
}

const onRequest =
  /^(-+|–|—|\?|0|нет|n\/a|звоните|уточняйте|договорная|(цена )?по запросу|(price )?on request|call)\.?$/i

export type Price = { ok: true; kopecks: number | null } | { ok: false; reason: 'bad_price' | 'negative_price' }

/** A cell of a price column, `currency` being the row's own: kopecks, or null for "on request" and for other currencies. */
export function parsePrice(text: string, currency: string): Price {
  const plain = text.trim()
  if (plain === '' || onRequest.test(plain)) return { ok: true, kopecks: null }
  const number = currencies.reduce((left, [, marks]) => left.replace(marks, ''), plain)
  const kopecks = parseDecimal(number, 2)
  if (kopecks === null || kopecks > sizes.priceKopecks) return { ok: false, reason: 'bad_price' }
  if (kopecks < 0) return { ok: false, reason: 'negative_price' }
  return { ok: true, kopecks: (namedCurrency(plain) ?? currency) === 'RUB' && kopecks > 0 ? kopecks : null }
}

/** A cell of a stock column: a count from 0, or null where it is none (negative, fractional, words). */
export function parseStock(text: string): number | null {
  const plain = text.trim().replace(/(?<=\d) ?(шт|штук\p{L}*|компл\p{L}*|пар\p{L}*|уп\p{L}*|м|pcs)\.?$/iu, '')
  if (/^(|-+|–|—|нет|нет в наличии)$/i.test(plain)) return 0
  const thousandths = parseDecimal(plain, 3)
  if (thousandths === null || thousandths < 0 || thousandths % 1000 !== 0) return null
  return thousandths / 1000 > sizes.quantity ? null : thousandths / 1000
}

/** A cell that says only whether there is any; null where it says neither. */
export function parseAvailability(text: string): boolean | null {
  const plain = text.trim().toLowerCase()
  if (/^(|0|-|–|—|нет|нет в наличии|под заказ|ожидается|в пути|no|false)$/.test(plain)) return false
  if (/^(\+|да|есть|в наличии|много|мало|yes|true|[<>] ?\d+|\d+\+?)$/.test(plain)) return true
  return null
}

/** `22`, `22 %`, `20/120`, `0,22` in hundredths of a percent; silence is the basic rate, «Без НДС» -1; null is neither. */
export function parseVatRate(text: string): number | null {
  const plain = text.trim().replace(/^ндс/i, '').trim()
  if (plain === '') return BASIC_VAT
  if (/^(без|не облаг|-|–|—)/i.test(plain)) return NO_VAT
  const percent = /^(\d+)\/1\d\d$/.exec(plain)?.[1] ?? plain.replace(/ ?%$/, '')
  const rate = parseDecimal(percent, 2)
  if (rate === null || rate < 0 || rate > 10_000) return null
  // A spreadsheet's own percent: 0.22 is 22 %.
  return rate > 0 && rate < 100 && !plain.includes('%') ? rate * 100 : rate
}
