import type { NumberStyle } from '#exchange/cells/number-style.ts'
import type { ColumnUse } from '#exchange/cells/records.ts'

/** The warehouse of a list that names none. */
export const MAIN_WAREHOUSE = 'Основной склад'

export interface PriceColumn {
  at: number
  title: string
  priceType: string
  /** Null: the currency of the row. */
  currency: string | null
  vatIncluded: boolean
  /** The title names VAT as included: of two columns of one kind this one counts. */
  saysVat: boolean
  /** How many pieces the price is for. */
  per: number | 'pack'
  /** False where all its prices are in other currencies: it is no kind of price then. */
  isOurs: boolean
  /** The column of the row's currency. */
  currencyAt: number | null
  /** True where a row of this column must name its currency, because others name a foreign one. */
  needsCurrency: boolean
  style: NumberStyle
}

export interface StockColumn {
  at: number
  title: string
  use: 'free' | 'onHand' | 'reserved'
  /** Null: no warehouse is named. */
  place: string | null
  isTotal: boolean
  /** A column that may count something else: it is stock only if nothing else is. */
  isWeak: boolean
  style: NumberStyle
}

/** Where a table keeps what: places of columns from 0, null where there is none. */
export interface Columns {
  sku: number
  /** «Код» beside the article. */
  code: number | null
  /** Other articles and codes, which goods are only found by. */
  codes: number[]
  barcode: number | null
  model: number | null
  /** Null for lists of prices or stock alone. */
  name: number | null
  brand: number | null
  unit: number | null
  description: number | null
  currency: number | null
  vat: number | null
  availability: number | null
  /** A warehouse in each row: the row's stock lies there. */
  warehouse: number | null
  packSize: number | null
  /** The tree from the top: category, subcategory. */
  categories: number[]
  prices: PriceColumn[]
  stocks: StockColumn[]
  characteristics: { at: number; name: string; unit: string }[]
  uses: ColumnTaken[]
  width: number
  /** The whole list of its source: a price that is not in roubles any more is on request. */
  isWhole: boolean
}

export interface ColumnTaken {
  at: number
  title: string
  use: ColumnUse
  detail: string
}
