import { titleOf } from './bounded.ts'

/** Numeric codes of ISO 4217 that 1C and banks write instead of letters. */
const numericCodes: Record<string, string> = {
  643: 'RUB',
  810: 'RUB',
  840: 'USD',
  978: 'EUR',
  156: 'CNY',
  392: 'JPY',
  826: 'GBP',
  756: 'CHF',
  933: 'BYN',
  974: 'BYN',
  398: 'KZT',
  980: 'UAH',
  985: 'PLN',
  949: 'TRY',
  784: 'AED',
}

/** Codes that rarely mean anything but money; English words that are codes too (ALL, TOP, CUP) are left out. */
const isoCodes = new Set(
  `AED AFN AMD AOA ARS AUD AZN BAM BDT BGN BHD BND BOB BRL BYN BYR CAD CHF CLP CNH CNY COP CRC CZK DKK DOP DZD EGP EUR
  GBP GEL GHS HKD HRK HUF IDR ILS INR IQD IRR ISK JOD JPY KES KGS KHR KRW KWD KZT LBP LKR LTL LVL MAD MDL MKD MMK MNT MOP
  MXN MYR NGN NOK NPR NZD OMR PEN PHP PKR PLN PYG QAR RON RSD RMB RUB RUR SAR SEK SGD SYP THB TJS TMT TND TRY TWD TZS UAH
  UGX USD USDT UYU UZS VEF VND XAF XAU XDR XOF YER ZAR`
    .trim()
    .split(/\s+/),
)

/** Matches a whole word: no letters on either side. */
const word = (pattern: string) => String.raw`(?<!\p{L})(?:${pattern})(?!\p{L})`

