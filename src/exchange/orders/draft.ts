import { readCount } from './cells.ts'
import { countByTitle } from './counts.ts'
import { besideOneAnother } from './halves.ts'
import { parseOrderLines } from './lines.ts'
import type { OrderLine } from './pasted-order.ts'
import { isTypedOrder, type OrderSheet, type OrderTable, tablesOf } from './tables.ts'
import { textRows } from './text.ts'
import { isKeyRole, titleRole } from './titles.ts'

/** The content of an order before it is matched with the catalog. */
export interface OrderDraft {
  tables: OrderTable[]
  /** Lines outside any table, as people type them. */
  lines: OrderLine[]
  /** Rows of forms with an empty or zero count. */
  unordered: number
  /** Lines of a PDF around its table: requisites, totals, page numbers. */
  around: number
  /** The invoice, if the order is a printed invoice. */
  invoice?: PrintedInvoice
}

/** «Счет на оплату № 1042 от …» with the INN of its seller. */
export interface PrintedInvoice {
  number: number
  sellerInn: string
}

/** The draft of a typed or pasted text. Spreadsheet rows have tabs; a comma separates cells only below a header. */
export function draftOfText(text: string): OrderDraft {
  const typed = parseOrderLines(text)
  const widths = typed.map(({ cells, parts }) => (parts ? 1 : cells.filter((cell) => cell !== '').length))
  if (widths.some((width) => width > (typed.length > 1 ? 1 : 2))) {
    const rows = typed.map(({ line, cells, parts, text: whole }) => ({
      line,
      cells: parts || cells.length === 0 ? [whole] : cells,
    }))
    return draftOf([{ name: '', rows, money: [] }], [])
  }
  const draft = draftOf([{ name: '', rows: textRows(text) ?? [], money: [] }], [])
  // Without a header, commas may also be part of sentences.
  const isHeaded = draft.unordered > 0 || draft.tables.some(({ titles }) => titles.length > 0)
  return isHeaded ? draft : draftOf([], typed)
}

/** The draft of sheets as tables, without the rows in which a sure column of counts is empty. */
export function draftOf(sheets: readonly OrderSheet[], lines: OrderLine[]): OrderDraft {
  let unordered = 0
  const tables = sheets
    .flatMap(tablesOf)
    .flatMap(besideOneAnother)
    .map((table) => {
      const count = countByTitle(table)
      if (count?.kind !== 'sure') return table
      const keys = table.titles.flatMap((title, at) => (isKeyRole(titleRole(title)) ? [at] : []))
      const rows = table.rows.filter((row) => {
        if (readCount(row.cells[count.at] ?? '', false).kind !== 'none' || isTypedOrder(row) || row.isTorn) return true
        // A single cell is a heading of a section, unless it is an article.
        const isGoods = row.cells.filter((cell) => cell.trim() !== '').length > 1
        if (isGoods || keys.some((at) => /\d/.test(row.cells[at] ?? ''))) unordered++
        return false
      })
      return { ...table, rows }
    })
  return { tables: tables.filter(({ rows }) => rows.length > 0), lines, unordered, around: 0 }
}
