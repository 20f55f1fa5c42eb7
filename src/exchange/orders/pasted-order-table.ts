import type { FileProblem } from '#exchange/cells/records.ts'
import { BrokenFile } from '#exchange/files/broken-file.ts'
import { decodeHead, guessEncoding, looksBinary } from '#exchange/files/encoding.ts'
import { isPdf } from '#exchange/files/pdf-lines.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { workbookKind } from '#exchange/files/workbook.ts'
import { readOrderBook } from './book.ts'
import { draftOf, type OrderDraft } from './draft.ts'
import { assertModest } from './draft-pieces.ts'
import { parseOrderLines } from './lines.ts'
import { readPdfOrder } from './pdf-orders.ts'
import { textRows } from './text.ts'

/** `detail` of `too_many_rows` is their number; otherwise as in the catalog's files. */
export type ReadPastedOrder =
  | { ok: true; draft: OrderDraft }
  | { ok: false; reason: FileProblem | 'too_many_rows'; detail: string }

/** A list to order sent as a workbook, CSV, PDF or plain text, whole: every shown sheet and every row. */
export async function readPastedOrderTable(bytes: Uint8Array): Promise<ReadPastedOrder> {
  if (bytes.byteLength === 0) return { ok: false, reason: 'empty', detail: '' }
  if (bytes.byteLength > sizes.orderBytes) return { ok: false, reason: 'too_large', detail: String(sizes.orderBytes) }
  try {
    const draft = await readDraft(bytes)
    const rows = draft.lines.length + draft.tables.reduce((sum, table) => sum + table.rows.length, 0)
    if (rows > sizes.orderRows) return { ok: false, reason: 'too_many_rows', detail: String(rows) }
    if (rows + draft.unordered === 0 && !draft.invoice) return { ok: false, reason: 'empty', detail: '' }
    assertModest(draft)
    return { ok: true, draft }
  } catch (error) {
    if (error instanceof BrokenFile) return { ok: false, reason: error.reason, detail: error.detail }
    throw error
  }
}

async function readDraft(bytes: Uint8Array): Promise<OrderDraft> {
  if (isPdf(bytes)) return readPdfOrder(bytes)
  const book = workbookKind(bytes)
  if (book) return draftOf(await readOrderBook(bytes, book), [])
  const encoding = guessEncoding(bytes)
  if (looksBinary(bytes, encoding)) throw new BrokenFile('unknown_format', '')
  const text = decodeHead(bytes, encoding)
  if (/^\s*<[?!a-zа-я]/i.test(text)) throw new BrokenFile('unknown_format', 'XML')
  const rows = textRows(text)
  if (rows) return draftOf([{ name: '', rows, money: [] }], [])
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').length
  // Counted before they are read: reading a line costs more than all of this.
  if (lines > sizes.orderRows) throw new BrokenFile('too_many_rows', String(lines))
  return draftOf([], parseOrderLines(text))
}
