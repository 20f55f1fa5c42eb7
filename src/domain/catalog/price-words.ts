import type { Span } from './catalog.ts'

const number = String.raw`(\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:[.,](\d{1,2}))?`
const thousands = String.raw`(?:тыс(?:яч\p{L}*)?\.?|т\.? ?р\.?|тр|k|к)`
const millions = String.raw`(?:млн|миллион\p{L}*|mln|m)\.?`
const roubles = String.raw`(?:р|руб\p{L}*|₽|rub|rur)\.?`
const most =
  '(?:до|дешевле|не дороже|не более|не больше|меньше|менее|максимум|в пределах|under|below|up to|cheaper than|less than|max)'
const least = '(?:от|дороже|не дешевле|не менее|не меньше|больше|более|from|over|above|at least|more than)'
const amount = `${number} ?(${thousands}|${millions})? ?(${roubles})?`
const end = String.raw`(?![\p{L}\d"″'%]|[ \u00a0]?(?:лм|lm|люмен\p{L}*|ansi|вт|w|м|m|см|cm|мм|mm|дюйм\p{L}*|кг|kg|гц|hz|дб|db|кд|ч|шт|"|″|%)(?!\p{L}))`

const words = (pattern: string) => new RegExp(String.raw`(?<![\p{L}\d])${pattern}${end}`, 'iu')
const between = words(`${least} ${amount} (?:до|to|по|-|–) ${amount}`)
const upTo = words(`${most} ${amount}`)
const fromOn = words(`${least} ${amount}(?! (?:до|to|по|-|–) ?\\d)`)

/** No goods cost less than this, so a smaller number without a word of money is no price: «до 5» may be anything. */
const LEAST_ROUBLES = 1000

/**
 * The price that a query names («проектор до 150000», «от 50 до 80 тыс. руб.») in kopecks, and the query without it. A
 * number with another unit, or a small one without a word of money, is no price.
 */
export function priceIn(query: string): { text: string; price: Span | null } {
  const none = { text: query, price: null }
  const both = between.exec(query)
  if (both) {
    const to = kopecksOf(both.slice(5, 9))
    // «от 50 до 80 тыс»: the scale and sign behind the second number apply to both.
    const from = kopecksOf(both.slice(1, 5), both.slice(5, 9))
    return from !== null && to !== null && from <= to ? without(query, both, { from, to }) : none
  }
  const less = upTo.exec(query)
  const to = less && kopecksOf(less.slice(1))
  if (less && to !== null) return without(query, less, { from: null, to })
  const more = fromOn.exec(query)
  const from = more && kopecksOf(more.slice(1))
  return more && from !== null ? without(query, more, { from, to: null }) : none
}

function kopecksOf([whole = '', part = '', own = '', money = '']: string[], behind: string[] = []): number | null {
  const [, , scale = '', sign = ''] =
    own === '' && money === '' ? ['', '', behind[2] ?? '', behind[3] ?? ''] : ['', '', own, money]
  const times = scale === '' ? 1 : new RegExp(`^${millions}$`, 'iu').test(scale) ? 1_000_000 : 1000
  const roubleSum = Number(`${whole.replace(/[ \u00a0]/g, '')}.${part || '0'}`) * times
  if (sign === '' && scale === '' && roubleSum < LEAST_ROUBLES) return null
  const kopecks = Math.round(roubleSum * 100)
  return kopecks <= Number.MAX_SAFE_INTEGER ? kopecks : null
}

function without(query: string, match: RegExpExecArray, price: Span): { text: string; price: Span } {
  const text = `${query.slice(0, match.index)} ${query.slice(match.index + match[0].length)}`
  return { text: text.replace(/\s+/g, ' ').trim(), price }
}
