import { join } from 'node:path'
import { fontFolder } from './fonts.ts'

const options = {
  font: {
    loadSystemFonts: false,
    fontFiles: ['Roboto-Regular.ttf', 'Roboto-Medium.ttf'].map((file) => join(fontFolder, file)),
    defaultFontFamily: 'Roboto',
  },
}

/** An SVG as the bytes of a PNG, drawn in Roboto off the event loop; the renderer is loaded with the first picture. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js')
  return new Uint8Array((await renderAsync(svg, options)).asPng())
}

/** Text for SVG: none of its letters are markup, and none are invalid in XML. */
export function svgText(text: string): string {
  return [...text.toWellFormed()]
    .filter((char) => char >= ' ' && char !== '\uFFFE' && char !== '\uFFFF')
    .join('')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}

const widths: [letters: RegExp, ems: number][] = [
  [/[mwшщжыюфмшMWШЩЖЫЮФМ@%—″]/u, 0.88],
  [/[\p{Lu}×]/u, 0.67],
  [/[iljtfr.,:;'!|()[\]/ \u00a0-]/u, 0.34],
  [/[\p{L}\p{N}]/u, 0.57],
]

/** The approximate width in Roboto, rather too wide than too narrow. */
export function textWidth(text: string, size: number): number {
  let ems = 0
  for (const char of text) ems += widths.find(([letters]) => letters.test(char))?.[1] ?? 0.6
  return ems * size
}

/** At most `most` lines that fit, broken at breaking spaces; «…» ends the last one if the text goes on. */
export function wrap(text: string, size: number, width: number, most: number): string[] {
  const fits = (line: string) => textWidth(line, size) <= width
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/[ \n\t]+/).flatMap((one) => pieces(one, fits))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    lines.push(line)
    line = word
  }
  lines.push(line)
  if (lines.length <= most) return lines
  const last = [...(lines[most - 1] ?? '')]
  while (last.length > 0 && !fits(`${last.join('')}…`)) last.pop()
  return [...lines.slice(0, most - 1), `${last.join('')}…`]
}

/** Cuts a word that is wider than its line. */
function pieces(word: string, fits: (text: string) => boolean): string[] {
  const cut: string[] = []
  let piece = ''
  for (const char of word) {
    if (piece !== '' && !fits(piece + char)) {
      cut.push(piece)
      piece = ''
    }
    piece += char
  }
  return [...cut, piece]
}
