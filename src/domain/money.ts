/** No-break space: a sum never breaks across lines. */
const NBSP = '\u00a0'

/** Kopecks as people read them: `123 456,00 ₽`, with no-break spaces. */
export function formatKopecks(kopecks: number): string {
  return `${formatAmount(kopecks)}${NBSP}₽`
}

/** The same without the currency sign: `123 456,00`. */
export function formatAmount(kopecks: number): string {
  const whole = Math.trunc(Math.abs(kopecks) / 100)
  const rest = String(Math.abs(kopecks) % 100).padStart(2, '0')
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, NBSP)
  return `${kopecks < 0 ? '−' : ''}${grouped},${rest}`
}

/** The rate of goods that are sold without VAT; other rates are hundredths of a percent. */
export const NO_VAT = -1

/** The basic rate since 2026-01-01: 22 % (Federal law 425-FZ). */
export const BASIC_VAT = 2200

/** VAT in kopecks, half up: contained in `sumKopecks`, or to be put on top of it. */
export function vatOf(sumKopecks: number, rate: number, included: boolean): number {
  if (rate <= 0) return 0
  const whole = included ? 10_000 + rate : 10_000
  return divideHalfUp(BigInt(sumKopecks) * BigInt(rate), BigInt(whole))
}

/** The part of `sumKopecks` that falls on `part` of `whole` pieces; parts taken one after another add up to the sum. */
export function shareOf(sumKopecks: number, part: number, whole: number): number {
  return divideHalfUp(BigInt(sumKopecks) * BigInt(part), BigInt(whole))
}

function divideHalfUp(dividend: bigint, divisor: bigint): number {
  return Number((dividend * 2n + divisor) / (divisor * 2n))
}

/** A sum typed by a person: `1 000`, `1000,5`, `1 000.50 ₽`; kopecks, or null if the text is not a sum. */
export function parseKopecks(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(/(₽|руб\.?|р\.?)$/i, '')
  const match = /^(\d{1,11})(?:[.,](\d{1,2}))?$/.exec(plain)
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
