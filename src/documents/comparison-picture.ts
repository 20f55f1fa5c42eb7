import { type ComparisonRow, labelOf } from '#domain/catalog/comparison.ts'
import { renderPng, svgText, wrap } from './picture.ts'

export interface ComparisonWords {
  /** The head of each column: the product, and a few short lines about it. */
  heads: { title: string; lines: string[] }[]
  same: string
  /** The number of characteristics that only the text has. */
  more: (count: number) => string
}

/** A phone shows it a third as large, so no text is smaller than 30. */
const WIDTH = 1080
const MARGIN = 36
const GAP = 20
const GREY = '#6b7280'
const BLACK = '#111827'
const ROWS = 14
const SAME_ROWS = 10

/** Goods side by side, differences first, as a PNG: names stand above their values, so that columns are wide. */
export function comparisonPicture(rows: readonly ComparisonRow[], words: ComparisonWords): Promise<Uint8Array> {
  return renderPng(comparisonSvg(rows, words))
}

export function comparisonSvg(rows: readonly ComparisonRow[], words: ComparisonWords): string {
  const page = createPage(words.heads.length)
  page.columns(
    words.heads.map(({ title }) => title),
    { size: page.size + 4, bold: true, lines: 3 },
  )
  for (const at of words.heads[0]?.lines.keys() ?? [])
    page.columns(
      words.heads.map(({ lines }) => lines[at] ?? ''),
      { size: page.size, lines: 2 },
    )
  const differing = rows.filter((row) => !row.same)
  for (const row of differing.slice(0, ROWS)) {
    page.line()
    page.text(labelOf(row), { size: 30, colour: GREY, lines: 1 })
    page.columns(
      row.cells.map((cell) => cell ?? '—'),
      { size: page.size, lines: 4 },
    )
  }
  const same = rows.filter((row) => row.same)
  if (same.length > 0) {
    page.line()
    page.text(words.same, { size: 30, bold: true, lines: 1 })
  }
  for (const row of same.slice(0, SAME_ROWS))
    page.text(`${labelOf(row)}: ${row.cells[0] ?? ''}`, { size: 30, colour: GREY, lines: 2 })
  const left = rows.length - Math.min(differing.length, ROWS) - Math.min(same.length, SAME_ROWS)
  if (left > 0) page.text(words.more(left), { size: 30, colour: GREY, lines: 1 })
  return page.svg()
}

interface Style {
  size: number
  bold?: boolean
  colour?: string
  /** The most lines. */
  lines: number
}

/** A page that grows downwards. */
function createPage(columns: number) {
  const parts: string[] = []
  const width = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns
  let y = MARGIN
  const put = (x: number, lines: readonly string[], { size, bold = false, colour = BLACK }: Style) => {
    for (const [at, line] of lines.entries()) {
      const place = `x="${x}" y="${Math.round(y + size * (1 + at * LEADING))}"`
      const look = `font-size="${size}" fill="${colour}" font-weight="${bold ? 500 : 400}"`
      parts.push(`<text ${place} ${look}>${svgText(line)}</text>`)
    }
  }
  const grow = (lines: number, size: number) => {
    y += Math.round(size * lines * LEADING + size * 0.25)
  }
  return {
    /** The size of values: the largest that the number of columns allows. */
    size: columns > 3 ? 31 : columns > 2 ? 35 : 39,
    text(text: string, style: Style) {
      const lines = wrap(text, style.size, WIDTH - 2 * MARGIN, style.lines)
      put(MARGIN, lines, style)
      grow(lines.length, style.size)
    },
    columns(texts: readonly string[], style: Style) {
      const cells = texts.map((text) => wrap(text, style.size, width, style.lines))
      for (const [at, lines] of cells.entries()) put(Math.round(MARGIN + at * (width + GAP)), lines, style)
      grow(Math.max(...cells.map((lines) => lines.length)), style.size)
    },
    line() {
      parts.push(`<rect x="${MARGIN}" y="${y + 6}" width="${WIDTH - 2 * MARGIN}" height="2" fill="#d1d5db"/>`)
      y += 20
    },
    svg(): string {
      const size = `width="${WIDTH}" height="${y + MARGIN}"`
      const sheet = `<rect ${size} fill="#ffffff"/>`
      return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="Roboto">${sheet}${parts.join('')}</svg>`
    },
  }
}

const LEADING = 1.25
