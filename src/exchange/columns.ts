import { namedCurrency } from './numbers.ts'
import { sizes } from './sizes.ts'

export interface PriceColumn {
  at: number
  priceType: string
  /** Null: the currency of the row. */
  currency: string | null
  vatIncluded: boolean
}

/** Where a table keeps what: places of columns from 0, null where there is none. */
export interface Columns {
  sku: number
  model: number | null
  name: number | null
  brand: number | null
  unit: number | null
  description: number | null
  currency: number | null
  vat: number | null
  availability: number | null
  /** The tree from the top: category, subcategory. */
  categories: number[]
  prices: PriceColumn[]
  stocks: { at: number; warehouse: string }[]
  characteristics: { at: number; name: string; unit: string }[]
  width: number
}

type Single =
  | 'article'
  | 'code'
  | 'model'
  | 'name'
  | 'brand'
  | 'unit'
  | 'description'
  | 'currency'
  | 'vat'
  | 'availability'

const singles: [role: Single, words: RegExp][] = [
  ['model', /^(модель|модель товара|артикул производителя|парт-?номер|part ?number|p\/n|model)$/],
  ['article', /^(идентификатор ?\/ ?)?артикул( товара)?$|^(sku|article)$/],
  ['code', /^(код|код товара|код номенклатуры|идентификатор|код 1с|code)$/],
  ['name', /^(наименование|название)( товара)?$|^(полное наименование|номенклатура|товар|товары|name)$/],
  ['brand', /^(производитель|бренд|вендор|торговая марка|марка|изготовитель|brand|vendor)$/],
  ['unit', /^(ед|единица)\.?( ?изм(ерения)?\.?)?$|^unit$/],
  ['description', /^(описание|краткое описание|информация|description)$/],
  ['currency', /^(валюта|currency)$/],
  ['vat', /^(ставка )?ндс(, ?%)?$|^vat$/],
  ['availability', /^наличие(?!.*шт)|^(в наличии|available)$/],
]
const categoryWords = /^(под)?(категория|группа)( товара)?( \d)?$|^(category|subcategory)$/
const stockWords = /^(свободный )?остат(ок|ки)(?!\p{L})|^(на складе|свободно|доступно|stock)(?!\p{L})/u
const priceWords = /цена|цены|^(розница|розничная|дилер|дилерская|опт|оптовая|ррц|мрц|price)(?!\p{L})/u
const passedBy = /^(№|n|№ ?п\/п|п\/п|картинка|фото|изображение|ссылка|url|сумма|заказ|кол-во|количество)$/

/** What the columns of a header row are, by their words and not by their places; null where it is no header of goods. */
export function findColumns(cells: readonly string[]): Columns | null {
  const found: Partial<Record<Single, number>> = {}
  const categories: { at: number; level: number }[] = []
  const columns: Pick<Columns, 'prices' | 'stocks' | 'characteristics'> = {
    prices: [],
    stocks: [],
    characteristics: [],
  }
  for (const [at, cell] of cells.slice(0, sizes.columns).entries()) {
    const title = cell.replace(/\s+/g, ' ').trim()
    const words = title.toLowerCase().replaceAll('ё', 'е')
    const single = singles.find(([role, pattern]) => found[role] === undefined && pattern.test(words))
    if (words === '' || passedBy.test(words)) continue
    if (single) found[single[0]] = at
    else if (categoryWords.test(words)) categories.push({ at, level: levelOf(words) })
    else if (stockWords.test(words)) columns.stocks.push({ at, warehouse: warehouseOf(title) })
    else if (priceWords.test(words)) columns.prices.push(priceColumn(at, title))
    else columns.characteristics.push({ at, ...splitUnit(title) })
  }
  const sku = found.article ?? found.code ?? found.model
  const name = found.name ?? null
  if (sku === undefined || (name === null && (found.model === undefined || columns.prices.length === 0))) return null
  const { model = null, brand = null, unit = null, description = null, currency = null, vat = null } = found
  const tree = categories.sort((a, b) => a.level - b.level || a.at - b.at).map((category) => category.at)
  const availability = found.availability ?? null
  const width = cells.findLastIndex((cell) => cell.trim() !== '') + 1
  return {
    sku,
    model,
    name,
    brand,
    unit,
    description,
    currency,
    vat,
    availability,
    categories: tree,
    ...columns,
    width,
  }
}

function levelOf(words: string): number {
  return Number(/\d$/.exec(words)?.[0] ?? (words.startsWith('под') || words.startsWith('sub') ? 2 : 1))
}

const MAIN_WAREHOUSE = 'Основной склад'

function warehouseOf(title: string): string {
  const name = title
    .replace(/^(свободный )?\p{L}+/iu, '')
    .replace(/[,(] ?шт\.?\)?$/i, '')
    .replace(/^[\s:,—–-]*(на )?склад[еа]?(?!\p{L})[\s:]*|^[\s:,—–(-]+|[)\s]+$/giu, '')
  return name === '' || /^(на|всего|шт\.?)$/i.test(name) ? MAIN_WAREHOUSE : name
}

const sameKind: [RegExp, string][] = [
  [/^розни(ца|чная)$|^retail$/i, 'Розничная'],
  [/^дилер(ская)?$|^dealer$/i, 'Дилерская'],
  [/^опт(овая)?$/i, 'Оптовая'],
]

function priceColumn(at: number, title: string): PriceColumn {
  const rest = title
    .replace(/(?<!\p{L})(с ндс|без ндс|вкл(ючая|\.)? ?ндс|не вкл\p{L}*\.? ндс)(?!\p{L})/giu, ' ')
    .replace(/(?<!\p{L})(в )?(руб\p{L}*\.?|₽|rub|rur|usd|eur|евро|валют\p{L}*|долл?\p{L}*\.?)(?!\p{L})|[₽$€]/giu, ' ')
    .replace(/(?<!\p{L})(цен[аы]|price)(?!\p{L})/giu, ' ')
    .replace(/[(),:]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const kind = sameKind.find(([pattern]) => pattern.test(rest))?.[1] ?? rest.charAt(0).toUpperCase() + rest.slice(1)
  const vatIncluded = !/без ндс|не вкл/i.test(title)
  return { at, priceType: kind || 'Розничная', currency: namedCurrency(title), vatIncluded }
}

/** «Яркость, лм» is Яркость in лм. */
export function splitUnit(title: string): { name: string; unit: string } {
  const match = /^(.+?),\s*([^\s,]{1,12}|[^\s,]+ \S{1,6})$/.exec(title)
  return match ? { name: match[1] ?? title, unit: match[2] ?? '' } : { name: title, unit: '' }
}
