import { isNoun } from '#domain/text/words.ts'
import { type ChunkInterpretation, type InterpretOptions, interpretChunk } from './interpretation.ts'
import { type Chunk, chunksOf, inOtherLayout, keysOf, tellingOf } from './query.ts'
import type { Lexicon, Word } from './terms.ts'

export interface QueryPlan {
  words: readonly Word[]
  /** Several words that may be one article: a hit on it is a hit on all of them. */
  spans: readonly { bits: number; key: string }[]
  /** The whole query as an article. */
  keys: readonly string[]
  /** The index of the noun that the query is about; −1: none. */
  head: number
  /** Words beyond the limit, which are not searched. */
  beyond: readonly string[]
}

/** A word is a bit: 15 of them, and the same bits once more 16 bits higher, fit into a number. */
const MOST_WORDS = 15
/** Mending an article scans all others: nobody types more than a few into one query. */
const MOST_MENDED = 4
const LONGEST_SPAN = 6
const SHORTEST_SPAN = 4

/** A plan of the search. `literal`: as typed, in its forms. `bold`: every word may be a typo, even a known one. */
export function planQuery(text: string, lexicon: Lexicon, options: InterpretOptions): QueryPlan {
  const chunks = chunksOf(text)
  const words: Word[] = []
  const beyond: string[] = []
  const bitsOf = new Map<Chunk, number>()
  const read: Chunk[] = []
  let numbers = 0
  for (const chunk of tellingOf(chunks)) {
    if (/\d/.test(chunk.glued)) numbers++
    const interpretation = interpretChunk(chunk, lexicon, { ...options, mendsArticles: numbers <= MOST_MENDED })
    if (words.length + interpretation.words.length > MOST_WORDS) {
      beyond.push(chunk.typed)
      continue
    }
    let bits = 0
    for (const word of interpretation.words) {
      bits |= 1 << words.length
      words.push(word)
    }
    const as = glueOf(interpretation)
    bitsOf.set(as, bits)
    read.push(as)
  }
  return { words, spans: spansOf(read, bitsOf, lexicon), keys: wholeKeys(chunks, read), head: headOf(words), beyond }
}

/**
 * The head: in Russian the first word that is no adjective, in English the last word: «лазерный проектор», `laser
 * projector`.
 */
function headOf(words: readonly Word[]): number {
  const isWord = ({ typed }: Word) => /^\p{L}{2,}$/u.test(typed)
  const first = words.findIndex(({ typed }) => isNoun(typed))
  if (first >= 0) return first
  return words.findLastIndex((word) => isWord(word) && /^[a-z]+$/i.test(word.typed))
}

const glueOf = ({ chunk }: ChunkInterpretation): Chunk => ({ ...chunk })

function wholeKeys(typed: readonly Chunk[], read: readonly Chunk[]): string[] {
  const glue = (chunks: readonly Chunk[]) => chunks.map(({ glued }) => glued).join('')
  const switched = typed.map((chunk) => inOtherLayout(chunk) ?? chunk)
  const all = new Set([glue(typed), glue(read), glue(switched)].flatMap(keysOf))
  return [...all].filter((key) => key.length > 1)
}

function spansOf(chunks: readonly Chunk[], bitsOf: ReadonlyMap<Chunk, number>, lexicon: Lexicon) {
  const spans: { bits: number; key: string }[] = []
  for (let from = 0; from < chunks.length; from++) {
    let [glued, bits] = ['', 0]
    for (let to = from; to < Math.min(chunks.length, from + LONGEST_SPAN); to++) {
      const chunk = chunks[to]
      if (!chunk) break
      glued += chunk.glued
      bits |= bitsOf.get(chunk) ?? 0
      if ((bits & (bits - 1)) === 0 || glued.length < SHORTEST_SPAN) continue
      for (const key of keysOf(glued)) if (lexicon.holdsPart(key)) spans.push({ bits, key })
    }
  }
  return spans
}
