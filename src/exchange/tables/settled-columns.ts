import { countStyle, moneyStyle } from '#exchange/cells/number-style.ts'
import type { ColumnUse } from '#exchange/cells/records.ts'
import type { ColumnFacts, TableFacts } from './column-facts.ts'
import { type Columns, MAIN_WAREHOUSE, type PriceColumn, type StockColumn } from './column-shapes.ts'
import { withPriceNotes } from './header.ts'
import { stockTitle } from './stock-titles.ts'

/** The share of a column's cells that must agree. */
const MOST = 0.8

/**
 * The final meaning of columns after all rows have been read: «Наличие» with counts is stock, «Количество» of an order
 * form is not, numbers that look like prices are not characteristics, and hidden columns of a book are shown to nobody.
 */
export function settleColumns(columns: Columns, facts: TableFacts, hidden: ReadonlySet<number>): Columns {
  const of = (at: number) => facts.columns[at]
  const uses = new Map(columns.uses.map((one) => [one.at, one]))
  const say = (at: number, use: ColumnUse, detail = '') => {
    const one = uses.get(at)
    if (one) uses.set(at, { ...one, use, detail })
  }
  const { prices: noted } = withPriceNotes(columns, facts.notes)
  const prices = settlePrices(noted, of, hidden)
  for (const { at } of noted) say(at, 'ignored')
  for (const { at, priceType, currency } of prices) say(at, 'price', namePrice(priceType, currency))

  const { stocks, warehouse, availability } = settleStocks(columns, of)
  for (const { at } of columns.stocks) say(at, 'ignored')
  if (columns.availability !== null) say(columns.availability, availability === null ? 'ignored' : 'availability')
  for (const { at, use, place, isTotal } of stocks)
    say(
      at,
      use === 'reserved' ? 'reserved' : isTotal ? 'total' : 'stock',
      place ?? (isTotal || use === 'reserved' ? '' : MAIN_WAREHOUSE),
    )

  const characteristics = columns.characteristics.filter(
    ({ at, unit }) => !hidden.has(at) && !looksLikeMoney(of(at), unit) && !moneyTitle.test(uses.get(at)?.title ?? ''),
  )
  for (const { at } of columns.characteristics) say(at, 'ignored')
  for (const { at } of characteristics) say(at, 'characteristic')
  return { ...columns, prices, stocks, warehouse, availability, characteristics, uses: [...uses.values()] }
}

function namePrice(priceType: string, currency: string | null): string {
  return currency === null || currency === 'RUB' ? priceType : `${priceType}, ${currency}`
}

type FactsOf = (at: number) => ColumnFacts | undefined

function settlePrices(prices: readonly PriceColumn[], of: FactsOf, hidden: ReadonlySet<number>): PriceColumn[] {
  const isShown = prices.some(({ at }) => !hidden.has(at))
  return prices
    .filter((price) => !isOtherVat(price, prices))
    .filter((price) => !(isShown && hidden.has(price.at)))
    .filter((price) => price.per === 1 || !prices.some((one) => one.per === 1 && one.priceType === price.priceType))
    .map((price) => {
      const facts = of(price.at)
      // «в валюте» means the currency of the row, if rows have one.
      const currency = price.currency === 'валюта' && price.currencyAt !== null ? null : price.currency
      const { rouble = 0, foreign = 0 } = facts ?? {}
      const isOurs = rouble > 0 || (foreign === 0 && (currency ?? 'RUB') === 'RUB')
      const needsCurrency = currency === null && price.currencyAt !== null && foreign > 0
      return { ...price, currency, isOurs, needsCurrency, style: facts ? moneyStyle(facts.style) : price.style }
    })
}

/** Of «Цена без НДС» and «Цена с НДС» (one price), the column that names VAT as included counts, else one with VAT. */
function isOtherVat(price: PriceColumn, prices: readonly PriceColumn[]): boolean {
  const kin = prices.filter(
    (one) => one.priceType === price.priceType && (one.currency ?? 'RUB') === (price.currency ?? 'RUB'),
  )
  if (kin.some((one) => one.saysVat)) return !price.saysVat
  return kin.some((one) => one.vatIncluded) && !price.vatIncluded
}

function settleStocks(columns: Columns, of: FactsOf): Pick<Columns, 'stocks' | 'warehouse' | 'availability'> {
  let { warehouse, availability } = columns
  const all = columns.stocks.map((column) => ({ ...column, style: styleOf(of(column.at), column) }))
  const promote = (at: number, title: string) => {
    const { use = 'free', place = null, isTotal = false } = stockTitle(title) ?? {}
    const column = { at, title, use: use === 'onHand' ? use : 'free', place, isTotal, isWeak: false } as const
    all.push({ ...column, style: styleOf(of(at), null) })
  }
  const titleOf = (at: number) => columns.uses.find((one) => one.at === at)?.title ?? ''
  if (availability !== null && !isReadable(of(availability))) availability = null
  if (availability !== null && (of(availability)?.counts ?? 0) > 0) {
    promote(availability, titleOf(availability))
    availability = null
  }
  if (warehouse !== null && !isNames(of(warehouse))) {
    promote(warehouse, titleOf(warehouse))
    warehouse = null
  }
  const isPlace = (column: StockColumn) => column.place !== null && isStock(of(column.at))
  const strong = all.filter((column) => (!column.isWeak || isPlace(column)) && column.use !== 'reserved')
  const isOrder = columns.uses.some((one) => one.use === 'ignored' && /сумма|amount|итого|total/i.test(one.title))
  const stocks = all.filter((column) => {
    const facts = of(column.at)
    if (!column.isWeak) return true
    if (column.place !== null) return isPlace(column)
    if (column.isTotal) return strong.some(({ at }) => Math.abs(at - column.at) === 1) && isStock(facts)
    return strong.length === 0 && !isOrder && isStock(facts)
  })
  // Without a stock column, names of warehouses are useless.
  return {
    stocks: stocks.toSorted((a, b) => a.at - b.at),
    warehouse: stocks.length > 0 ? warehouse : null,
    availability,
  }
}

function styleOf(facts: ColumnFacts | undefined, column: StockColumn | null) {
  return facts ? countStyle(facts.style) : (column?.style ?? ({ comma: 'doubtful', dot: 'doubtful' } as const))
}

/** «Статус» with «новинка» in it does not describe stock. */
function isReadable(facts: ColumnFacts | undefined): boolean {
  return facts === undefined || facts.numbers + facts.stockWords >= facts.filled * (1 - MOST)
}

/** True for a column that counts; a few odd cells are reported later. */
function isStock(facts: ColumnFacts | undefined): boolean {
  return facts !== undefined && facts.numbers > 0 && facts.numbers + facts.stockWords >= facts.filled / 2
}

function isNames(facts: ColumnFacts | undefined): boolean {
  return facts !== undefined && facts.filled > 0 && facts.numbers + facts.stockWords < facts.filled * (1 - MOST)
}

const moneyTitle = /\p{Sc}|(?<!\p{L})(руб\p{L}*|RUB|RUR|USD|EUR|CNY|GBP|BYN|KZT|UAH|PLN)(?!\p{L})/u

function looksLikeMoney(facts: ColumnFacts | undefined, unit: string): boolean {
  if (!facts || facts.filled === 0) return false
  if (facts.money >= facts.filled * MOST) return true
  // A number that is always near the price is the cost of the goods, whatever its title.
  return (
    unit === '' && facts.numbers >= facts.filled * MOST && facts.nearPrice >= facts.numbers * 0.9 && facts.nearPrice > 0
  )
}
