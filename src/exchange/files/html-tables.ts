import { BrokenFile } from './broken-file.ts'
import type { CellMerge } from './merge.ts'
import { sizes } from './sizes.ts'

/** A table of a page: texts of cells, merged cells and hidden rows. */
export interface HtmlTable {
  rows: string[][]
  merges: CellMerge[]
  hidden: Set<number>
}

interface OpenTable {
  table: HtmlTable
  cell: string[] | null
  attributes: string
  /** By column, for cells that span several rows: the first row below the cell. */
  takenTo: number[]
}

/**
 * The tables of a page that old programs save as `.xls`, in the order of their beginnings. One pass over the text, so
 * that the time grows only with its length; nothing in it is fetched or run.
 */
export function readHtmlTables(html: string): HtmlTable[] {
  const tables: HtmlTable[] = []
  const open: OpenTable[] = []
  let at = 0
  while (at < html.length) {
    const start = html.indexOf('<', at)
    addText(open.at(-1), html.slice(at, start < 0 ? html.length : start))
    if (start < 0) break
    if (html.startsWith('<!--', start)) {
      at = after(html, '-->', start)
      continue
    }
    const end = html.indexOf('>', start)
    if (end < 0) break
    const tag = html.slice(start + 1, end)
    at = end + 1
    const name = /^\/?[a-z]+/i.exec(tag)?.[0].toLowerCase() ?? ''
    if (name === 'script' || name === 'style') at = after(html, `</${name}`, at)
    else takeTag(name, tag, open, tables)
  }
  while (open.length > 0) closeTable(open)
  return tables
}

function after(html: string, what: string, from: number): number {
  const found = html.indexOf(what, from)
  return found < 0 ? html.length : found + what.length
}

function addText(open: OpenTable | undefined, text: string): void {
  if (open?.cell && text !== '') open.cell.push(text)
}

function takeTag(name: string, tag: string, open: OpenTable[], tables: HtmlTable[]): void {
  const current = open.at(-1)
  switch (name) {
    case 'table': {
      const table = { rows: [], merges: [], hidden: new Set<number>() }
      if (open.length > 20 || tables.length > sizes.htmlTables) throw new BrokenFile('too_large', '')
      tables.push(table)
      open.push({ table, cell: null, attributes: '', takenTo: [] })
      break
    }
    case '/table':
      if (current) closeTable(open)
      break
    case 'tr':
      if (!current) break
      closeCell(current)
      if (current.table.rows.length >= sizes.rows) throw new BrokenFile('too_many_rows', String(sizes.rows))
      if (/display\s*:\s*none/i.test(tag)) current.table.hidden.add(current.table.rows.length)
      current.table.rows.push([])
      break
    case 'td':
    case 'th':
      if (!current) break
      closeCell(current)
      current.cell = []
      current.attributes = tag
      break
    case '/td':
    case '/th':
    case '/tr':
      if (current) closeCell(current)
      break
    case 'br':
    case 'p':
    case 'div':
    case '/p':
    case '/div':
    case 'li':
      addText(current, ' ')
  }
}

function closeTable(open: OpenTable[]): void {
  const closed = open.pop()
  if (closed) closeCell(closed)
}

function closeCell(open: OpenTable): void {
  const { table, cell, attributes, takenTo } = open
  if (cell === null) return
  open.cell = null
  if (table.rows.length === 0) table.rows.push([])
  const row = table.rows.length - 1
  const cells = table.rows[row] ?? []
  while ((takenTo[cells.length] ?? 0) > row) cells.push('')
  const at = cells.length
  if (at >= sizes.columns) return
  const wide = Math.min(spanOf('colspan', attributes), sizes.columns - at)
  const high = spanOf('rowspan', attributes)
  cells.push(decodeEntities(cell.join('')).replace(/\s+/g, ' ').trim())
  for (let more = 1; more < wide; more++) cells.push('')
  if (high > 1) for (let column = at; column < at + wide; column++) takenTo[column] = row + high
  if (wide > 1 || high > 1)
    table.merges.push({ fromRow: row, toRow: row + high - 1, fromColumn: at, toColumn: at + wide - 1 })
}

function spanOf(name: string, attributes: string): number {
  const span = Number(new RegExp(String.raw`\b${name}\s*=\s*["']?\s*(\d{1,4})`, 'i').exec(attributes)?.[1] ?? 1)
  return Math.max(span, 1)
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
  minus: '−',
  euro: '€',
  pound: '£',
  yen: '¥',
  times: '×',
  deg: '°',
  plusmn: '±',
  sup2: '²',
  frac12: '½',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  shy: '',
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]\w{1,10}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