/** The order counts: «бел. руб.» is tried before «руб.», `HK$` before `$`. */
const marks: [code: string, pattern: RegExp][] = (
  [
    [
      'BYN',
      `${word(String.raw`б(?:ел(?:орус\p{L}*)?)?[.\s]*р(?:уб\p{L}*)?|руб\p{L}*[.\s]*\(?(?:рб|бел\p{L}*|бр|республик\p{L}* бел\p{L}*)|br|byn|byr`)}|byn`,
    ],
    ['PRB', word(String.raw`(?:пмр|приднестр\p{L}*) руб\p{L}*|руб\p{L}*[.\s]*\(?(?:пмр|приднестр\p{L}*)`)],
    ['HKD', String.raw`hk ?\$|${word(String.raw`гонконг\p{L}* дол\p{L}*`)}`],
    ['AUD', String.raw`(?<!\p{L})au? ?\$|${word(String.raw`австрал\p{L}* дол\p{L}*`)}`],
    ['CAD', String.raw`(?<!\p{L})ca? ?\$|${word(String.raw`канад\p{L}* дол\p{L}*`)}`],
    ['SGD', String.raw`(?<!\p{L})s ?\$`],
    ['BRL', String.raw`(?<!\p{L})r ?\$`],
    ['USD', String.raw`\$|${word(String.raw`usd|us dollars?|dollars?|долл?\p{L}*|бакс\p{L}*`)}`],
    ['у.е.', word(String.raw`[уy]\.? ?[еe]|условн\p{L}* единиц\p{L}*|c\.u`)],
    ['EUR', `€|${word('eur|euros?|евро')}`],
    ['JPY', word(String.raw`jpy|yen|[йи]ен\p{L}*`)],
    ['CNY', `[¥￥元]|${word(String.raw`cny|cnh|rmb|yuan|юан\p{L}*`)}`],
    ['GBP', `£|${word(String.raw`gbp|stg|pounds?|фунт\p{L}*`)}`],
    ['KZT', `₸|${word('kzt|тенге|тг|tenge')}`],
    ['UAH', `₴|${word(String.raw`uah|грн|гривн\p{L}*|hryvnias?`)}`],
    ['PLN', word(String.raw`pln|zł|zl|злот\p{L}*|zlot\p{L}*`)],
    ['TRY', `₺|${word(String.raw`tl|турецк\p{L}* лир\p{L}*|лир[аы]?`)}`],
    ['CHF', word(String.raw`chf|fr|франк\p{L}*`)],
    ['AED', String.raw`${word(String.raw`aed|dhs?|дирхам\p{L}*|dirhams?`)}|د\.إ`],
    ['INR', `₹|${word(String.raw`inr|рупи\p{L}*|rupees?`)}`],
    ['KRW', `₩|${word('krw|вон|won')}`],
    ['ILS', `₪|${word(String.raw`ils|шекел\p{L}*`)}`],
    ['GEL', `₾|${word('gel|лари')}`],
    ['AMD', `֏|${word(String.raw`amd|драм\p{L}*`)}`],
    ['AZN', `₼|${word(String.raw`azn|манат\p{L}*`)}`],
    ['UZS', word("uzs|сум|сўм|so['’ʻ]m")],
    ['KGS', word(`kgs|сом|сомов`)],
    ['TJS', word('tjs|сомони')],
    ['MDL', word('mdl|лей|леев|lei')],
    ['MNT', `₮|${word(String.raw`mnt|тугрик\p{L}*`)}`],
    ['CZK', word('czk|kč')],
    ['kr', word(String.raw`kr|крон\p{L}*`)],
    ['HUF', word(String.raw`huf|ft|форинт\p{L}*`)],
    ['THB', `฿|${word(String.raw`thb|бат\p{L}{0,2}`)}`],
    ['VND', `₫|${word('vnd')}`],
    ['RUB', `₽|${word(String.raw`руб\p{L}*|р|rub|rur|rubles?|roubles?|рос\.? ?руб\p{L}*`)}`],
  ] as const
).map(([code, pattern]) => [code, new RegExp(pattern, 'iu')])

const anyMark = new RegExp(marks.map(([, pattern]) => `(?:${pattern.source})`).join('|'), 'giu')
const upperCode = /(?<![\p{L}\d])[A-Z]{3,4}(?![\p{L}\d])/gu
const otherSign = /\p{Sc}/u

/** Every currency that a text names, as ISO codes, the foreign ones first; unknown signs stand for themselves. */
function currenciesIn(text: string): string[] {
  let rest = text
  const found: string[] = []
  for (const [code, pattern] of marks) {
    if (!pattern.test(rest)) continue
    found.push(code)
    // «бел. руб.» must not be found again as «руб.».
    rest = rest.replace(pattern, ' ')
  }
  for (const [code] of rest.matchAll(upperCode)) if (isoCodes.has(code)) found.push(code)
  const sign = otherSign.exec(rest)?.[0]
  if (sign) found.push(sign)
  return found
}

/**
 * The currency that a text names among other words, as its ISO code; null if it names none. If it names the rouble and
 * another one, the other one wins: a price is in roubles only if nothing speaks against it.
 */
export function namedCurrency(text: string): string | null {
  if (!/[\p{L}\p{Sc}]/u.test(text)) return null
  // «Цена, руб. (курс USD 92,5)» is a price in roubles.
  const found = currenciesIn(titleOf(text).replace(/\(?(?:по )?курс\p{L}*[^,;()]*(?:\([^)]*\)?|\))?/giu, ' '))
  return found.find((code) => code !== 'RUB') ?? found[0] ?? null
}

/** The ISO code of a currency as typed: `Рубль`, `руб.`, `RUR`, `643` are RUB; silence is RUB, unknown words stay. */
export function normaliseCurrency(text: string): string {
  const plain = text.trim()
  if (plain === '' || plain === 'RUB') return 'RUB'
  return (
    numericCodes[plain] ??
    (isoCodes.has(plain.toUpperCase()) ? ownCode(plain) : (namedCurrency(plain) ?? ownCode(plain)))
  )
}

function ownCode(text: string): string {
  const code = text.toUpperCase()
  return code === 'RUR' ? 'RUB' : code
}

/** A text without the words and signs of currencies. */
export function withoutCurrency(text: string): string {
  return text.replace(anyMark, ' ').replace(upperCode, (code) => (isoCodes.has(code) ? ' ' : code))
}
