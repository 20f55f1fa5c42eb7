import { BrokenFile } from '#exchange/files/broken-file.ts'
import { sizes } from '#exchange/files/sizes.ts'
import type { OrderDraft } from './draft.ts'
import type { OrderLine } from './pasted-order.ts'
import type { OrderRow } from './tables.ts'

/** A draft in parts: first what surrounds its rows, then some of the rows of a table or of the lines at a time. */
export type DraftPiece = { draft: OrderDraft } | { table: number; rows: OrderRow[] } | { lines: OrderLine[] }

const ROWS_AT_ONCE = 50

/** A draft in pieces so small that nobody waits long for who unpacks one. */
export function* piecesOf(draft: OrderDraft): Generator<DraftPiece> {
  yield { draft: { ...draft, lines: [], tables: draft.tables.map((table) => ({ ...table, rows: [] })) } }
  for (const [table, { rows }] of draft.tables.entries()) for (const some of portions(rows)) yield { table, rows: some }
  for (const lines of portions(draft.lines)) yield { lines }
}

function* portions<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let at = 0; at < items.length; at += ROWS_AT_ONCE) yield items.slice(at, at + ROWS_AT_ONCE)
}

/** Puts the pieces of a draft together, in their order; `draft` is null before the first one. */
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

/** Throws BrokenFile `too_demanding` for a draft with more cells or letters than the bot takes into its own memory. */
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
