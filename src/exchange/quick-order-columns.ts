import { countOf, type OrderLine, readCells } from './quick-order.ts'

/** A column is one where so many of its rows fit. */
const MOST = 0.6

/** Every cell of a table that may hold an article; for finding out which do. */
export function articleCells(lines: readonly OrderLine[]): string[] {
  return lines.flatMap(({ cells }) => cells.filter((cell) => /\p{L}|\d{3}/u.test(cell)))
}

/**
 * Lines of a table without a header, read by what stands in its columns: articles are where the catalog knows them,
 * quantities where there are small whole numbers that neither count the rows nor are prices.
 */
export function readByContent(lines: readonly OrderLine[], isArticle: (cell: string) => boolean): OrderLine[] {
  const rows = lines.filter(({ cells }) => cells.length > 1)
  if (rows.length === 0) return [...lines]
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const columns = Array.from({ length: width }, (_, at) => rows.map(({ cells }) => (cells[at] ?? '').trim()))
  const articles = columns.map((cells) => cells.filter((cell) => cell !== '' && isArticle(cell)).length)
  const most = Math.max(...articles)
  if (most === 0) return [...lines]
  const articleAt = articles.indexOf(most)
  const quantityAt = quantityColumn(columns, articleAt)
  return lines.map((line) =>
    line.cells.length > 1 && (line.cells[articleAt] ?? '').trim() !== ''
      ? { ...line, ...readCells(line.cells, articleAt, quantityAt) }
      : line,
  )
}

function quantityColumn(columns: readonly string[][], articleAt: number): number | null {
  const counts = columns.map((cells) => cells.map(countOf))
  const fits = counts.flatMap((values, at) => {
    const filled = columns[at]?.filter((cell) => cell !== '').length ?? 0
    const there = values.filter((value) => value !== null)
    const isEnough = there.length > 0 && there.length >= filled * MOST
    const isNumbering = there.length > 1 && there.every((value, i) => value === (there[0] ?? 0) + i)
    return at !== articleAt && isEnough && !isNumbering && Math.max(...there) < 100_000 ? [at] : []
  })
  const mean = (at: number) => {
    const there = counts[at]?.filter((value) => value !== null) ?? []
    return there.reduce((sum, value) => sum + value, 0) / there.length
  }
  // Of a count and a price in whole roubles the count is the smaller; of equal ones the nearer to the right.
  const [best] = fits.toSorted((a, b) => mean(a) - mean(b) || Number(a < articleAt) - Number(b < articleAt) || a - b)
  return best ?? null
}
