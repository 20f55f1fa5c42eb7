const pieces = String.raw`(?:шт(?:ук[аи]?)?\.?|pcs\.?|pieces?|ед\.?)`
const count = String.raw`(?:[xх×*]\s*\d{1,6}|\d{1,6}\s*(?:${pieces}|[xх×*])?)`
/** A count alone belongs to the goods before it. */
const countAlone = new RegExp(`^[-–—:=(\\s]*${count}[).\\s]*$`, 'iu')
/** A part that ends or begins with a count. */
const counted = new RegExp(String.raw`(?:(?:[\s,:=(–—]|\s-)${count}[).]*$|^\d{1,6}\s*(?:${pieces}|[xх×*])?\s)`, 'iu')

/** A comma between two digits is a decimal point. */
const bySigns = /(?:(?<!\d),|,(?!\d)|[;+|\t]|\s(?:и|and|плюс|&)\s)+/iu
const byCounts = new RegExp(
  String.raw`${bySigns.source}|(?<=\s[xх×*]\s?\d{1,6})\s+(?=\S)|(?<=\d\s?(?:шт|pcs)\.?)\s+(?=\S)`,
  'iu',
)

/** Splits a line into parts with goods and a count each («P-1 x2, S-2 x1»); the whole line if that is impossible. */
export function partsOf(text: string): string[] {
  for (const separator of [bySigns, byCounts]) {
    const parts = grouped(text.split(separator).map((part) => part.trim()))
    if (parts && parts.length > 1) return parts
  }
  return [text]
}

const polite =
  /^(?:спасибо|заранее спасибо|благодарю|пожалуйста|срочно|прошу|thanks|thank you|please|asap|urgent)[.!\s]*$/iu

/** null: a part has no count, or a count has no goods. */
function grouped(pieces: readonly string[]): string[] | null {
  const parts: string[] = []
  for (const piece of pieces.filter((one) => /[\p{L}\p{N}]/u.test(one) && !polite.test(one))) {
    const last = parts.at(-1)
    if (!countAlone.test(piece)) parts.push(piece)
    else if (last !== undefined && !counted.test(last)) parts[parts.length - 1] = `${last} ${piece}`
    else return null
  }
  return parts.every((part) => counted.test(part)) ? parts : null
}
