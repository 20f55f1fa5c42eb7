import { parseDecimal } from '#domain/decimals.ts'
import { BASIC_VAT, NO_VAT } from '#domain/money.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { isSpoiled } from '#exchange/files/spoiled.ts'
import { NUMBER_LETTERS, squeezed } from './bounded.ts'
import { namedCurrency, withoutCurrency } from './currencies.ts'
import { machineStyle, type NumberStyle, plainNumber } from './number-style.ts'
import { readStockCell } from './stock-cells.ts'

export { namedCurrency, normaliseCurrency } from './currencies.ts'

const onRequest =
  /^((цен[аы] )?(по|под|на) (запрос|заказ|договор)\p{L}*|запрос\p{L}*|заказ\p{L}*|(по)?звоните|по (телефону|звонку)|уточн\p{L}*|договорн\p{L}*|снят\p{L}*|(не )?(производ|постав|выпуск)\p{L}*|нет( в наличии| в продаже| цены| данных)?|не указан\p{L}*|отсутств\p{L}*|ожида\p{L}*|скоро|архив\p{L}*|распродан\p{L}*|индивидуальн\p{L}*|расч[её]т\p{L}*|рассчит\p{L}*|проектн\p{L}*|(price )?(on|upon|by|per) (request|application|demand|quote)|request( a)?( quote| price)?|ask|call( us)?|contact( us)?|quote|poa|por|tb[acd]|n\/a|n\.a\.?|na|eol|discontinued|not available|coming soon|open price)(?![\p{L}\d])/iu
const noSum = /^([-–—−]+|\?+|\*+|0)$/
/** «от 1 200» is the price of another variant, not of this product. */
const startingFrom = /^(от|from|starting( at| from)?|ab) ?[^\p{L}]{0,3}\d/iu

/** `foreign` names the currency of a price that is not in roubles. */
export type Price =
  | { ok: true; kopecks: number | null; foreign?: string }
  | { ok: false; reason: 'bad_price' | 'negative_price' | 'spoiled_cell' | 'doubtful_number' }

const vatWords =
  /\(?(с|без|в т\. ?ч\.|вкл(ючая|\.)?|в том числе|incl?\.?|excl?\.?|plus|\+)?\s*(ндс|vat)(\s*\d\d? ?%|\s*incl\p{L}*|\s*включ\p{L}*)?\)?/giu
const perPiece = /\s*(\/|за)\s*(1 )?(шт|ед|м|пог\.? ?м|п\.? ?м|компл|к-т|pcs?|piece|ea|unit)\.?$/iu
const foreignWord = /^(?:(\p{L}{1,6})\.?\s*)?(\d[\d\s.,']*)(?:\s*(\p{L}{1,6})\.?)?$/u
const unitWord =
  /^(шт(ук[аи]?)?|ед|м|метр\p{L}?|кг|л|г|т|уп(ак)?|упаковк[аи]|кор(об)?|компл|пар[аы]?|рул|пог|мес|год|час|чел|pcs?|ea|kg|m|box|pack|set|тыс|млн|млрд|k|x|х|за|по|до|от|ок|около)$/iu

/** Parses a price cell of a row in `currency`: kopecks, or null for "on request" and for other currencies. */
export function parsePrice(text: string, currency: string, style: NumberStyle = machineStyle): Price {
  const plain = squeezed(text)
  if (plain === '') return { ok: true, kopecks: null }
  if (/^\d+([.,]\d\d?)?$/.test(plain)) return priceOf(plain, currency, style)
  if (isSpoiled(plain)) return { ok: false, reason: 'spoiled_cell' }
  if (noSum.test(plain) || startingFrom.test(plain) || onRequest.test(plain)) return { ok: true, kopecks: null }
  if (plain.length > NUMBER_LETTERS) return { ok: false, reason: 'bad_price' }
  const bare = plain.replace(vatWords, ' ')
  const own = namedCurrency(bare)
  const number = withoutCurrency(bare)
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .replace(perPiece, '')
    .replace(/[\s.,]*[-–—=]*$/, '')
    .replace(/[’`´]/g, "'")
    .trim()
    // «1 234-50» is the handwritten form of roubles and kopecks.
    .replace(/^(\d[\d\s]*)[-–=](\d\d)$/, '$1,$2')
  const price = priceOf(number, own ?? currency, style)
  if (price.ok || price.reason !== 'bad_price' || own !== null) return price
  // An unknown word is not the rouble: `1 200 zz`.
  const [, before, digits = '', after] = foreignWord.exec(number) ?? []
  const word = before ?? after
  if (word && !unitWord.test(word) && word.length > 1 && priceOf(digits.trim(), 'RUB', machineStyle).ok)
    return { ok: true, kopecks: null, foreign: word }
  return price
}

function priceOf(text: string, currency: string, style: NumberStyle): Price {
  const number = plainNumber(text, style)
  const kopecks = parseDecimal(number ?? text, 2)
  if (kopecks === null || kopecks > sizes.priceKopecks) return { ok: false, reason: 'bad_price' }
  if (kopecks < 0) return { ok: false, reason: 'negative_price' }
  if (kopecks === 0) return { ok: true, kopecks: null }
  if (currency !== 'RUB') return { ok: true, kopecks: null, foreign: currency }
  return number === null ? { ok: false, reason: 'doubtful_number' } : { ok: true, kopecks }
}

/** Parses a cell that states availability without a count; null if it states neither yes nor no. */
export function parseAvailability(text: string): boolean | null {
  const read = readStockCell(text, machineStyle)
  if (read.says === 'unreadable') return null
  return read.says === 'some' || (read.says === 'count' && read.quantity > 0)
}

/** No country has a higher rate. */
const HIGHEST_RATE = 3000

/** `22`, `22 %`, `20/120`, `0,22` in hundredths of a percent; empty is the basic rate, «Без НДС» -1; null: no rate. */
export function parseVatRate(text: string): number | null {
  const plain = squeezed(text)
    .slice(0, NUMBER_LETTERS)
    .replace(/(?<!\p{L})(ставка )?(ндс|vat)(?!\p{L})\.?/giu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain === '') return BASIC_VAT
  if (
    /^(без|не облаг|не подлежит|освобожд|усн|нет|no|none|exempt|without|excl|ex|n\/a|-|–|—)(?![\p{L}\d])|^не облаг|^освобожд/iu.test(
      plain,
    )
  )
    return NO_VAT
  const words =
    /^[(+]?\s*(со?|вкл(ючая|ючен|ючено)?|в т\. ?ч|в том числе|да|облагается|incl?(uding|uded|usive)?|with|yes|основная|basic|standard)(?!\p{L})[.:,]?\s*/iu
  const rest = plain
    .replace(words, '')
    .replace(/\s*(вкл\p{L}*|в т\. ?ч|в том числе|incl\p{L}*)\.?\)?$/iu, '')
    .trim()
  if (rest === '' && rest !== plain) return BASIC_VAT
  const percent = /^(\d+)\/1\d\d$/.exec(rest)?.[1] ?? rest.replace(/ ?%$/, '')
  const rate = parseDecimal(percent, 2)
  if (rate === null || rate < 0) return null
  // A spreadsheet stores percents as fractions: 0.22 is 22 %.
  const hundredths = rate > 0 && rate < 100 && !rest.includes('%') ? rate * 100 : rate
  return hundredths > HIGHEST_RATE ? null : hundredths
}
