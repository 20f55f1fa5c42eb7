import type { Steps } from '#domain/steps.ts'
import { visitBeginnings, visitKeys } from './articles.ts'
import type { QueryPlan } from './plan.ts'
import { posting } from './postings.ts'
import type { Segment } from './segment.ts'
import type { Lookup, Word } from './terms.ts'
import { DISTINCT_FORMS, formIn, formOf, termIn } from './vocabulary.ts'

/** The shift of bits: hits on whole words stand 16 bits above hits of any kind. */
export const WHOLE = 16

/** Places that the article alone decides, the best first; `none`: the words decide. */
export const places = { article: 0, model: 1, begins: 2, none: 3 } as const

const SHORTEST_EXACT = 4

/** All bits of a plan's words. */
export const allOf = ({ words }: QueryPlan): number => (1 << words.length) - 1

/** Marks in the segment's scratch the words of the plan that find each product, word by word. */
export function* matchGoods(segment: Segment, plan: QueryPlan): Steps<void> {
  const { hits, named, head, place } = segment.scratch
  hits.fill(0)
  named.fill(0)
  head.fill(0)
  place.fill(places.none)
  for (const [i, word] of plan.words.entries()) {
    const bit = 1 << i
    const isHead = plan.head === i
    for (const lookup of word.near) markTerm(segment, lookup, { found: bit, inName: 0, isHead: false })
    for (const lookup of word.whole) markTerm(segment, lookup, { found: bit | (bit << WHOLE), inName: bit, isHead })
    for (const part of word.parts) markKeys(segment, part, bit, word)
    yield
  }
  for (const { bits, key } of plan.spans) markKeys(segment, key, bits)
  const all = allOf(plan)
  for (const key of plan.keys) {
    visitBeginnings(segment.articles, key, (at, whole) => {
      const good = at >> 1
      hits[good] = all | (all << WHOLE)
      place[good] = Math.min(place[good] ?? 0, whole ? at & 1 : places.begins)
    })
  }
}

function markTerm(
  { vocabulary, postings, scratch }: Segment,
  { form, term }: Lookup,
  { found, inName, isHead }: { found: number; inName: number; isHead: boolean },
) {
  const numbered = formOf(vocabulary, form, term)
  if (numbered === undefined) return
  const number = termIn(numbered)
  const own = formIn(numbered) < DISTINCT_FORMS ? posting.form(formIn(numbered)) : 0
  const { hits, named, head } = scratch
  const { starts, items } = postings
  const end = starts[number + 1] ?? 0
  for (let i = starts[number] ?? 0; i < end; i++) {
    const item = items[i] as number
    const good = item >> posting.bits
    hits[good] = (hits[good] as number) | found
    if (item & posting.named) named[good] = (named[good] as number) | inName | ((item & own) > 0 ? inName << WHOLE : 0)
    if (isHead && (item & posting.head) > 0) head[good] = 1
  }
}

/**
 * Marks goods by a part of a key: within it, as found; at its beginning or end, as in the name; whole, as the article.
 */
function markKeys({ articles, scratch }: Segment, key: string, bits: number, word?: Word): void {
  const { hits, named, place } = scratch
  const isTelling = key.length >= SHORTEST_EXACT && /\d/.test(key) && !word?.isCorrected
  visitKeys(articles, key, (at, stands) => {
    const good = at >> 1
    if (stands === 'within' || (word?.isVague && stands !== 'whole')) {
      hits[good] = (hits[good] ?? 0) | bits
      return
    }
    hits[good] = (hits[good] ?? 0) | bits | (bits << WHOLE)
    named[good] = (named[good] ?? 0) | bits | (bits << WHOLE)
    if (stands === 'whole' && isTelling) place[good] = Math.min(place[good] ?? 0, at & 1)
  })
}
