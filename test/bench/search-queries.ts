import type { Good } from '#domain/search/segment.ts'
import { folded, looksLike, otherLayout, plain } from '#domain/text/letters.ts'
import { type Random, randomOf } from '../simulation/random.ts'
import { values } from './search-goods.ts'

export const queryKinds = ['exact', 'part', 'typo', 'layout', 'look-alike', 'word forms', 'units', 'order'] as const
export type QueryKind = (typeof queryKinds)[number]

export interface BenchQuery {
  kind: QueryKind
  text: string
  /** Ids of all goods that are meant, told by looking at every one. */
  meant: Set<number>
}

const texts = new Map(values.map(({ id, text }) => [id, text]))
const wordsOf = (text: string) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? []
/** A plural is the same word. */
const asMeant = (word: string) => folded(word).replace(/(?<=ch|sh|ss|x|z)es$|(?<=[a-z]{3})(?<=[^su])s$/, '')

/** All words of a good, look-alikes as they look, with its numbers and units also as one word. */
function ownWords(good: Good): Set<string> {
  const text = [
    good.name,
    good.sku,
    good.model,
    good.brand,
    good.category,
    ...good.values.map((id) => texts.get(id) ?? ''),
  ]
  const words = text.flatMap(wordsOf)
  const quantities = text.flatMap((one) =>
    [
      ...plain(one).matchAll(/(\d+(?:\.\d+)?) ?(м|m|mtr|meters?|лм|lm|lumens?|кг|kg|вт|w|watts?)(?![\p{L}\p{N}])/gu),
    ].map(
      ([, number, unit]) =>
        `${Number(number)}${unitNames[unit ?? ''] ?? /^(m|lm|lu|kg|w)/.exec(unit ?? '')?.[0].replace('lu', 'lm')}`,
    ),
  )
  return new Set([...words.map(asMeant), ...quantities.map((one) => `=${one}`)])
}
const unitNames: Record<string, string> = { м: 'm', лм: 'lm', кг: 'kg', вт: 'w' }

const forms: Record<string, readonly string[]> = {
  проектор: ['проекторы', 'проекторов', 'проектора', 'проектором'],
  кабель: ['кабели', 'кабелей', 'кабеля', 'кабелем'],
  микрофон: ['микрофоны', 'микрофонов', 'микрофона'],
  усилитель: ['усилители', 'усилителей', 'усилителя'],
  переходник: ['переходники', 'переходников', 'переходника'],
  удлинитель: ['удлинители', 'удлинителей', 'удлинителя'],
  коммутатор: ['коммутаторы', 'коммутаторов', 'коммутатора'],
  панель: ['панели', 'панелей', 'панелью'],
  камера: ['камеры', 'камеру', 'камерой'],
  белый: ['белая', 'белого', 'белые'],
  черный: ['чёрная', 'черного', 'чёрные'],
  потолочный: ['потолочная', 'потолочные', 'потолочных'],
  уличный: ['уличная', 'уличные', 'уличных'],
}

/** So many queries of each kind about goods taken at random, each with all the goods that it means. */
export function makeQueries(goods: readonly Good[], perKind: number, seed: number): BenchQuery[] {
  const chance = randomOf(seed)
  const words = goods.map(ownWords)
  const having = (wanted: readonly string[]) => {
    const ids = new Set<number>()
    words.forEach((own, at) => {
      if (wanted.every((word) => own.has(word))) ids.add(goods[at]?.id ?? 0)
    })
    return ids
  }
  const queries: BenchQuery[] = []
  for (const kind of queryKinds) {
    for (let made = 0; made < perKind; ) {
      const query = makers[kind](chance.pick(goods), chance, having, goods)
      if (!query || query.meant.size === 0) continue
      queries.push({ kind, ...query })
      made++
    }
  }
  return queries
}

type Maker = (
  good: Good,
  chance: Random,
  having: (words: readonly string[]) => Set<number>,
  goods: readonly Good[],
) => { text: string; meant: Set<number> } | null

const sign = ['', '-', '.', '/', ' ', '—']
const looksCyrillic = new Map(Object.entries(looksLike).map(([cyrillic, latin]) => [latin, cyrillic]))

