import { sizes } from './sizes.ts'

const letters: Record<string, string> = {
  nbsp: ' ',
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  deg: '°',
  times: '×',
  plusmn: '±',
  reg: '®',
  copy: '©',
  trade: '™',
  apos: "'",
}

/** A description that may be HTML: its words and line breaks. */
export function htmlToText(html: string): string {
  const words = html
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, '')
    .replace(/<(br|\/p|\/li|\/div|\/tr|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<[a-z/!][^>]*>/gi, '')
  return namedLetters(words)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()
    .slice(0, sizes.cellLetters)
}

/** `&laquo;` and `&#176;` as letters; names that nobody knows stay. */
export function namedLetters(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return letters[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })
}
