import { parseDecimal } from '#domain/decimals.ts'
import { roubleOr } from '#exchange/cells/commerceml-currency.ts'
import { parsePrice } from '#exchange/cells/numbers.ts'
import type { CatalogRecord, Memory, RejectReason, UntakenRecord } from '#exchange/cells/records.ts'
import { childrenAt, textOf, type XmlNode } from '#exchange/files/xml-nodes.ts'
import type { Directories } from './directories.ts'

/** Data that was left out on purpose, with counts. */
export interface Untaken {
  add(what: UntakenRecord['what'], value: string): void
  records(): UntakenRecord[]
}

export function createUntaken(): Untaken {
  const counts = new Map<string, UntakenRecord>()
  return {
    add(what, value) {
      const key = `${what}\n${value}`
      const record = counts.get(key) ?? { kind: 'untaken', what, value, count: 0 }
      record.count++
      counts.set(key, record)
    },
    records: () => [...counts.values()],
  }
}

export interface PricesContext {
  directories: Directories
  classifier: string
  /** Price types of earlier files, of any source. */
  priceTypes: Memory['priceTypes']
  /** Price types that the files of this call declare. */
  declared: ReadonlySet<string>
  /** An offer that does not name a price of these types has none. */
  wholeTypes: ReadonlySet<string>
  untaken: Untaken
}

/** The price of one piece from one «Цена». */
interface StatedPrice {
  kopecks: number | null
  /** The least quantity for this price. */
  from: number
  pieces: number
}

/** The prices of an offer; of several prices of one type, the one for the fewest pieces. */
export function* priceRecords(
  node: XmlNode,
  row: number,
  key: string,
  context: PricesContext,
): Generator<CatalogRecord> {
  const stated = new Map<string, StatedPrice>()
  const doubtful = new Set<string>()
  for (const price of childrenAt(node, 'Цены', 'Цена')) {
    const type = typeOf(price, context)
    if (type === null) continue
    const read = readPrice(price, type, context)
    if ('reason' in read) {
      doubtful.add(type)
      yield { kind: 'doubt', row, column: 'ЦенаЗаЕдиницу', reason: read.reason, value: read.value.slice(0, 100) }
      continue
    }
    const before = stated.get(type)
    if (!before || read.from < before.from || (read.from === before.from && read.pieces <= before.pieces)) {
      stated.set(type, read)
    }
  }
  // An unreadable price is not "none": the known price stays.
  for (const type of context.wholeTypes) {
    if (!stated.has(type) && !doubtful.has(type)) stated.set(type, { kopecks: null, from: 0, pieces: 1 })
  }
  for (const [type, { kopecks }] of stated) yield { kind: 'price', row, productKey: key, priceTypeKey: type, kopecks }
}

/** The type of a price; null if it is not for dealers or unknown. */
function typeOf(price: XmlNode, context: PricesContext): string | null {
  const { directories, classifier, declared, priceTypes, untaken } = context
  const known = declared.size > 0 ? declared : new Set(directories.priceTypes.of(classifier).keys())
  const [only] = known.size === 1 ? known : []
  const type = textOf(price, 'ИдТипаЦены') || only
  if (type === undefined) {
    untaken.add('no_price_type', '')
    return null
  }
  const described = directories.priceTypes.get(classifier, type)
  if (described?.isSecret) {
    untaken.add('secret_price', described.name)
    return null
  }
  // If types are declared, an undeclared one may be the distributor's own cost.
  if (described || priceTypes.has(type) || known.size === 0) return type
  untaken.add('no_price_type', type)
  return null
}

function readPrice(
  price: XmlNode,
  type: string,
  { directories, classifier, priceTypes, untaken }: PricesContext,
): StatedPrice | { reason: RejectReason; value: string } {
  const typeCurrency = directories.priceTypes.get(classifier, type)?.currency ?? priceTypes.get(type)?.currency ?? ''
  const currency = roubleOr(textOf(price, 'Валюта') || typeCurrency)
  const text = textOf(price, 'ЦенаЗаЕдиницу')
  const read = parsePrice(text, currency)
  if (!read.ok) return { reason: read.reason, value: text }
  const least = parseDecimal(textOf(price, 'МинКоличество') || '0', 3) ?? 0
  if (currency !== 'RUB') {
    untaken.add('currency', currency)
    return { kopecks: null, from: least, pieces: 1000 }
  }
  const ratio = textOf(price, 'Коэффициент')
  const pieces = ratio === '' ? 1000 : parseDecimal(ratio, 3)
  const each = pieces === null || pieces <= 0 || read.kopecks === null ? null : (read.kopecks * 1000) / pieces
  const isDoubtful = pieces === null || pieces <= 0 || (each !== null && !Number.isInteger(each))
  // If the price of a pack does not divide into kopecks per piece, nobody agreed on such a price.
  if (isDoubtful) return { reason: 'bad_price', value: `${text} / ${ratio}` }
  return { kopecks: each, from: least, pieces: pieces ?? 1000 }
}
