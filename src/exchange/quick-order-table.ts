import { BrokenFile } from './broken-file.ts'
import { delimiters, firstCsvRows } from './csv.ts'
import { decodeHead, guessEncoding, looksBinary } from './encoding.ts'
import { isPdf, readPdfLines } from './pdf-lines.ts'
import { type OrderLine, parseQuickOrder, readCells } from './quick-order.ts'
import type { FileProblem } from './records.ts'
import { sizes } from './sizes.ts'
import { readSheets, workbookKind } from './workbook.ts'

/** `told`: a header says which column is which; else only the contents can tell. */
export type ReadQuickOrder =
  | { ok: true; lines: OrderLine[]; columns: 'told' | 'untold' }
  | { ok: false; reason: FileProblem; detail: string }

/** A quick order sent as XLSX, XLS, CSV, PDF or plain text: with a header («Артикул», «Количество») or without. */
export async function readQuickOrderTable(bytes: Uint8Array): Promise<ReadQuickOrder> {
  if (bytes.byteLength === 0) return { ok: false, reason: 'empty', detail: '' }
  if (bytes.byteLength > sizes.orderBytes) return { ok: false, reason: 'too_large', detail: String(sizes.orderBytes) }
  try {
    const { lines, columns } = await readLines(bytes)
    if (lines.length === 0) return { ok: false, reason: 'empty', detail: '' }
    if (lines.length <= sizes.orderRows) return { ok: true, lines, columns }
    return { ok: false, reason: 'too_large', detail: String(sizes.orderRows) }
  } catch (error) {
    if (error instanceof BrokenFile) return { ok: false, reason: error.reason, detail: error.detail }
    throw error
  }
}

type Lines = { lines: OrderLine[]; columns: 'told' | 'untold' }

async function readLines(bytes: Uint8Array): Promise<Lines> {
  if (isPdf(bytes)) return { lines: parseQuickOrder((await readPdfLines(bytes)).join('\n')), columns: 'untold' }
  const book = workbookKind(bytes)
  if (book) return linesOf((await readSheets(bytes, book)).find((rows) => rows.length > 0) ?? [])
  const encoding = guessEncoding(bytes)
  if (looksBinary(bytes, encoding)) throw new BrokenFile('unknown_format', '')
  const text = decodeHead(bytes, encoding)
  if (/^\s*<[?!a-zа-я]/i.test(text)) throw new BrokenFile('unknown_format', 'XML')
  const delimiter = delimiters.find((one) => text.split(/[\r\n]/, 1)[0]?.includes(one))
  if (!delimiter) return { lines: parseQuickOrder(text), columns: 'untold' }
  return linesOf(firstCsvRows(text, delimiter, true, sizes.orderRows + 100))
}

function linesOf(rows: string[][]): Lines {
  const header = findOrderHeader(rows)
  const lines: OrderLine[] = []
  for (const [at, cells] of rows.entries()) {
    const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
    if (at <= header.at || filled.length === 0) continue
    const skuAt = header.sku ?? cells.findIndex((cell) => cell.trim() !== '')
    const order = readCells(cells, skuAt, header.quantity)
    // A price list with a column to fill in: rows without a quantity are not ordered.
    if (header.quantity !== null && (cells[header.quantity] ?? '').trim() === '') continue
    lines.push({ line: at + 1, text: filled.join(' ').slice(0, sizes.nameLetters), cells, ...order })
  }
  return { lines, columns: header.sku === null ? 'untold' : 'told' }
}

const skuWords = /^(идентификатор ?\/ ?)?артикул|^(sku|article|код|код товара|модель|model)$/i
const quantityWords = /^(кол-во|количество|заказ|qty|quantity)(?!\p{L})/iu

function findOrderHeader(rows: string[][]): { at: number; sku: number | null; quantity: number | null } {
  for (const [at, cells] of rows.slice(0, sizes.rowsBeforeHeader).entries()) {
    const sku = cells.findIndex((cell) => skuWords.test(cell.trim()))
    const quantity = cells.findIndex((cell) => quantityWords.test(cell.trim()))
    if (sku >= 0) return { at, sku, quantity: quantity < 0 ? null : quantity }
  }
  return { at: -1, sku: null, quantity: null }
}
