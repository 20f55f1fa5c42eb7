/** Sorted names, cut to the beginnings that order them among others. */
export interface SortedNames {
  text: string
  starts: Int32Array
}

const NAME_START = 40

/** `order`: the indices of the names in sorted order. */
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

/** The number of sorted names up to and including this one: of equal names the sorted one is older. */
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

/** Twice the sorted place of each name; with `amid`, the names stand between those other names, in their order. */
export function ranksOf(names: readonly string[], order: Int32Array, amid?: SortedNames): Float64Array {
  const ranks = new Float64Array(names.length)
  order.forEach((place, rank) => {
    ranks[place] = amid ? between(firstAfter(amid, names[place] ?? ''), rank, names.length) : 2 * rank
  })
  return ranks
}

const between = (before: number, rank: number, names: number): number => 2 * before - 1 + rank / names

const STEP = 10_000

/** The result of `ranksOf` for names that are already sorted, in their order. Yields at points of pause. */
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
