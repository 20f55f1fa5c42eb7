import { create } from 'qrcode'
import { renderPng, svgText, wrap } from '#documents/picture.ts'

/** What a driver shows at the warehouse. */
export interface Pass {
  number: number
  company: string
  /** Label and text of each further line; empty texts are left out. */
  facts: readonly (readonly [label: string, text: string])[]
  /** What the driver must bring. */
  bring: string
  /** The text of the code: a link into the bot. */
  link: string
}

/** A phone shows it a third as large, so no text is smaller than 30. */
const WIDTH = 1080
const MARGIN = 60
const QR_SIDE = 620
const GREY = '#6b7280'
const BLACK = '#111827'

/** A pickup pass as a PNG, in Russian, whoever carries it: a driver needs no account. */
export function passPicture(pass: Pass): Promise<Uint8Array> {
  return renderPng(passSvg(pass))
}

export function passSvg({ number, company, facts, bring, link }: Pass): string {
  const parts: string[] = []
  let y = MARGIN
  const text = (words: string, size: number, colour: string, most: number, bold = false) => {
    for (const line of wrap(words, size, WIDTH - 2 * MARGIN, most)) {
      y += Math.round(size * 1.2)
      const look = `font-size="${size}" fill="${colour}" font-weight="${bold ? 500 : 400}"`
      parts.push(`<text x="${MARGIN}" y="${y}" ${look}>${svgText(line)}</text>`)
    }
  }
  const gap = (size: number) => {
    y += size
  }
  text('Пропуск на получение товара', 36, GREY, 1)
  text(`Заявка № ${number}`, 76, BLACK, 1, true)
  text(company, 42, BLACK, 2, true)
  gap(24)
  parts.push(qrCode(link, (WIDTH - QR_SIDE) / 2, y))
  gap(QR_SIDE + 12)
  for (const [label, words] of facts.filter(([, one]) => one !== '')) {
    text(label, 30, GREY, 1)
    text(words, 38, BLACK, 3)
    gap(14)
  }
  gap(10)
  parts.push(`<rect x="${MARGIN}" y="${y}" width="${WIDTH - 2 * MARGIN}" height="3" fill="#d1d5db"/>`)
  gap(10)
  text(bring, 38, BLACK, 4, true)
  const size = `width="${WIDTH}" height="${y + MARGIN}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="Roboto"><rect ${size} fill="#ffffff"/>${parts.join('')}</svg>`
}

/** One path of dark squares within the quiet zone of 4 that readers want. */
function qrCode(link: string, x: number, y: number): string {
  const { modules } = create(link, { errorCorrectionLevel: 'M' })
  const dark = Array.from(modules.data, (on, i) =>
    on ? `M${(i % modules.size) + 4} ${Math.floor(i / modules.size) + 4}h1v1h-1z` : '',
  )
  const scale = QR_SIDE / (modules.size + 8)
  return `<path transform="translate(${x} ${y}) scale(${scale})" d="${dark.join('')}" fill="#000"/>`
}
