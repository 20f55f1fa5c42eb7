/** The most letters of a cell that is a number, a price, or a word for one. */
export const NUMBER_LETTERS = 200
/** The most letters of a column's title. */
export const TITLE_LETTERS = 400

/** A text without the runs of spaces that make patterns scan each of its letters again and again. */
export function squeezed(text: string): string {
  return text.trim().replace(/\s{3,}/g, '  ')
}

/** The beginning of a title: patterns see no more of it. */
export function titleOf(text: string): string {
  return squeezed(text.length > 4 * TITLE_LETTERS ? text.slice(0, 4 * TITLE_LETTERS) : text).slice(0, TITLE_LETTERS)
}

/** A text without leading signs of `before` and trailing signs of `behind`; each letter is read once. */
export function withoutSigns(text: string, before: ReadonlySet<string>, behind: ReadonlySet<string>): string {
  let [from, to] = [0, text.length]
  // The last letter stays, whatever it is, for the other end.
  while (from < to - 1 && before.has(text.charAt(from))) from++
  while (to > from && behind.has(text.charAt(to - 1))) to--
  return text.slice(from, to)
}
