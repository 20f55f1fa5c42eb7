import { BrokenFile } from '#exchange/files/broken-file.ts'
import { sizes } from '#exchange/files/sizes.ts'
import type { OrderDraft } from './draft.ts'
import type { OrderLine } from './pasted-order.ts'
import type { OrderRow } from './tables.ts'

/** A part of a draft: first everything except rows and lines, then some rows of a table or some lines at a time. */
export type DraftPiece = { draft: OrderDraft } | { table: number; rows: OrderRow[] } | { lines: OrderLine[] }

const ROWS_AT_ONCE = 50

/** A draft in small pieces: unpacking one blocks others only briefly. */
export function* piecesOf(draft: OrderDraft): Generator<DraftPiece> {
  yield { draft: { ...draft, lines: [], tables: draft.tables.map((table) => ({ ...table, rows: [] })) } }
  for (const [table, { rows }] of draft.tables.entries()) for (const some of portions(rows)) yield { table, rows: some }
  for (const lines of portions(draft.lines)) yield { lines }
}

function* portions<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let at = 0; at < items.length; at += ROWS_AT_ONCE) yield items.slice(at, at + ROWS_AT_ONCE)
}

/** Joins the pieces of a draft, in their order; `draft` is null before the first one. */
export function collectPieces(): { add(piece: DraftPiece): void; draft(): OrderDraft | null } {
  let draft: OrderDraft | null = null
  const rowsOf: OrderRow[][] = []
  return {
    add(piece) {
      if ('draft' in piece) {
        const tables = piece.draft.tables.map((table, at) => {
          rowsOf[at] = []
          return { ...table, rows: rowsOf[at] }
        })
        draft = { ...piece.draft, tables }
      } else if ('table' in piece) rowsOf[piece.table]?.push(...piece.rows)
      else draft?.lines.push(...piece.lines)
    },
    draft: () => draft,
  }
}

/** Throws BrokenFile `too_demanding` if a draft has more cells or letters than the bot takes into its own memory. */
export function assertModest({ tables, lines }: OrderDraft): void {
  let [cells, letters] = [0, 0]
  const count = (texts: readonly string[]) => {
    for (const text of texts) {
      if (text !== '') cells++
      letters += text.length
    }
  }
  for (const { titles, captions, rows } of tables) {
    count(titles)
    count(captions)
    for (const row of rows) count(row.cells)
  }
  for (const line of lines) count([line.text, ...line.cells])
  if (cells > sizes.orderCells || letters > sizes.orderLetters) throw new BrokenFile('too_demanding', '')
}
