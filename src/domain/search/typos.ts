import { hashOf } from '#domain/text/hash.ts'
import { areNeighbours } from '#domain/text/letters.ts'

/** Deletions are taken from the first 7 letters: after two deletions in seven, any two words within two typos meet. */
const PREFIX = 7

/** The number of typos that a word may have: one from four letters, two from eight. */
export function typosAllowed(length: number): number {
  if (length < 4) return 0
  return length < 8 ? 1 : 2
}

/** Words by their rests without one or two letters: a typed word meets the words that it may mean. */
export interface TypoIndex {
  /** The start of each bucket. */
  starts: Int32Array
  /** Indices in the list of forms. */
  forms: Int32Array
}

const STEP = 500

/** Yields at points of pause. */
export function* indexTypos(forms: readonly string[]): Generator<void, TypoIndex> {
  let total = 0
  for (let at = 0; at < forms.length; at++) {
    total += deletions(forms[at] ?? '', typosAllowed((forms[at] ?? '').length)).size
    if (at % STEP === 0) yield
  }
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, total)))
  const buckets = new Int32Array(size + 1)
  for (let at = 0; at < forms.length; at++) {
    for (const rest of deletions(forms[at] ?? '', typosAllowed((forms[at] ?? '').length))) {
      const bucket = (hashOf(rest) & (size - 1)) + 1
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    }
    if (at % STEP === 0) yield
  }
  for (let i = 0; i < size; i++) buckets[i + 1] = (buckets[i + 1] ?? 0) + (buckets[i] ?? 0)
  const next = buckets.slice()
  const indexed = new Int32Array(total)
  for (let at = 0; at < forms.length; at++) {
    for (const rest of deletions(forms[at] ?? '', typosAllowed((forms[at] ?? '').length))) {
      const bucket = hashOf(rest) & (size - 1)
      indexed[next[bucket] ?? 0] = at
      next[bucket] = (next[bucket] ?? 0) + 1
    }
    if (at % STEP === 0) yield
  }
  return { starts: buckets, forms: indexed }
}

export interface SimilarWord {
  form: string
  typos: number
}

/** Forms that `typed` may mean, each with no more typos than its length allows. */
export function similarForms({ starts, forms }: TypoIndex, list: readonly string[], typed: string): SimilarWord[] {
  const seen = new Set<number>()
  const found: SimilarWord[] = []
  const longest = Math.min(2, typosAllowed(typed.length + 2))
  for (const rest of deletions(typed, longest)) {
    const bucket = hashOf(rest) & (starts.length - 2)
    for (let i = starts[bucket] ?? 0; i < (starts[bucket + 1] ?? 0); i++) {
      const at = forms[i] ?? 0
      if (seen.has(at)) continue
      seen.add(at)
      const form = list[at] ?? ''
      const typos = typosBetween(typed, form, typosAllowed(form.length))
      if (typos <= typosAllowed(form.length)) found.push({ form, typos })
    }
  }
  return found
}

function deletions(word: string, most: number): Set<string> {
  const start = word.slice(0, PREFIX)
  const all = new Set([start])
  let last = [start]
  for (let depth = 0; depth < most; depth++) {
    const next: string[] = []
    for (const one of last) {
      for (let i = 0; i < one.length; i++) {
        const rest = one.slice(0, i) + one.slice(i + 1)
        if (all.has(rest)) continue
        all.add(rest)
        next.push(rest)
      }
    }
    last = next
  }
  return all
}

/** The number of letters missing, extra, wrong or swapped between two words; more than `most` is `most + 1`. */
export function typosBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let [before, last, row] = [new Uint8Array(b.length + 1), new Uint8Array(b.length + 1), new Uint8Array(b.length + 1)]
  for (let j = 0; j <= b.length; j++) last[j] = j
  for (let i = 1; i <= a.length; i++) {
    row[0] = i
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row[j] = cost
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    ;[before, last, row] = [last, row, before]
  }
  return Math.min(last[b.length] ?? 0, most + 1)
}

/** The weight of a typo: below 1 for swapped or doubled letters and neighbouring keys, 1 for a wrong letter. */
export function slip(typed: string, meant: string): number {
  const shorter = Math.min(typed.length, meant.length)
  let i = 0
  while (i < shorter && typed[i] === meant[i]) i++
  if (typed.length === meant.length) {
    const [a, b] = [typed[i] ?? '', meant[i] ?? '']
    if (typed[i + 1] === b && meant[i + 1] === a) return 0.5
    return areNeighbours(a, b) ? 0.5 : 1
  }
  const [longer, other] = typed.length > meant.length ? [typed, meant] : [meant, typed]
  return longer[i] === other[i - 1] ? 0.5 : 0.8
}
