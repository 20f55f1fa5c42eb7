import type { Span } from './catalog.ts'

/**
 * Cuts numbers (with their counts of goods) into at most `pieces` spans with about as many goods in each. A span begins
 * at a round number and ends at the last number in it. Empty if there is nothing to cut.
 */
export function spansOf(counts: ReadonlyMap<number, number>, pieces = 5): (Span & { products: number })[] {
  const numbers = [...counts.keys()].sort((a, b) => a - b)
  const cuts = sensibleCuts(counts, numbers, pieces)
  if (cuts.length === 0) return []
  const starts = [Number.NEGATIVE_INFINITY, ...cuts]
  return starts.map((start, i) => {
    const end = starts[i + 1]
    const own = numbers.filter((number) => number >= start && (end === undefined || number < end))
    const products = own.reduce((sum, number) => sum + (counts.get(number) ?? 0), 0)
    return { from: i === 0 ? null : start, to: end === undefined ? null : (own.at(-1) ?? start), products }
  })
}

/** Beginnings of spans: each above all numbers of the span before, at the roundest number that the goods allow. */
function sensibleCuts(counts: ReadonlyMap<number, number>, numbers: readonly number[], pieces: number): number[] {
  const all = numbers.reduce((sum, number) => sum + (counts.get(number) ?? 0), 0)
  const cuts: number[] = []
  let passed = 0
  for (const [i, number] of numbers.entries()) {
    const before = numbers[i - 1]
    const products = counts.get(number) ?? 0
    const isDue = passed + products / 2 >= (all * (cuts.length + 1)) / pieces
    if (before !== undefined && isDue && cuts.length < pieces - 1) cuts.push(roundest(before, number))
    passed += products
  }
  return cuts
}

/** The roundest number above `before` and not above `number`. */
function roundest(before: number, number: number): number {
  if (number <= 0) return number
  const whole = 10 ** Math.floor(Math.log10(number))
  const rounded = [2, 10, 100].map((parts) => tidy(Math.floor((number * parts) / whole) * (whole / parts)))
  return rounded.find((cut) => cut > before && cut <= number) ?? number
}

/** Cuts off the float error of a division. */
function tidy(number: number): number {
  return Math.round(number * 1e6) / 1e6
}
