import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as russian } from '@orama/stemmers/russian'
import type { Stem } from '../domain/search/words.ts'

/** Snowball's stems of both languages. */
export const stem: Stem = (word, script) => (script === 'ru' ? russian(word) : english(word))
