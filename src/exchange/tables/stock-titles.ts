import { plainTitle, tidyTitle } from '#exchange/cells/titles.ts'

/**
 * The meaning of a stock column: `free` pieces can be sold, `onHand` ones may be reserved; `place` is null if a title
 * names no warehouse. `isWeak`: «Количество», which may also mean ordered pieces.
 */
export interface StockTitle {
  use: 'free' | 'onHand' | 'reserved' | 'transit' | 'ignored'
  place: string | null
  isTotal: boolean
  isWeak: boolean
}

const left = String.raw`(?<![\p{L}\d])`
const right = String.raw`(?![\p{L}\d])`
const whole = (pattern: string) => new RegExp(`${left}(?:${pattern})${right}`, 'iu')

const transit =
  /(?<!\p{L})(в пути|в дороге|транзит\p{L}*|ожида\p{L}*|поступлен\p{L}*|приход|поставк\p{L}*|едет|in[ -]transit|transit|on order|on the way|incoming|inbound|back-?orders?|backordered|eta|expected|arrivals?|arriving|в производстве|к поступлению|у поставщика)(?!\p{L})/u
const withoutTransit = /без (учета )?(транзита|товаров? в пути|ожидаемых)|(excl\p{L}*|without) (in[ -])?transit/u
const net =
  /(без|минус|за минусом|за вычетом|с (учетом|вычетом)|исключая|less|minus|excl\p{L}*|net of|without) (\p{L}+ )?(резерв\p{L}*|брон\p{L}*|reserv\p{L}*|allocat\p{L}*)/u
const reserved =
  /(?<!\p{L})(в )?(резерв(е|ы|ов|а|у)?|зарезервирован\p{L}*|заброниров\p{L}*|бронь|в брони|reserved?|reservations?|allocated|committed)(?!\p{L})(?! (питани|копи|мощност|канал))/u
const free =
  /(?<!\p{L})(свободн\p{L}*|своб|доступн(о|ый|ое|ые) ?(\p{L}* ?)?|доступно|к (продаже|отгрузке)|available|avail|free|atp|for sale|to sell)(?!\p{L})/u
const total =
  /(?<!\p{L})(всего|итого|общ(ий|ее|ая|ие|его)|сумм?арн\p{L}*|total|overall|sum|(по )?все(м|х)? склад(ы|ам|ах)|all (warehouses|stocks?|locations))(?!\p{L})/u
/** Shelves and sums that do not count pieces for sale. */
const notForSale =
  /(?<!\p{L})(начальн\p{L}*|на начало|opening|мин|миним\p{L}*|min|minimum|неснижаем\p{L}*|страхов\p{L}*|safety|норма|норматив\p{L}*|макс\p{L}*|max|maximum|мест[оа]|ячейк\p{L}*|код|дат[аы]|дн(ей|и|я)|срок\p{L}*|адрес|стоимост\p{L}*|сумма|цен[аы]|value|cost|price|days|date|bin|оборач\p{L}*|ресурс\p{L}*|брак\p{L}*|некондиц\p{L}*|уценк\p{L}*|defect\p{L}*|damaged|shipping|доставк\p{L}*)(?!\p{L})/u

const strong =
  /^(\p{L}+ )?(остат(ок|ки|ка|ков)|ост|запасы|запас(?! хода| прочности| мощности)|налич(ие|ия|ии)|в наличии|stocks?|inventory|on[ -]hand|in[ -]stock|qoh|soh|ats|склад(ы|е|ской|ские)?|на складе|на складах|warehouse)(?!\p{L})/u
const freeHead =
  /^(общ(ий|ее) |total )?(свободно|свободн(ый|ое|ые) (остат(ок|ки)|кол-? ?во|количество|запас|на складе)|доступно|доступн(ый|ое|ые) (остат(ок|ки)|кол-? ?во|количество|запас|для \p{L}+|к \p{L}+)|available|avail|free|atp|qty available|quantity available)(?!\p{L})/u
const weak = /^(общ(ее|ий) |total )?(кол-? ?во|количество|кол|к-?во|qty|q-?ty|quantity)(?!\p{L})/u
/** Words that may follow «Количество» in a count of stock; others mean inputs, lamps, colours. */
const weakTail =
  /^((на|в|по|at|in|on|,|\(|\)|-|:) ?|склад(е|ах|у|ам|ы)?|наличи[еи]|остат(ок|ка|ке|ки)|всего|итого|общее|товара?|шт(ук)?|ед|единиц|pcs|pieces|units|total|stock|hand|available|доступно|свободно|уп|м| )*$/u
