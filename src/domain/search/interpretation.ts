import { sounded } from '#domain/text/letters.ts'
import { sameQuantities } from '#domain/text/words.ts'
import { type Chunk, inOtherLayout, keysOf } from './query.ts'
import type { Lexicon, Lookup, Word } from './terms.ts'
import { slip } from './typos.ts'

export interface InterpretOptions {
  literal: boolean
  bold: boolean
  /** False: a word that looks like an article and matches none is not mended. */
  mendsArticles?: boolean
}

export interface ChunkInterpretation {
  words: Word[]
  /** The chunk as it was read: typed, or in the other layout. */
  chunk: Chunk
}

const SHORTEST_PART = 3
const SHORTEST_START = 3
const MOST_NEAR = 40

/**
 * Reads a chunk as typed if it is known; else in the other layout if that is known; else word by word, mended if
 * needed. A chunk broken by signs that are letters of the other layout may be one word there: `ext,ys[` is «учебных».
 */
export function interpretChunk(chunk: Chunk, lexicon: Lexicon, options: InterpretOptions): ChunkInterpretation {
  const known = readKnown(chunk, lexicon, options)
  const isBroken = chunk.words.length > 1 && !hasDigit(chunk.glued)
  if (known && !options.bold && !isBroken) return { words: known, chunk }
  const other = options.literal ? null : inOtherLayout(chunk)
  const switched = other && readKnown(other, lexicon, options)
  if (known && !isBroken) {
    const lookups = switched?.flatMap(({ whole }) => whole) ?? []
    return { words: known.map((word) => emboldened(word, lookups, other, lexicon)), chunk }
  }
  if (other && switched && (!known || switched.length === 1)) {
    const meant = (word: Word): Word => ({ ...word, typed: chunk.typed, meant: other.typed, isCorrected: true })
    return { words: switched.map(meant), chunk: other }
  }
  return { words: known ?? readUnknown(chunk, lexicon, options), chunk }
}

const hasDigit = (text: string) => /\d/.test(text)

/** null if any of the words is unknown. */
function readKnown(chunk: Chunk, lexicon: Lexicon, options: InterpretOptions): Word[] | null {
  const { quantity, glued, words } = chunk
  if (quantity !== null) {
    const number = /^[\d.]+/.exec(quantity)?.[0] ?? ''
    const same = [quantity, ...(options.literal ? [] : sameQuantities(quantity))].map(lexicon.spell)
    const known = same.filter((one) => lexicon.goods(one) > 0)
    const lookups = known.length > 0 ? known : [lexicon.spell(number)].filter((one) => lexicon.goods(one) > 0)
    const parts = partsOf(glued, lexicon)
    if (lookups.length === 0 && parts.length === 0) return null
    return [{ ...wordOf(chunk.typed, lookups, parts), isVague: lookups.length > 0 }]
  }
  if (hasDigit(glued)) {
    const lookup = lexicon.spell(glued)
    const parts = partsOf(glued, lexicon)
    const isKnown = lexicon.goods(lookup) > 0
    if (isKnown || parts.length > 0) return [wordOf(chunk.typed, isKnown ? [lookup] : [], parts)]
    return readRuns(chunk, lexicon, options)
  }
  const compound = words.length > 1 && !options.literal ? otherWords(lexicon.spell(glued), lexicon) : []
  if (compound.length > 0) return [wordOf(chunk.typed, compound, [])]
  const read = words.map((word) => {
    const lookup = lexicon.spell(word)
    const others = options.literal ? [] : otherWords(lookup, lexicon)
    if (lexicon.goods(lookup) > 0) return { ...wordOf(word, [lookup], []), near: others }
    // A trade word that no product has is found by the words that goods have instead.
    return others.length > 0 ? wordOf(word, others, []) : null
  })
  return read.every((word) => word !== null) ? read : null
}

const otherWords = ({ term }: Lookup, lexicon: Lexicon): Lookup[] =>
  lexicon.synonyms(term).filter((other) => lexicon.goods(other) > 0)

/** Reads `hdmi2.1` also as hdmi, 2 and 1, if its letters are a word: an unknown article is not split. */
function readRuns(chunk: Chunk, lexicon: Lexicon, { literal }: InterpretOptions): Word[] | null {
  const runs = chunk.words.flatMap((word) => word.match(/\d+|[^\d]+/g) ?? [])
  const lookups = runs.map(lexicon.spell)
  if (literal || !lookups.every((lookup) => lexicon.goods(lookup) > 0)) return null
  if (!runs.some((run) => run.length >= SHORTEST_PART && !hasDigit(run))) return null
  return lookups.map((lookup, i) => wordOf(runs[i] ?? '', [lookup], []))
}

