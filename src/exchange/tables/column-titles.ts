import { machineStyle } from '#exchange/cells/number-style.ts'
import type { ColumnUse } from '#exchange/cells/records.ts'
import { splitUnit, tidyTitle } from '#exchange/cells/titles.ts'
import type { Columns, ColumnTaken, PriceColumn, StockColumn } from './column-shapes.ts'
import { categoryLevel, isPackSize, isPassedBy, isSecret, type SingleRole, singleRole } from './column-words.ts'
import { type PriceTitle, priceTitle } from './price-titles.ts'
import { type StockTitle, stockTitle } from './stock-titles.ts'

type TitledPrice = Omit<PriceColumn, 'currencyAt'> & { isKindless: boolean }

const RETAIL = 'Розничная'

/** Indices of columns that occur once in a table. */
export type FoundColumns = Partial<Record<SingleRole, number>>

/** The meaning of each title of a row, before it is known to be a header. */
export function readTitles(cells: readonly string[]) {
  const found: FoundColumns = {}
  const levels: { at: number; level: number }[] = []
  const titles = {
    found,
    otherCodes: [] as number[],
    currencies: [] as number[],
    /** Indices of prices, secret ones too: a currency column belongs to the price on its left. */
    money: [] as number[],
    categories: [] as number[],
    packSize: null as number | null,
    prices: [] as TitledPrice[],
    stocks: [] as StockColumn[],
    characteristics: [] as Columns['characteristics'],
    uses: [] as ColumnTaken[],
  }
  for (const [at, cell] of cells.entries()) {
    const title = tidyTitle(cell)
    if (title === '') continue
    const { use, detail = '' } = take(at, title)
    titles.uses.push({ at, title, use, detail })
  }
  // «Цена» next to «Розничная цена» is another price type, and its customers are unknown.
  const isRetail = (one: TitledPrice) => one.priceType === RETAIL
  titles.prices = titles.prices.map((price) => {
    const hasRetail = titles.prices.some(
      (one) => isRetail(one) && !one.isKindless && (one.currency ?? 'RUB') === (price.currency ?? 'RUB'),
    )
    return price.isKindless && isRetail(price) && hasRetail ? { ...price, priceType: 'Цена' } : price
  })
  titles.categories = levels.toSorted((a, b) => a.level - b.level || a.at - b.at).map(({ at }) => at)
  return titles

  function take(at: number, title: string): { use: ColumnUse; detail?: string } {
    const role = singleRole(title)
    if (role === 'currency') titles.currencies.push(at)
    if (role !== null && role !== 'presence') return takeSingle(role, at)
    if (isPackSize(title)) {
      titles.packSize ??= at
      titles.characteristics.push({ at, ...splitUnit(title) })
      return { use: 'characteristic' }
    }
    if (isSecret(title)) {
      if (priceTitle(title) || /закуп|cost|себестоим|fob|exw|ddp/i.test(title)) titles.money.push(at)
      return { use: 'secret' }
    }
    const price = isPassedBy(title) ? null : priceTitle(title)
    if (price) return takePrice(at, title, price)
    const stock = stockTitle(title)
    if (role === 'presence') return takePresence(at, title, stock)
    if (isPassedBy(title)) return { use: stock?.use === 'transit' ? 'transit' : 'ignored' }
    if (stock) return takeStock(at, title, stock)
    const level = categoryLevel(title)
    if (level !== null) {
      levels.push({ at, level })
      return { use: 'category' }
    }
    titles.characteristics.push({ at, ...splitUnit(title) })
    return { use: 'characteristic' }
  }

  function takeSingle(role: Exclude<SingleRole, 'presence'>, at: number): { use: ColumnUse } {
    const first = found[role] === undefined
    if (role === 'currency' && !first) return { use: 'currency' }
    if (first) found[role] = at
    switch (role) {
      case 'article':
      case 'code':
        if (!first) titles.otherCodes.push(at)
        return { use: 'code' }
      case 'partNumber':
        return { use: first ? 'model' : 'code' }
      case 'item':
        return { use: 'name' }
      case 'warehouse':
        return { use: first ? 'stock' : 'ignored' }
      default:
        return { use: first ? role : 'ignored' }
    }
  }

  function takePrice(at: number, title: string, price: PriceTitle): { use: ColumnUse } {
    titles.money.push(at)
    const { priceType, currency, vatIncluded, saysVat, per, ownName } = price
    const isTaken = titles.prices.some(
      (one) => one.priceType === priceType && one.currency === currency && one.per === per,
    )
    titles.prices.push({
      at,
      title,
      // «Розничная» and «MSRP» in one list are two price types.
      priceType: (isTaken && ownName) || priceType,
      isKindless: ownName === '',
      currency,
      vatIncluded,
      saysVat,
      per,
      needsCurrency: false,
      isOurs: true,
      style: machineStyle,
    })
    return { use: 'price' }
  }

  function takePresence(at: number, title: string, stock: StockTitle | null): { use: ColumnUse } {
    if (/(?<!\p{L})(шт|pcs)(?!\p{L})/iu.test(title)) return takeStock(at, title, stock ?? unnamed)
    if (found.presence !== undefined) return { use: 'ignored' }
    found.presence = at
    return { use: 'availability' }
  }

  function takeStock(at: number, title: string, stock: StockTitle): { use: ColumnUse; detail?: string } {
    const { use, place, isTotal, isWeak } = stock
    if (use === 'transit' || use === 'ignored') return { use }
    titles.stocks.push({ at, title, use, place, isTotal, isWeak, style: machineStyle })
    return { use: use === 'reserved' ? 'reserved' : isTotal ? 'total' : 'stock', detail: place ?? '' }
  }
}

const unnamed: StockTitle = { use: 'onHand', place: null, isTotal: false, isWeak: false }