/** They say nothing about goods. */
const idle = new Set(['для', 'with', 'for', 'and', 'the', 'from', 'to'])
const tellingWords = ({ name }: Good, shortest: number) =>
  [...new Set(wordsOf(name))].filter((word) => word.length >= shortest && !/\d/.test(word) && !idle.has(word))

/** Two words of the good's name, of letters alone and so long. */
function twoWords(good: Good, chance: Random, shortest: number): [string, string] | null {
  const words = tellingWords(good, shortest)
  if (words.length < 2) return null
  const first = chance.pick(words)
  const second = chance.pick(words.filter((word) => word !== first))
  return [first, second]
}

const makers: Record<QueryKind, Maker> = {
  exact: ({ id, skuKey }, chance) => {
    const text = [...skuKey].map((char) => char + (chance.chance(0.25) ? chance.pick(sign) : '')).join('')
    return { text: chance.chance(0.5) ? text.toUpperCase() : text, meant: new Set([id]) }
  },
  part: ({ skuKey }, chance, _, goods) => {
    const length = 4 + chance.below(3)
    const from = chance.below(skuKey.length - length + 1)
    const part = skuKey.slice(from, from + length)
    return {
      text: part,
      meant: new Set(
        goods.filter((one) => one.skuKey.includes(part) || one.modelKey.includes(part)).map(({ id }) => id),
      ),
    }
  },
  typo: (good, chance, having) => {
    const words = twoWords(good, chance, 4)
    if (!words) return null
    const [first, second] = words
    const wrong = misspelt(first, chance)
    // Nobody can tell a typo that is another word of the catalog.
    if (having([asMeant(wrong)]).size > 0) return null
    return { text: `${wrong} ${second}`, meant: having([first, second].map(asMeant)) }
  },
  layout: (good, chance, having) => {
    const words = twoWords(good, chance, 3)
    return words && { text: words.map(otherLayout).join(' '), meant: having(words.map(asMeant)) }
  },
  'look-alike': ({ id, skuKey }, chance) => {
    const text = [...skuKey].map((char) => (chance.chance(0.7) && looksCyrillic.get(char)) || char).join('')
    return { text, meant: new Set([id]) }
  },
  'word forms': (good, chance, having) => {
    const own = wordsOf(good.name).filter((word) => word in forms)
    if (own.length === 0) return null
    const brand = wordsOf(good.brand)[0] ?? ''
    return {
      text: `${own.map((word) => chance.pick(forms[word] ?? [])).join(' ')} ${brand}`,
      meant: having([...own, brand].map(asMeant)),
    }
  },
  units: (good, chance, having) => {
    const own = good.values
      .map((id) => /^([\d.]+) (м|лм|кг|Вт)$/.exec(texts.get(id) ?? ''))
      .filter((one) => one !== null)
    if (own.length === 0) return null
    const [, number = '', unit = ''] = chance.pick(own)
    const latin = unitNames[unit.toLowerCase()] ?? ''
    const written = number.replace('.', chance.pick(['.', ',']))
    const kind = wordsOf(good.name)[0] ?? ''
    const text = `${kind} ${written}${chance.pick(['', ' '])}${chance.pick([unit, latin])}`
    return { text, meant: having([asMeant(kind), `=${Number(number)}${latin}`]) }
  },
  order: (good, chance, having) => {
    const words = tellingWords(good, 4)
    const some = words.filter(() => chance.chance(0.4)).slice(0, 4)
    if (some.length < 2) return null
    return { text: some.toReversed().join(' '), meant: having(some.map(asMeant)) }
  },
}

const keyRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю']

/** One letter missing, twice, swapped with the next, or its neighbour on the keyboard. */
function misspelt(word: string, chance: Random): string {
  const at = chance.below(word.length)
  const char = word[at] ?? ''
  const [before, after] = [word.slice(0, at), word.slice(at + 1)]
  switch (chance.below(4)) {
    case 0:
      return before + after
    case 1:
      return before + char + char + after
    case 2:
      return at + 1 < word.length && after[0] !== char ? before + after[0] + char + after.slice(1) : before + after
    default: {
      const row = keyRows.find((one) => one.includes(char)) ?? char
      const near = row[row.indexOf(char) + 1] ?? row[row.indexOf(char) - 1] ?? ''
      return before + near + after
    }
  }
}
