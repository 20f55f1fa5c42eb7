import { titleOf } from '#exchange/cells/bounded.ts'
import { namedCurrency, withoutCurrency } from '#exchange/cells/currencies.ts'
import { plainTitle, tidyTitle } from '#exchange/cells/titles.ts'

/** The meaning of a price column's title. */
export interface PriceTitle {
  /** The title names VAT as included: «с НДС». */
  saysVat: boolean
  priceType: string
  /** null: the currency of the row. */
  currency: string | null
  vatIncluded: boolean
  /** The number of pieces that the price is for; `pack`: the pack size of the row. */
  per: number | 'pack'
  /** The price type in the title's words, or empty; for a list with two columns of a type: MSRP next to «Розничная». */
  ownName: string
}

const left = String.raw`(?<![\p{L}\d])`
const right = String.raw`(?![\p{L}\d])`
const words = (pattern: string, flags = 'iu') => new RegExp(`${left}(?:${pattern})${right}`, flags)

const priceWords = /(?<!\p{L})(цен[аыу]|прайс|price|prices|стоимость)(?!\p{L})/iu
/** Price types without a word for "price". */
const kindAlone = new RegExp(
  String.raw`^(${[
    String.raw`розн(ица|ич\p{L}*)?|продажа|отпускная|дил(л?ер(ск\p{L}*|ы|ам)?)?|опт(ов\p{L}*|ом)?|(мелк\p{L}*|крупн\p{L}*|средн\p{L}*|кр) опт|(мелк|крупн)ооптовая`,
    String.raw`ррц|мрц|ррс|рмц|рекомендованная( розничная)?|партнер(ская|ские|ы|ам)?|интегратор(ская|ы|ам)?|инсталлятор\p{L}*|vip|вип|интернет|спец ?цена|золотой дилер|серебряный дилер`,
    `msrp|srp|rrp|map|umap|imap|gpl|list|retail|dealers?|net|wholesale|partner|reseller|integrator|installer|trade|distributor|end[ -]?user|eup|street|(dealer|partner|reseller|trade|wholesale) net|net dealer|suggested retail`,
  ].join('|')})( ?\d| от \d+( ?шт)?| ?-? ?\d\d? ?%)?$`,
  'u',
)
const noPrice =
  /(?<!\p{L})(дат[аы]|date|действ\p{L}*|срок\p{L}*|valid\p{L}*|изменен\p{L}*|change\p{L}*|рост|динамик\p{L}*|групп\p{L}*|group|категори\p{L}*|источник|source|номер|ссылк\p{L}*|link|тип|вид|type|стар(ая|ые|ой)|old|прежн\p{L}*|previous|был[аo]|до скидки|доставк\p{L}*|монтаж[а]?|shipping|delivery|ремонт\p{L}*|лицензи\p{L}*|конкурент\p{L}*|competitor\p{L}*|рынок|рыночн\p{L}*|market|итого|всего|сумма|total|extended|процент|статус|status|комментари\p{L}*)(?!\p{L})/u

const noVat =
  /без (уч[её]та )?ндс|не вкл\p{L}*\.? ндс|ндс не вкл|без пдв|excl\p{L}*\.? ?(of )?(vat|tax)|ex\.? ?vat|net of (vat|tax)|w\/o (vat|tax)|without (vat|tax)|before tax|\+ ?ндс|\+ ?vat|ндс сверху/iu
const withVat = /(?<!\p{L})(ндс|vat|tax)(?!\p{L})/iu
const vatWords = words(
  String.raw`(с|со|без|вкл(ючая)?\.?|в т\.? ?ч\.?|в том числе|не вкл\p{L}*\.?|без учета|без учёта|с учетом|с учётом|\+)?\s*(ндс|пдв)\s*(не вкл\p{L}*|включ[её]н\p{L}*|вкл\.?|сверху)?\s*(\d\d? ?%)?|(incl?\p{L}*\.?|excl?\p{L}*\.?|ex\.?|with|without|w\/o|plus|inc)?\s*(of )?(vat|tax)\s*(incl?\p{L}*|excl?\p{L}*)?\s*(\d\d? ?%)?`,
  'giu',
)
const packWords = words(
  String.raw`(за|per|\/)\s*(1 |одну |одна |а )?(уп(ак\p{L}*)?\.?|короб\p{L}*|кор\.?|ящик\p{L}*|пач\p{L}*|блок|бухт\p{L}*|рулон\p{L}*|барабан\p{L}*|паллет\p{L}*|pack(age)?|box|case|carton|ctn)|(pack|box|case|carton) price|упак(овки|овочная)?|упаковк[аиу]`,
)
const packSign = /\/ ?(уп|кор|ящ|box|pack|case|ctn)(?!\p{L})/iu
const unitWords = new RegExp(
  String.raw`${left}(?:(за|per|\/)\s*(1 |одну |одно |each )?(шт(уку|ука)?|ед\.? ?изд\p{L}*|ед(иницу)?|ед\.? ?изд\p{L}*|изделие|м(етр)?|пог\p{L}*\.? ?м\p{L}*|компл(ект)?|unit|piece|pc|pcs|ea|each|item|m)\.?|unit price|each|ea|за ед\p{L}*\.?)${right}|\/ ?(шт|ед|м|компл|pc|pcs|ea|unit)(?!\p{L})\.?`,
  'giu',
)
const perCount = /(?:за|per|\/)\s*(\d{1,5})\s*(?:шт|м|ед|pcs|pieces|units|pc)?(?!\p{L}|\d)/iu

