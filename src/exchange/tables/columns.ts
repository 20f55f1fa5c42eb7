import { sizes } from '#exchange/files/sizes.ts'
import type { Columns, ColumnTaken } from './column-shapes.ts'
import { readTitles } from './column-titles.ts'
import type { SingleRole } from './column-words.ts'

export { splitUnit } from '#exchange/cells/titles.ts'

/** The columns of a header row, by their titles and not by their order; null if it is not a header of goods. */
export function findColumns(cells: readonly string[]): Columns | null {
  const read = readTitles(cells.slice(0, sizes.columns))
  const { found } = read
  // «Item | Description | Price» and «Product | Name»: the first column is the article.
  const hasName = found.name !== undefined || found.description !== undefined
  const sku =
    found.article ??
    found.code ??
    found.partNumber ??
    found.model ??
    found.barcode ??
    (hasName ? found.item : undefined)
  if (sku === undefined) return null
  const other = (role: SingleRole) => (found[role] === sku ? null : (found[role] ?? null))
  const model = other('partNumber') ?? other('model')
  const named = found.name ?? other('item')
  const name =
    named ?? (found.model !== sku && found.model !== undefined ? found.model : null) ?? found.description ?? null
  const { prices, stocks, characteristics } = read
  const availability = found.presence ?? null
  if (name === null && prices.length + stocks.length === 0 && availability === null) return null
  const codes = [
    ...read.otherCodes,
    ...(found.partNumber === undefined || found.model === undefined ? [] : [found.model]),
  ]
  return {
    sku,
    code: other('code'),
    codes: codes.filter((at) => at !== sku && at !== name),
    barcode: found.barcode ?? null,
    model: model ?? (found.model === sku || found.partNumber === sku ? sku : null),
    name: name ?? (prices.length > 0 && found.model === sku ? sku : null),
    brand: found.brand ?? null,
    unit: found.unit ?? null,
    description: found.description === name ? null : (found.description ?? null),
    currency: found.currency ?? null,
    vat: found.vat ?? null,
    availability,
    warehouse: found.warehouse ?? null,
    packSize: read.packSize,
    categories: read.categories,
    prices: prices.map((price) => ({ ...price, currencyAt: currencyOf(price.at, read.currencies, read.money) })),
    stocks,
    characteristics,
    uses: usesOf(read.uses, { sku, name, model }),
    width: cells.findLastIndex((cell) => cell.trim() !== '') + 1,
    isWhole: false,
  }
}

/** The number of known columns in a header row, and the kinds present: a refusal names the missing ones. */
export function recognised(cells: readonly string[]): { count: number; hasName: boolean; hasKey: boolean } {
  const { found, prices, stocks } = readTitles(cells.slice(0, sizes.columns))
  return {
    count: Object.keys(found).length + prices.length + stocks.length,
    hasName: found.name !== undefined || found.item !== undefined || found.description !== undefined,
    hasKey: [found.article, found.code, found.partNumber, found.model, found.barcode].some((at) => at !== undefined),
  }
}

/** The currency column of a price: the next one on its right before another price, or the only one of the table. */
function currencyOf(priceAt: number, currencies: readonly number[], money: readonly number[]): number | null {
  const [only, ...others] = currencies
  if (only === undefined) return null
  if (others.length === 0) return only
  const nextPrice = Math.min(...money.filter((at) => at > priceAt))
  const right = currencies.find((at) => at > priceAt && at < nextPrice)
  return right ?? currencies.findLast((at) => at < priceAt) ?? only
}

function usesOf(
  uses: readonly ColumnTaken[],
  key: { sku: number; name: number | null; model: number | null },
): ColumnTaken[] {
  return uses.map((one) => {
    if (one.at === key.sku) return { ...one, use: 'sku' }
    if (one.at === key.name) return { ...one, use: 'name' }
    if (one.at === key.model) return { ...one, use: 'model' }
    return one
  })
}
