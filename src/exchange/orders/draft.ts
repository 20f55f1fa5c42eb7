import { readCount } from './cells.ts'
import { countByTitle } from './counts.ts'
import { besideOneAnother } from './halves.ts'
import { parseOrderLines } from './lines.ts'
import type { OrderLine } from './pasted-order.ts'
import { isTypedOrder, type OrderSheet, type OrderTable, tablesOf } from './tables.ts'
import { textRows } from './text.ts'
import { isKeyRole, titleRole } from './titles.ts'

/** What an order says before anybody knows what the catalog makes of it. */
export interface OrderDraft {
  tables: OrderTable[]
  /** Lines outside any table, as people type them. */
  lines: OrderLine[]
  /** Rows of forms whose count is empty or zero. */
  unordered: number
  /** Lines of a PDF around its table: requisites, totals, page numbers. */
  around: number
  /** An invoice on a printed form: which, and whose. */
  invoice?: PrintedInvoice
}

/** «Счет на оплату № 1042 от …» with the INN of its seller. */
export interface PrintedInvoice {
  number: number
  sellerInn: string
}

/** A typed or pasted text. Rows of a spreadsheet come with tabs; a comma parts cells only where there is a header. */
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
  // Without a header commas part what people say, too.
  const isHeaded = draft.unordered > 0 || draft.tables.some(({ titles }) => titles.length > 0)
  return isHeaded ? draft : draftOf([], typed)
}

/** Sheets as tables, without the rows that a sure column of counts leaves empty. */
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
        // One cell alone is a heading of a section, unless it is an article.
        const isGoods = row.cells.filter((cell) => cell.trim() !== '').length > 1
        if (isGoods || keys.some((at) => /\d/.test(row.cells[at] ?? ''))) unordered++
        return false
      })
      return { ...table, rows }
    })
  return { tables: tables.filter(({ rows }) => rows.length > 0), lines, unordered, around: 0 }
}