const perPack = /(?<!\p{L})(?:of|по|\() ?(\d{1,4})(?! ?%)/iu

const sameKind: [RegExp, string][] = [
  [/^розн(ица|ич\p{L}*)?$|^(новая|текущая|актуальная|new|current)$/iu, 'Розничная'],
  [/^((suggested |recommended )?retail|msrp|srp|rrp|list)$/i, 'Розничная'],
  [/^дил(л?ер(ск\p{L}*)?)?$|^(dealers?|(dealers? )?net|net dealers?)$/iu, 'Дилерская'],
  [/^опт(ов\p{L}*)?$|^wholesale$/iu, 'Оптовая'],
]

/** The meaning of a title with prices; null if its column has none. */
export function priceTitle(written: string): PriceTitle | null {
  const title = titleOf(written)
  const plain = plainTitle(title)
  const hasWord = priceWords.test(plain)
  // Without a price word, the rest of a title must be exactly a price type.
  if (hasWord ? noPrice.test(plain.replace(vatWords, ' ')) : !kindAlone.test(kindOf(plain, false))) return null
  if (/^прайс-? ?лист$|^price-? ?list$|^(цен[аы]|price)[ ,]*%$/.test(plain)) return null
  const currency = namedCurrency(title) ?? (/(?<!\p{L})(ин)?валют/iu.test(title) ? 'валюта' : null)
  const isThousands = /(?<!\p{L})тыс(?!яч\p{L}* и)/iu.test(plain)
  const count = Number(perCount.exec(plain)?.[1] ?? 1)
  const isPack = packWords.test(plain) || packSign.test(title)
  return {
    priceType: nameOf(title),
    currency: isThousands ? `тыс. ${currency ?? 'RUB'}` : currency,
    saysVat: !saysWithoutVat(title) && withVat.test(title),
    vatIncluded: !saysWithoutVat(title),
    per: isPack ? Number(perPack.exec(plain)?.[1] ?? 0) || 'pack' : Math.max(count, 1),
    ownName: ownNameOf(title),
  }
}

/** True for «Цены без НДС»: VAT comes on top. */
export function saysWithoutVat(text: string): boolean {
  return noVat.test(text)
}

/** A title without currency, VAT, units and the word "price". */
function kindOf(title: string, isName: boolean): string {
  return withoutCurrency(title.replace(vatWords, ' '))
    .replace(/(?<!\p{L})(в )?(по )?(внутр\p{L}* )?курс\p{L}*( цб)?( рф)?(?!\p{L})/giu, ' ')
    .replace(packWords, ' ')
    .replace(packSign, ' ')
    .replace(unitWords, ' ')
    .replace(perCount, ' ')
    .replace(/(?<!\p{L})((в )?(ин)?валют\p{L}*|цен[аы]|prices?|стоимость|прайс|тыс\p{L}*|в(?=\s*$))(?!\p{L})/giu, ' ')
    .replace(isName ? /[(),:;"«»*\\]/g : /[(),:;"«»*.\\]/g, ' ')
    .replace(/(^|\s)[-–—/+.]+(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function nameOf(title: string): string {
  const name = ownNameOf(title)
  if (!/\p{L}/u.test(name)) return 'Розничная'
  return sameKind.find(([pattern]) => pattern.test(name.replace(/\.$/, '')))?.[1] ?? name
}

function ownNameOf(title: string): string {
  const rest = kindOf(tidyTitle(title), true)
  const isShouted = rest.length > 4 && rest === rest.toUpperCase()
  const name = isShouted ? rest.toLowerCase() : rest
  if (/\p{L}/u.test(name)) return name.charAt(0).toUpperCase() + name.slice(1)
  return name === '' ? '' : `Цена ${name}`
}
