import { stemmer } from '@orama/stemmers/russian'
import type { Stem } from '#domain/text/words.ts'

/** Russian endings by Snowball; of English ones only the plural: control and controller are different goods. */
export const stem: Stem = (word, script) => (script === 'ru' ? ofRussian(word) : singular(word))

const SHORTEST = 3

/** Snowball makes «кана» of «канал», a verb to it, but «канал» of «каналов»: repeated to the end, all forms meet. */
function ofRussian(word: string): string {
  let stem = word
  for (let next = stemmer(stem); next !== stem && next.length >= SHORTEST; next = stemmer(stem)) stem = next
  return stem
}

function singular(word: string): string {
  if (!word.endsWith('s') || /(ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return /(ch|sh|ss|x|z)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1)
}
