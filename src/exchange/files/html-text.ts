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
  const words = withoutScripts(html)
    .replace(/<(br|\/p|\/li|\/div|\/tr|\/h\d)\b[^>]{0,999}>/gi, '\n')
    .replace(/<[a-z/!][^>]{0,9999}>/gi, '')
  return namedLetters(words)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()
    .slice(0, sizes.cellLetters)
}

/** Reads each letter once: a page may have many opening tags without an end. */
function withoutScripts(html: string): string {
  const kept: string[] = []
  let at = 0
  for (const { 0: tag, 1: name = '', index } of html.matchAll(/<(script|style)\b/gi)) {
    if (index < at) continue
    const end = new RegExp(`</${name}>`, 'gi')
    end.lastIndex = index + tag.length
    if (!end.test(html)) break
    kept.push(html.slice(at, index))
    at = end.lastIndex
  }
  return kept.join('') + html.slice(at)
}

/** `&laquo;` and `&#176;` as letters; unknown names stay. */
export function namedLetters(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return letters[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })
}
