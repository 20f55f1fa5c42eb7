import { stemmer as russian } from '@orama/stemmers/russian'
import type { Stem } from '../domain/search/words.ts'

/**
 * Russian endings by Snowball. Of English words the plural alone: Snowball makes one of control, controls and controller,
 * which are different goods.
 */
export const stem: Stem = (word, script) => (script === 'ru' ? russian(word) : singular(word))

function singular(word: string): string {
  if (!word.endsWith('s') || /(ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return /(ch|sh|ss|x|z)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1)
}
