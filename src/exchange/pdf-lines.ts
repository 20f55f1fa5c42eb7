import { BrokenFile } from './broken-file.ts'
import { sizes } from './sizes.ts'

interface Piece {
  text: string
  left: number
  right: number
  /** From the bottom of the page. */
  height: number
}

/** True for what begins as a PDF does. */
export function isPdf(head: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(head.subarray(0, 1024)).includes('%PDF-')
}

/** The lines of text of a PDF, as they stand on its pages; throws BrokenFile for what is none or holds pictures alone. */
export async function readPdfLines(bytes: Uint8Array): Promise<string[]> {
  // Read by few, and large: it is there when it is needed.
  const { getDocumentProxy } = await import('unpdf')
  let lines: string[]
  try {
    // The reader keeps the array it is given: it gets its own.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
    lines = []
    for (let page = 1; page <= Math.min(pdf.numPages, sizes.pdfPages); page++) {
      const { items } = await (await pdf.getPage(page)).getTextContent()
      lines.push(...toLines(items.flatMap((item) => ('str' in item ? [toPiece(item)] : []))))
    }
    await pdf.loadingTask.destroy()
  } catch (error) {
    throw new BrokenFile('broken', error instanceof Error ? error.message : 'PDF')
  }
  if (lines.length === 0) throw new BrokenFile('empty', 'PDF')
  return lines
}

function toPiece(item: { str: string; transform: number[]; width: number }): Piece {
  const [left = 0, height = 0] = item.transform.slice(4)
  return { text: item.str, left, right: left + item.width, height }
}

/** Pieces on one height are one line; what stands apart is parted by a space. */
function toLines(pieces: readonly Piece[]): string[] {
  const rows: Piece[][] = []
  for (const piece of pieces.filter(({ text }) => text.trim() !== '').toSorted((a, b) => b.height - a.height)) {
    const row = rows.at(-1)
    if (row?.[0] && Math.abs(row[0].height - piece.height) < 3) row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => {
    let line = ''
    let right = Number.POSITIVE_INFINITY
    for (const piece of row.toSorted((a, b) => a.left - b.left)) {
      line += piece.left - right > 1 && !line.endsWith(' ') ? ` ${piece.text}` : piece.text
      right = piece.right
    }
    return line.trim()
  })
}
