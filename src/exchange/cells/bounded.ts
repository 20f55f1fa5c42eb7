/** A cell that is a number, a price, or a word for one has no more letters. */
export const NUMBER_LETTERS = 200
/** A title of a column has no more. */
export const TITLE_LETTERS = 400

/** A text without the runs of spaces that make patterns look at each of its letters again and again. */
export function squeezed(text: string): string {
  return text.trim().replace(/\s{3,}/g, '  ')
}

/** The beginning of a title, as far as anybody reads it: patterns look at no more. */
export function titleOf(text: string): string {
  return squeezed(text.length > 4 * TITLE_LETTERS ? text.slice(0, 4 * TITLE_LETTERS) : text).slice(0, TITLE_LETTERS)
}

/** A text without the `signs` that it begins with, and those that it ends with; each letter is looked at once. */
export function withoutSigns(text: string, before: ReadonlySet<string>, behind: ReadonlySet<string>): string {
  let [from, to] = [0, text.length]
  // The last letter stays, whatever it is, for the other end.
  while (from < to - 1 && before.has(text.charAt(from))) from++
  while (to > from && behind.has(text.charAt(to - 1))) to--
  return text.slice(from, to)
}
