import { gluedOf, type Stem, spell } from '#domain/text/words.ts'
import type { Lookup } from './terms.ts'

/**
 * Terms with the other words that find the same. In a line of words with commas, each finds all others. `a, b > c`: a
 * or b also finds c. `#` begins a remark.
 */
export function readSynonyms(text: string, stem: Stem): Map<string, Lookup[]> {
  const found = new Map<string, Lookup[]>()
  const add = (from: readonly Lookup[], to: readonly Lookup[]) => {
    for (const { term } of from) {
      const known = found.get(term) ?? []
      const others = to.filter((other) => other.term !== term && !known.some((one) => one.term === other.term))
      found.set(term, [...known, ...new Map(others.map((other) => [other.term, other])).values()])
    }
  }
  for (const line of text.toLowerCase().split('\n')) {
    const [left = '', right] = (line.split('#')[0] ?? '').split('>')
    const words = lookupsOf(left, stem)
    add(words, right === undefined ? words : lookupsOf(right, stem))
  }
  return found
}

function lookupsOf(list: string, stem: Stem): Lookup[] {
  const words = list.split(',').map((word) => gluedOf(word.replaceAll('ё', 'е')))
  return words.filter((word) => word !== '').map((word) => spell(word, stem))
}
