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

/** How many of the sorted names stand before this one. */
function firstNotBefore({ text, starts }: SortedNames, name: string): number {
  const start = name.slice(0, NAME_START)
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (text.slice(starts[middle], starts[middle + 1]) < start) low = middle + 1
    else high = middle
  }
  return low
}

/** Twice the place of each name among the sorted; `amid` others, the odd number before the first that stands after it. */
export function ranksOf(names: readonly string[], order: Int32Array, amid?: SortedNames): Int32Array {
  const ranks = new Int32Array(names.length)
  order.forEach((place, rank) => {
    ranks[place] = amid ? 2 * firstNotBefore(amid, names[place] ?? '') - 1 : 2 * rank
  })
  return ranks
}