/** Cities whose name alone makes a column of counts a warehouse; the endings are those of «в Москве». */
const cities = new RegExp(
  `^(${[
    'москв[аеы]|мск|санкт-петербург[ае]?|с-?пб|питер[ае]?|екатеринбург[ае]?|екб|новосибирск[ае]?|нск|казан[ьи]|кзн|краснодар[ае]?|крд',
    'ростов[ае]?( ?-?на-дону)?|рнд|самар[аеы]|уф[аеы]|перм[ьи]|воронеж[ае]?|челябинск[ае]?|омск[ае]?|красноярск[ае]?|владивосток[ае]?',
    'хабаровск[ае]?|тюмен[ьи]|волгоград[ае]?|саратов[ае]?|нижн(ий|ем) новгород[ае]?|н ?новгород|нн|иркутск[ае]?|сочи|тул[аеы]|твер[ьи]|ярославл[ьяе]',
    'рязан[ьи]|липецк[ае]?|ставропол[ьяе]|пятигорск[ае]?|симферопол[ьяе]|севастопол[ьяе]|калининград[ае]?|мурманск[ае]?|архангельск[ае]?|кемерово',
    'барнаул[ае]?|томск[ае]?|ижевск[ае]?|оренбург[ае]?|пенз[аеы]|ульяновск[ае]?|чебоксары|набережные челны|астрахан[ьи]|сургут[ае]?|вологд[аеы]',
    'белгород[ае]?|курск[ае]?|брянск[ае]?|смоленск[ае]?|калуг[аеи]|иваново|чит[аеы]|якутск[ае]?|магнитогорск[ае]?|новокузнецк[ае]?|подольск[ае]?',
    'химки|домодедово|видное|люберцы|мытищи|балашиха|шушары|минск[ае]?|алматы|астан[аеы]|ташкент[ае]?|бишкек[ае]?|ереван[ае]?|тбилиси|баку',
    'moscow|msk|saint petersburg|st petersburg|spb|minsk|almaty|riga|vilnius|tallinn|warsaw|berlin|hamburg|london|paris|dubai|shanghai|shenzhen',
  ].join('|')})$`,
  'u',
)
const placesInCases: [RegExp, string][] = [
  [/^москв[еы]$/iu, 'Москва'],
  [
    /^(санкт-петербург|екатеринбург|новосибирск|краснодар|воронеж|челябинск|омск|красноярск|владивосток|хабаровск|волгоград|саратов|иркутск|минск)[ае]$/iu,
    '$1',
  ],
  [/^(самар|уф|астан)[еы]$/iu, '$1а'],
  [/^(казан|перм|тюмен)и$/iu, '$1ь'],
]

