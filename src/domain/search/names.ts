/** Names in their order, so much of each as orders them among others. */
export interface SortedNames {
  text: string
  starts: Int32Array
}

const NAME_START = 40

/** `order`: the names' places as they are sorted. */
export function sortedNamesOf(names: readonly string[], order: Int32Array): SortedNames {
  const starts = new Int32Array(names.length + 1)
  const texts: string[] = []
  order.forEach((place, rank) => {
    const text = (names[place] ?? '').slice(0, NAME_START)
    texts.push(text)
    starts[rank + 1] = (starts[rank] ?? 0) + text.length
  })
  return { text: texts.join(''), starts }
}

const nameAt = ({ text, starts }: SortedNames, i: number): string => text.slice(starts[i], starts[i + 1])

/** How many of the sorted names stand before this one; one and the same is older. */
function firstAfter(sorted: SortedNames, name: string): number {
  const start = name.slice(0, NAME_START)
  let [low, high] = [0, sorted.starts.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (nameAt(sorted, middle) <= start) low = middle + 1
    else high = middle
  }
  return low
}

/** Twice the place of each name among the sorted; `amid` others, what stands between these, in the order of the names. */
export function ranksOf(names: readonly string[], order: Int32Array, amid?: SortedNames): Float64Array {
  const ranks = new Float64Array(names.length)
  order.forEach((place, rank) => {
    ranks[place] = amid ? between(firstAfter(amid, names[place] ?? ''), rank, names.length) : 2 * rank
  })
  return ranks
}

const between = (before: number, rank: number, names: number): number => 2 * before - 1 + rank / names

const STEP = 10_000

/** What `ranksOf` says of names that are sorted themselves, in their order. Pauses where it may be put off. */
export function* ranksAmid(own: SortedNames, amid: SortedNames): Generator<void, Float64Array> {
  const ranks = new Float64Array(own.starts.length - 1)
  const last = amid.starts.length - 1
  let before = 0
  for (let i = 0; i < ranks.length; i++) {
    const name = nameAt(own, i)
    while (before < last && nameAt(amid, before) <= name) before++
    ranks[i] = between(before, i, ranks.length)
    if (i % STEP === STEP - 1) yield
  }
  return ranks
}
