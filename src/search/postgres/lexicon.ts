import type { Db } from '#db/schema/schema.ts'
import { holdsPart, keysLike } from '#db/search/postgres.ts'
import {
  comparesLetters,
  formsBeginning,
  formsLike,
  goodsWithTerms,
  type KnownWord,
  knownWords,
} from '#db/search/words.ts'
import type { WordKnowledge } from '#domain/search/lexicon.ts'
import { isSlipOf } from '#domain/search/nearest.ts'
import type { Lexicon, Lookup } from '#domain/search/terms.ts'
import { typosAllowed, typosBetween } from '#domain/search/typos.ts'
import { inCyrillic } from '#domain/text/letters.ts'
import { spell } from '#domain/text/words.ts'

/** A lexicon that reads from the database on demand: unknown answers are read before the next attempt. */
export interface AskedLexicon extends Lexicon {
  /** The term of a lookup; undefined if no product has it. */
  termOf(lookup: Lookup): string | undefined
  /** Reads all unknown answers that were asked for; false if there were none. */
  learn(): Promise<boolean>
}

const MOST_COMPLETIONS = 100

export function askLexicon(db: Db, { stem, synonyms }: WordKnowledge): AskedLexicon {
  const terms = remembered<string, KnownWord | undefined>()
  const goods = remembered<string, number>()
  const completions = remembered<string, string[]>()
  const similar = remembered<string, { form: string; typos: number }[]>()
  const parts = remembered<string, boolean>()
  const slips = remembered<string, string[]>()
  const termOf = ({ form, term }: Lookup) => terms.read(form, undefined)?.term ?? term
  return {
    termOf,
    goods: (lookup) => goods.read(termOf(lookup), 0),
    completions: (start) => completions.read(start, []),
    similar: (form) => (typosAllowed(form.length + 2) === 0 ? [] : similar.read(form, [])),
    holdsPart: (key) => parts.read(key, false),
    similarKeys: (key) => slips.read(key, []),
    shown: (form) => (terms.read(form, undefined)?.cyrillic === 1 ? inCyrillic(form) : form),
    spell: (word) => spell(word, stem),
    synonyms: (term) => synonyms.get(term) ?? [],
    async learn() {
      if (![terms, goods, completions, similar, parts, slips].some((one) => one.hasMissed())) return false
      const forms = terms.asked()
      const known = new Map((await knownWords(db, forms)).map((word) => [word.form, word]))
      for (const form of forms) terms.set(form, known.get(form))
      const counted = await goodsWithTerms(db, goods.asked())
      for (const [term, count] of counted) goods.set(term, count)
      for (const start of completions.asked()) completions.set(start, await formsBeginning(db, start, MOST_COMPLETIONS))
      for (const key of parts.asked()) parts.set(key, await holdsPart(db, key))
      const unknown = { forms: similar.asked(), keys: slips.asked() }
      const isCompared = unknown.forms.length + unknown.keys.length > 0 && (await comparesLetters(db))
      for (const form of unknown.forms) similar.set(form, typosOf(form, await formsLike(db, form, isCompared)))
      for (const key of unknown.keys) {
        const lines = (await keysLike(db, key, isCompared)).flatMap(({ keys }) => keys.trim().split('\n'))
        slips.set(
          key,
          [...new Set(lines)].filter((line) => isSlipOf(key, line)),
        )
      }
      return true
    },
  }
}

function typosOf(typed: string, forms: readonly string[]): { form: string; typos: number }[] {
  return forms
    .map((form) => ({ form, typos: typosBetween(typed, form, typosAllowed(form.length)) }))
    .filter(({ form, typos }) => typos <= typosAllowed(form.length))
}

function remembered<Key, Value>() {
  const known = new Map<Key, Value>()
  const missing = new Set<Key>()
  return {
    read(key: Key, meanwhile: Value): Value {
      if (known.has(key)) return known.get(key) as Value
      missing.add(key)
      return meanwhile
    },
    set(key: Key, value: Value) {
      known.set(key, value)
      missing.delete(key)
    },
    asked: () => [...missing],
    hasMissed: () => missing.size > 0,
  }
}
