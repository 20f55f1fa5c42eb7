import type { NumberStyle } from '#exchange/cells/number-style.ts'
import type { ColumnUse } from '#exchange/cells/records.ts'

/** The warehouse of a list that names none. */
export const MAIN_WAREHOUSE = 'Основной склад'

export interface PriceColumn {
  at: number
  title: string
  priceType: string
  /** null: the currency of the row. */
  currency: string | null
  vatIncluded: boolean
  /** The title names VAT as included: of two columns of one kind this one counts. */
  saysVat: boolean
  /** The number of pieces that the price is for. */
  per: number | 'pack'
  /** False if all its prices are in other currencies: then it is not a price type. */
  isOurs: boolean
  /** The column of the row's currency. */
  currencyAt: number | null
  /** True if a row must name its currency, since other rows name a foreign one. */
  needsCurrency: boolean
  style: NumberStyle
}

export interface StockColumn {
  at: number
  title: string
  use: 'free' | 'onHand' | 'reserved'
  /** null: no warehouse is named. */
  place: string | null
  isTotal: boolean
  /** A column that may count something else: it is stock only if no other column is. */
  isWeak: boolean
  style: NumberStyle
}

/** The columns of a table: indices from 0, null if absent. */
export interface Columns {
  sku: number
  /** «Код» next to the article. */
  code: number | null
  /** Other articles and codes, used only for search. */
  codes: number[]
  barcode: number | null
  model: number | null
  /** null for lists of prices or stock alone. */
  name: number | null
  brand: number | null
  unit: number | null
  description: number | null
  currency: number | null
  vat: number | null
  availability: number | null
  /** A column with the warehouse of each row's stock. */
  warehouse: number | null
  packSize: number | null
  /** The levels from the top: category, subcategory. */
  categories: number[]
  prices: PriceColumn[]
  stocks: StockColumn[]
  characteristics: { at: number; name: string; unit: string }[]
  uses: ColumnTaken[]
  width: number
  /** The list is the whole list of its source: a price that is not in roubles any more is on request. */
  isWhole: boolean
}

export interface ColumnTaken {
  at: number
  title: string
  use: ColumnUse
  detail: string
}