function partsOf(glued: string, lexicon: Lexicon): string[] {
  return keysOf(glued).filter((key) => key.length >= SHORTEST_PART && lexicon.holdsPart(key))
}

function wordOf(typed: string, whole: readonly Lookup[], parts: readonly string[]): Word {
  return { typed, whole, near: [], parts, isVague: false, meant: null, isCorrected: false }
}

function readUnknown(chunk: Chunk, lexicon: Lexicon, options: InterpretOptions): Word[] {
  if (chunk.quantity !== null || hasDigit(chunk.glued)) return [mendArticle(chunk, lexicon, options)]
  return chunk.words.map((word) => {
    const alone = { ...chunk, typed: word, words: [word], glued: word }
    return readKnown(alone, lexicon, options)?.[0] ?? mendWord(word, lexicon, options)
  })
}

function mendArticle(
  { typed, glued }: Chunk,
  lexicon: Lexicon,
  { literal, mendsArticles = true }: InterpretOptions,
): Word {
  const keys = literal || !mendsArticles ? [] : keysOf(glued).flatMap((key) => lexicon.similarKeys(key))
  const [best] = keys
  return { ...wordOf(typed, [], keys), meant: best ?? null, isCorrected: best !== undefined }
}

/** Reads a word that no product has as another alphabet, a part of an article, the start of a word, or a typo. */
function mendWord(word: string, lexicon: Lexicon, { literal }: InterpretOptions): Word {
  const meant = literal ? [] : candidates(word, lexicon)
  const [best] = meant
  const sound = lexicon.spell(sounded(word))
  const heard = lexicon.goods(sound)
  if (!literal && heard > 0 && !(best && best.cost < BY_SOUND - weightOf(heard)))
    return { ...wordOf(word, [sound], []), meant: lexicon.shown(sound.form), isCorrected: true }
  const { form } = lexicon.spell(word)
  const parts = partsOf(word, lexicon)
  const begun = word.length >= SHORTEST_START ? lexicon.completions(form).map(lookupOf) : []
  if (best && begun.length > 0 && best.goods <= sum(begun.map((one) => lexicon.goods(one))))
    return { ...wordOf(word, [], parts), near: begun }
  if (best) {
    const near = meant.slice(1, MOST_NEAR).map(({ lookup }) => lookup)
    const shown = lexicon.shown(best.lookup.form)
    return { ...wordOf(word, [best.lookup], []), near, meant: shown, isCorrected: true }
  }
  return { ...wordOf(word, [], parts), near: begun }
}

const lookupOf = (form: string): Lookup => ({ form, term: form })
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

interface TypoCandidate {
  lookup: Lookup
  goods: number
  cost: number
}

/** The cost of a word in the letters of another alphabet, in addition to typos: about half a typo. */
const BY_SOUND = 0.6

/** A word of more goods is the likelier meaning. */
const weightOf = (goods: number) => Math.log10(goods + 1) / 4

/** Possible meanings of a mistyped word, the likeliest first: fewer typos, likelier typos, words of more goods. */
function candidates(word: string, lexicon: Lexicon): TypoCandidate[] {
  const { form } = lexicon.spell(word)
  const other = inOtherLayout({ typed: word, words: [word], glued: word, quantity: null })
  const forms = new Set([form, lexicon.spell(sounded(word)).form])
  if (other) forms.add(lexicon.spell(other.glued).form)
  const found = [...forms].flatMap((typed, i) =>
    lexicon.similar(typed).map((one) => {
      const lookup = lookupOf(one.form)
      const goods = lexicon.goods(lookup)
      const cost = one.typos + (one.typos === 1 ? slip(typed, one.form) / 2 : 0) + (i > 0 ? 1 : 0)
      return { lookup, goods, cost: cost - weightOf(goods) }
    }),
  )
  return found.filter(({ goods }) => goods > 0).sort((a, b) => a.cost - b.cost)
}

/** A known word that may be a typo all the same, or another word in the other layout. */
function emboldened(word: Word, switched: readonly Lookup[], other: Chunk | null, lexicon: Lexicon): Word {
  const similar = word.parts.length === 0 ? candidates(word.typed, lexicon).map(({ lookup }) => lookup) : []
  const own = new Set(word.whole.map(({ form }) => form))
  const others = [...switched, ...similar].filter(({ form }) => !own.has(form))
  const [best] = others
  if (!best) return word
  const meant = switched.length > 0 && other ? other.typed : lexicon.shown(best.form)
  return { ...word, near: [...word.near, ...others.slice(0, MOST_NEAR)], meant }
}
