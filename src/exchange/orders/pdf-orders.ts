import { type PdfLine, readPdfLines, textOf } from '#exchange/files/pdf-lines.ts'
import { draftOf, type OrderDraft, type PrintedInvoice } from './draft.ts'
import { parsePastedOrder } from './pasted-order.ts'
import { findPdfTable } from './pdf-table.ts'
import { asideLine } from './typed-rows.ts'

/** An order, a specification or an invoice as a PDF: its table, or its lines if it has none. */
export async function readPdfOrder(bytes: Uint8Array): Promise<OrderDraft> {
  const lines = await readPdfLines(bytes)
  const invoice = invoiceIn(lines)
  const table = findPdfTable(lines)
  if (!table || table.rows.length === 0)
    return {
      ...draftOf([], parsePastedOrder(lines.map(textOf).join('\n')).map(asideLine)),
      ...(invoice && { invoice }),
    }
  const rows = [{ line: 0, cells: table.titles }, ...table.rows]
  const draft = draftOf([{ name: '', rows, money: [] }], [])
  return { ...draft, around: table.around.length, ...(invoice && { invoice }) }
}

function invoiceIn(lines: readonly PdfLine[]): PrintedInvoice | null {
  const text = lines.map(textOf).join('\n')
  const number = /^\s*Сч[её]т (?:на оплату )?№\s*(\d{1,9}) от /mu.exec(text)?.[1]
  if (!number) return null
  const seller = /Поставщик[\s\S]*?(?=Покупатель|$)/u.exec(text)?.[0] ?? text
  return { number: Number(number), sellerInn: /ИНН\s*(\d{10,12})/u.exec(seller)?.[1] ?? '' }
}
