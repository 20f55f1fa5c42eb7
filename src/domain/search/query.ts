import { folded, otherLayout, sounded } from '#domain/text/letters.ts'
import { gluedOf, quantitiesIn, tidy, wordPattern } from '#domain/text/words.ts'

/** A piece of a query between spaces, or a number with its unit. */
export interface Chunk {
  typed: string
  /** Plain words, in their order. */
  words: readonly string[]
  /** Without signs between its letters and digits. */
  glued: string
  /** `10m`: a number and its unit, whatever separates them. */
  quantity: string | null
}

/** Words that say nothing about goods. */
const idle = new Set('и в во на с со для по от до из к ко у или the a an of for with and or to in on'.split(' '))

export function chunksOf(query: string): Chunk[] {
  const text = tidy(query)
  const chunks: Chunk[] = []
  let at = 0
  for (const { at: from, length, word } of quantitiesIn(text)) {
    chunks.push(...text.slice(at, from).split(' ').map(chunkOf))
    const typed = text.slice(from, from + length)
    chunks.push({ ...chunkOf(typed), quantity: word })
    at = from + length
  }
  chunks.push(...text.slice(at).split(' ').map(chunkOf))
  return chunks.filter(({ words }) => words.length > 0)
}

/** The chunks without words that say nothing, unless there are no others. */
export function tellingOf(chunks: readonly Chunk[]): readonly Chunk[] {
  const telling = chunks.filter(({ words }) => words.some((word) => !idle.has(word)))
  return telling.length > 0 ? telling : chunks
}

export function chunkOf(typed: string): Chunk {
  return { typed: typed.trim(), words: typed.match(wordPattern) ?? [], glued: gluedOf(typed), quantity: null }
}

/** Signs on the keys of the other layout's letters: nobody types them within a word. */
const onLetterKeys = /[[\]{};:'"<>`~]|\p{L},\p{L}/u

/** The same keys in the other layout; null if the result is no word. */
export function inOtherLayout({ typed }: Chunk): Chunk | null {
  const other = otherLayout(typed)
  if (other === null || onLetterKeys.test(other)) return null
  const chunk = chunkOf(tidy(other))
  return chunk.words.length > 0 ? chunk : null
}

/** The keys that an article may be stored under: as its letters look, and as they sound. */
export function keysOf(glued: string): string[] {
  return [...new Set([folded(glued), folded(sounded(glued))])].filter((key) => key !== '')
}