/** The meaning of a title about stock; null for other titles. */
export function stockTitle(title: string): StockTitle | null {
  const words = plainTitle(title)
  const counted = words.replace(withoutTransit, ' ').replace(net, ' ').replace(/\s+/g, ' ').trim()
  const isNet = net.test(words)
  const isReserved = !isNet && reserved.test(counted)
  const isAbout =
    strong.test(counted) || freeHead.test(counted) || isWeakCount(title, counted) || placeFirst.test(counted)
  if (transit.test(counted) && (isAbout || transitHead.test(counted))) return plain('transit')
  if (isReserved && (isAbout || reservedHead.test(counted)))
    return { ...plain('reserved'), place: placeOf(title), isTotal: total.test(counted) }
  if (!isAbout)
    return cities.test(counted.replace(/[,(].*$/, '').trim())
      ? { ...plain('onHand'), place: placeOf(title), isWeak: true }
      : null
  if (notForSale.test(counted)) return plain('ignored')
  const use = isNet || free.test(counted) ? 'free' : 'onHand'
  return {
    use,
    place: placeOf(title),
    isTotal: total.test(counted),
    isWeak: (weak.test(counted) || totalAlone.test(counted)) && !storeWords.test(counted),
  }
}

const storeWords = whole('склад\\p{L}*|остат\\p{L}*|налич\\p{L}*|stock')
const totalAlone = /^(всего|итого|общее|total|сумма)(?!\p{L})/u
const plain = (use: StockTitle['use']): StockTitle => ({ use, place: null, isTotal: false, isWeak: false })
const transitHead =
  /^(товар(ы|а)? |кол-?во |количество |qty |шт )?(в пути|в дороге|транзит|ожида\p{L}*|(ближайшее |дата )?поступлен\p{L}*|приход|(ближайшая )?поставк[аи]|едет|in[ -]transit|transit|on order|on the way|incoming|inbound|back-?orders?|eta|expected|arrivals?|заказано у|в производстве|у поставщика)(?!\p{L})/u
const reservedHead =
  /^(кол-?во |количество |qty |в |из них )?(резерв(е|ы|ов|а)?|зарезервирован\p{L}*|бронь|reserved?|allocated|committed)(?!\p{L})/u
/** «Московский склад», «Moscow stock», «Всего на складах». */
const placeFirst =
  /^[\p{L}\d-]+( [\p{L}\d-]+)? (склад(е|ах|у)?|stock|warehouse|остат(ок|ки)|наличие)([ ,(].*)?$|^(всего|итого|общее|total)([ ,(:-]+(на )?(склад\p{L}*|остат\p{L}*|stock|наличи\p{L}*|кол-?во|количество|доступно|свободно|шт|pcs).*)?$/u

function isWeakCount(title: string, words: string): boolean {
  const head = weak.exec(words)?.[0]
  if (head === undefined) return false
  const tail = words.slice(head.length).trim()
  if (weakTail.test(tail)) return true
  if (/(?<!\p{L})(склад\p{L}*|остат\p{L}*|наличи\p{L}*|stock)(?!\p{L})/u.test(tail)) return true
  const place = tidyTitle(title)
    .slice(head.length)
    .replace(/^[\s,(-]*(на|в|at|in)?[\s(]*/iu, '')
    .replace(/[,(].*$|\)$/, '')
    .trim()
  return cities.test(place.toLowerCase())
}

const notPlace = new RegExp(
  [
    String.raw`за вычетом|за минусом|с учетом|с учётом|без учета|минус|без|исключая|less|minus|excl\p{L}*|net of`,
    String.raw`своб(одн\p{L}*)?|доступн\p{L}*|остат\p{L}*|ост|запас\p{L}*|наличи\p{L}*|кол-? ?во|количество|кол|к-?во|склад(е|ах|у|ам|ы|ов|ской|ские)?|товар(а|ов)?|в резерве|резерв\p{L}*|зарезервирован\p{L}*|бронь|транзит\p{L}*`,
    String.raw`(для|к) (заказ\p{L}*|продаж\p{L}*|отгрузк\p{L}*)|конечн\p{L}*|на конец( \p{L}+)?|closing|ending|qoh|soh|ats|физическ\p{L}*|фактическ\p{L}*|факт|текущ\p{L}*|итого|всего|общ(ий|ее|ая|ие)|сумм?арн\p{L}*|все(м|х)?`,
    `stocks?|qty|q-?ty|quantity|available|availability|avail|free|on[ -]hand|in[ -]stock|warehouses?|balance|level|inventory|total|overall|current|reserved?|allocated|committed|atp|for sale|to (sell|order)|physical`,
    String.raw`шт(ук)?|ед|единиц\p{L}*|pcs|pieces|units|м|уп|компл|штук`,
    String.raw`по состоянию на|на дату|на|в|во|по|г|город\p{L}*|города|of|at|in|on|as of|the`,
  ]
    .map((words) => `${left}(?:${words})${right}\\.?`)
    .join('|'),
  'giu',
)

/** The warehouse in a title: «Остаток Москва», «Склад: Москва, шт.» and «Stock Москва» are one. */
function placeOf(title: string): string | null {
  const line = tidyTitle(title)
    .replace(/\d{1,2}[./]\d{1,2}([./]\d{2,4})?( ?г\.?)?|\d{4}-\d\d-\d\d|\d{1,2}:\d\d(:\d\d)?/g, ' ')
    .replace(/\s+/g, ' ')
  const adjective = /(\p{L}+(?:ый|ий|ой)) склад(?!\p{L})/iu.exec(line)
  if (adjective && !/^(свободный|общий|доступный|весь|каждый)$/iu.test(adjective[1] ?? '')) return capital(adjective[0])
  const name = line
    .replace(notPlace, ' ')
    .replace(/[(),:;"«»=]/g, ' ')
    .replace(/(^|\s)[-–—./+]+(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (name === '') return null
  if (!/\p{L}/u.test(name)) return `Склад ${name}`
  const [pattern, to] = placesInCases.find(([one]) => one.test(name)) ?? []
  return capital(pattern && to ? name.replace(pattern, to) : name)
}

function capital(name: string): string {
  // «ОСТАТОК МОСКВА» and «Остаток Москва» are one warehouse; СПБ and МСК stay.
  const plainCase = name.length > 4 && name === name.toUpperCase() && !/\d/.test(name) ? name.toLowerCase() : name
  return plainCase.replace(/^\p{Ll}|(?<=-)\p{Ll}(?=\p{L}{3})/gu, (letter) => letter.toUpperCase())
}
