import type { CatalogRecord } from '#exchange/cells/records.ts'
import { sizes } from '#exchange/files/sizes.ts'
import type { Columns } from './column-shapes.ts'

/** The heading of the rows below: the text of a row with one cell and no article; else null. */
export function groupHeading(columns: Columns, cells: readonly string[]): string | null {
  const filled = cells.filter((cell) => cell.trim() !== '')
  const only = filled[0]?.replace(/\s+/g, ' ').trim() ?? ''
  if (filled.length !== 1 || only.length > sizes.nameLetters || !/\p{L}/u.test(only)) return null
  // An article alone is a product without further data.
  if (filled[0] === cells[columns.sku] && /^\S*\d\S*$/.test(only)) return null
  // With a column of categories, a name alone is a product that lost its article.
  const isName = columns.categories.length > 0 && columns.name !== null && (cells[columns.name] ?? '').trim() !== ''
  return isName ? null : only
}

/** The path of a row's category from the top of the tree. */
export function categoryPath(columns: Columns, cells: readonly string[]): string[] {
  return columns.categories.map((at) => (cells[at] ?? '').replace(/\s+/g, ' ').trim()).filter((name) => name !== '')
}

/** A table has no ids of categories: the whole path is the key. */
export function pathKey(path: readonly string[]): string {
  return path.join(' > ')
}

/** The categories of a path that are not in `seen`. */
export function* newCategories(seen: Set<string>, path: readonly string[]): Generator<CatalogRecord> {
  for (const [level, name] of path.entries()) {
    const key = pathKey(path.slice(0, level + 1))
    if (seen.has(key)) continue
    seen.add(key)
    yield { kind: 'category', key, parentKey: level === 0 ? null : pathKey(path.slice(0, level)), name }
  }
}

const technical =
  /прайс|price|остат|(?<!\p{L})(лист|страница|sheet|page|tdsheet|table|таблица|worksheet|книга|data|данные|export|выгрузка|report|отч[её]т|каталог|catalog|товары|goods|номенклатура|наличие|склад|stock|list|итог[ои]?|всего|все|all|общий|общая|сводный|основной|main|usd|eur|rub|руб|розница|дилер|опт)(?!\p{L})|^[\d\s._-]*$/iu

/** False for names that do not describe goods: `Sheet1`, `TDSheet`, «Прайс». */
export function isSheetCategory(sheet: string): boolean {
  return sheet.trim() !== '' && !technical.test(sheet)
}
