import { folded, inCyrillic, plain, scriptOf } from './letters.ts'

/** The part of a word that all its forms share. */
export type Stem = (word: string, script: 'ru' | 'en') => string

export interface Spelling {
  /** Look-alike letters made one. */
  form: string
  /** The same for all forms of a word; goods are found by it. */
  term: string
  script: 'ru' | 'en'
}

const SHORTEST_STEMMED = 4

/** A plain word as the index stores it. */
export function spell(word: string, stem: Stem): Spelling {
  const form = folded(word)
  if (word.length < SHORTEST_STEMMED || /\P{L}/u.test(word)) return { form, term: form, script: scriptOf(word) }
  const script = scriptOf(word)
  return { form, term: folded(stem(script === 'ru' ? inCyrillic(word) : form, script)), script }
}

/** Units by one name, in all spellings; a single letter that is also a word counts only right behind its number. */
const spellings: readonly (readonly [name: string, spaced: string, glued?: string])[] = [
  ['m', 'метров|метра|метр|meters|meter|metres|metre|mtr|м|m'],
  ['cm', 'сантиметров|сантиметра|сантиметр|см|cm'],
  ['mm', 'миллиметров|миллиметра|миллиметр|мм|mm'],
  ['in', 'дюймовый|дюймовая|дюймов|дюйма|дюйм|inches|inch|"', 'in'],
  ['ft', 'футов|фута|фут|feet|foot|ft'],
  ['lm', 'люменов|люмена|люмен|lumens|lumen|лм|lm'],
  ['w', 'ватт|watts|watt|вт|w'],
  ['kg', 'килограммов|килограмма|килограмм|кг|kg'],
  ['db', 'децибел|дб|db'],
  ['hz', 'герц|гц|hz'],
  ['khz', 'кгц|khz'],
  ['mhz', 'мгц|mhz'],
  ['ghz', 'ггц|ghz'],
  ['gb', 'гигабайт|гб|gb'],
  ['tb', 'терабайт|тб|tb'],
  ['ohm', 'ом|ohms|ohm'],
  ['v', 'вольт|volts|volt|v', 'в'],
  ['k', 'к|k'],
]
const units = new Map(
  spellings.flatMap(([name, spaced, glued = '']) =>
    `${spaced}|${glued}`.split('|').flatMap((one) => [[one, name] as const, [folded(one), name] as const]),
  ),
)
const longestFirst = (all: (string | undefined)[]) =>
  all
    .join('|')
    .split('|')
    .filter((one) => one !== '')
    .flatMap((one) => [one, folded(one)])
    .sort((a, b) => b.length - a.length)
    .join('|')
const spaced = longestFirst(spellings.map(([, all]) => all))
const glued = longestFirst(spellings.map(([, all, more]) => (more ? `${all}|${more}` : all)))

/** `10 м`, `10м`, `1,5 m`, `10 000 лм`, `55"` */
const quantity = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,])(\d{1,3}(?: \d{3}){1,4}|\d+(?:[.,]\d+)?)(?: ?(${spaced})| ?(′′|''|”|“)|(${glued}))(?![\p{L}\p{N}])`,
  'gu',
)

export interface Quantity {
  at: number
  length: number
  /** Number and unit as one word: `10m`. */
  word: string
}

/** Numbers with their units in a plain text. */
export function quantitiesIn(text: string): Quantity[] {
  if (!/\d/.test(text)) return []
  return Array.from(text.matchAll(quantity), (match) => {
    const unit = units.get(match[2] ?? match[4] ?? '"') ?? 'in'
    return { at: match.index, length: match[0].length, word: `${numberWord(match[1] ?? '')}${unit}` }
  })
}

/** Units that replace each other in texts, the larger first, with their factors. */
const scales: readonly (readonly [unit: string, factor: number])[][] = [
  [
    ['m', 1000],
    ['cm', 10],
    ['mm', 1],
  ],
  [
    ['ghz', 1e9],
    ['mhz', 1e6],
    ['khz', 1e3],
    ['hz', 1],
  ],
  [
    ['tb', 1024],
    ['gb', 1],
  ],
]

/** The same quantity in other units: `3m` is `300cm` and `3000mm`. */
export function sameQuantities(word: string): string[] {
  const [, number = '', unit = ''] = /^([\d.]+)(\p{L}+)$/u.exec(word) ?? []
  const scale = scales.find((one) => one.some(([name]) => name === unit)) ?? []
  const factor = scale.find(([name]) => name === unit)?.[1] ?? 1
  return scale
    .filter(([name]) => name !== unit)
    .map(([name, other]) => `${Math.round((Number(number) * factor * 1e6) / other) / 1e6}${name}`)
}

const numberWord = (digits: string) => String(Number(digits.replaceAll(' ', '').replace(',', '.')))

/** `4 x 4` as one word, all kinds of spaces as one. */
export function tidy(text: string): string {
  return plain(text)
    .replace(/\s+/g, ' ')
    .replace(/(?<=\d) ?[xх*] ?(?=\d)/g, 'x')
}

/** A plus belongs to the word that ends with it: `hd+`, but «ears+swing» is two words. */
export const wordPattern = /[\p{L}\p{N}]+(?:\++(?![\p{L}\p{N}]))?/gu
const LONGEST_GLUED = 24

export interface TextWords {
  /** Each word, number and unit as one, and `RS-232` also as `rs232`. */
  words: Set<string>
  /** Parts of a mixed word: of `hdmi20` also `hdmi` and `20`. */
  runs: Set<string>
}

/** The words that a text is found by. */
export function wordsIn(text: string): TextWords {
  const clean = tidy(text)
  const [words, runs] = [new Set<string>(), new Set<string>()]
  for (const chunk of clean.split(' ')) {
    const found = wordsOfChunk(chunk)
    for (const word of found.words) words.add(word)
    for (const run of found.runs) runs.add(run)
  }
  for (const { word } of quantitiesIn(clean)) words.add(word)
  return { words, runs }
}

const CHUNKS_CACHED = 20_000
const LONGEST_CACHED = 40
/** The same chunks repeat again and again in a catalog. */
const chunks = new Map<string, { words: readonly string[]; runs: readonly string[] }>()

function wordsOfChunk(chunk: string) {
  const known = chunks.get(chunk)
  if (known) return known
  const words: string[] = chunk.match(wordPattern) ?? []
  const runs: string[] = []
  for (const piece of /\d/.test(chunk) ? chunk.split(/[;()]+|,(?!\d)/) : []) {
    // «7,5» is not «75».
    if (!/\d/.test(piece) || /^\d+[.,]\d+$/.test(piece)) continue
    const whole = gluedOf(piece)
    if (whole.length <= LONGEST_GLUED) words.push(whole)
    runs.push(...(whole.match(/\d{2,}|\p{L}{2,}/gu) ?? []))
  }
  const found = { words, runs }
  if (chunks.size >= CHUNKS_CACHED) chunks.clear()
  if (chunk.length <= LONGEST_CACHED) chunks.set(chunk, found)
  return found
}

const adjective = /(ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ого|его)$/

/** True for a Russian word that is not an adjective: «крепление» ends like one, and is not. */
export function isNoun(word: string): boolean {
  return /^[а-яё]{2,}$/i.test(word) && (!adjective.test(word.toLowerCase()) || /[нтв]ие$/i.test(word))
}

/** The first noun of a name says what the goods are. null: the name has no noun. */
export function nounOf(name: string): string | null {
  return plain(name).match(wordPattern)?.find(isNoun) ?? null
}

/** The text without anything but letters, digits and `+`. */
export function gluedOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}+]+/gu, '')
}
