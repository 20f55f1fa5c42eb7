import { BrokenFile } from './broken-file.ts'
import { assertSmallPdf } from './pdf-streams.ts'
import { sizes } from './sizes.ts'

/** A text on a page, from its left to its right. */
export interface PdfCell {
  text: string
  left: number
  right: number
}

/** The texts at one height of a page, split at gaps wider than a space. */
export interface PdfLine {
  page: number
  /** From the bottom of the page. */
  height: number
  cells: PdfCell[]
}

interface Piece extends PdfCell {
  height: number
  letter: number
}

interface TextItem {
  str: string
  transform: number[]
  width: number
  height: number
}

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>['getPage']>>

/** True for bytes that begin like a PDF. */
export function isPdf(head: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(head.subarray(0, 1024)).includes('%PDF-')
}

/** The lines of a PDF, page by page from the top; throws BrokenFile if it is not a PDF or has only pictures. */
export async function readPdfLines(bytes: Uint8Array): Promise<PdfLine[]> {
  // Large and rarely needed: loaded at its first use.
  const { getDocumentProxy } = await import('unpdf')
  const lines: PdfLine[] = []
  let read = 0
  try {
    assertSmallPdf(bytes, sizes.pdfBytes)
    // The reader takes over the array, so it gets a copy.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
    if (pdf.numPages > sizes.pdfPages) throw new BrokenFile('too_large', 'pages')
    for (let page = 1; page <= pdf.numPages; page++) {
      const pieces = await readPieces(await pdf.getPage(page), sizes.pdfItems - read)
      read += pieces.length
      for (const line of toLines(pieces, page)) lines.push(line)
    }
    await pdf.loadingTask.destroy()
  } catch (error) {
    if (error instanceof BrokenFile) throw error
    throw new BrokenFile('broken', error instanceof Error ? error.message : 'PDF')
  }
  if (lines.length === 0) throw new BrokenFile('empty', 'PDF')
  return lines
}

/** The texts of a page; their number is checked as they arrive. */
async function readPieces(page: PdfPage, most: number): Promise<Piece[]> {
  const pieces: Piece[] = []
  for await (const { items } of page.streamTextContent() as AsyncIterable<{ items: object[] }>) {
    for (const item of items) if ('str' in item) pieces.push(toPiece(item as TextItem))
    if (pieces.length > most) throw new BrokenFile('too_demanding', 'PDF')
  }
  return pieces
}

/** A line as a text. */
export function textOf({ cells }: PdfLine): string {
  return cells.map(({ text }) => text).join(' ')
}

function toPiece(item: TextItem): Piece {
  const [left = 0, height = 0] = item.transform.slice(4)
  return { text: item.str, left, right: left + item.width, height, letter: item.height || 9 }
}

function toLines(pieces: readonly Piece[], page: number): PdfLine[] {
  const rows: Piece[][] = []
  for (const piece of pieces.filter(({ text }) => text.trim() !== '').toSorted((a, b) => b.height - a.height)) {
    const row = rows.at(-1)
    if (row?.[0] && Math.abs(row[0].height - piece.height) < 3) row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => ({ page, height: row[0]?.height ?? 0, cells: toCells(row) }))
}

/** A space is a quarter of a letter's height; a gap of more than twice that separates two cells. */
function toCells(row: readonly Piece[]): PdfCell[] {
  const cells: PdfCell[] = []
  for (const { text, left, right, letter } of row.toSorted((a, b) => a.left - b.left)) {
    const last = cells.at(-1)
    const gap = last ? left - last.right : Number.POSITIVE_INFINITY
    if (!last || gap > letter * 0.5) cells.push({ text: text.trim(), left, right })
    else {
      const space = gap > 1 && !last.text.endsWith(' ') ? ' ' : ''
      Object.assign(last, { text: `${last.text}${space}${text.trimEnd()}`, right: Math.max(last.right, right) })
    }
  }
  return cells
}
