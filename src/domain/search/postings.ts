/** The bits of a term in a product: it stands in name or model, in which of its forms there, and it names the goods. */
export const posting = {
  bits: 10,
  named: 1,
  form: (form: number) => 2 << form,
  head: 1 << 9,
} as const

/** An array of numbers that grows; its capacity doubles. */
export function growing() {
  let numbers = new Int32Array(1024)
  let length = 0
  return {
    push(value: number) {
      if (length === numbers.length) {
        const larger = new Int32Array(length * 2)
        larger.set(numbers)
        numbers = larger
      }
      numbers[length++] = value
    },
    /** Adds bits to an existing number. */
    or(at: number, bits: number) {
      numbers[at] = (numbers[at] ?? 0) | bits
    },
    length: () => length,
    taken: () => numbers.subarray(0, length),
    whole: () => numbers.slice(0, length),
  }
}

/** The items of each group, one group after the other: those of `i` stand from `starts[i]` to `starts[i + 1]`. */
export interface GroupedPostings {
  starts: Int32Array
  items: Int32Array
}

const STEP = 100_000

/** Groups items and preserves their order within a group. Yields at points of pause. */
export function* group(groups: Int32Array, items: Int32Array, count: number): Generator<void, GroupedPostings> {
  const starts = new Int32Array(count + 1)
  for (let i = 0; i < groups.length; i++) {
    const at = (groups[i] ?? 0) + 1
    starts[at] = (starts[at] ?? 0) + 1
    if (i % STEP === 0) yield
  }
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0)
  const next = starts.slice()
  const sorted = new Int32Array(items.length)
  for (let i = 0; i < items.length; i++) {
    const to = groups[i] ?? 0
    sorted[next[to] ?? 0] = items[i] ?? 0
    next[to] = (next[to] ?? 0) + 1
    if (i % STEP === 0) yield
  }
  return { starts, items: sorted }
}

const RUN = 4096

/** The indices of `keys` in sorted order: sorted runs are merged. Yields at points of pause. */
export function* orderOf(keys: ArrayLike<string | number>): Generator<void, Int32Array> {
  const isBefore = (a: number, b: number) => {
    const [left, right] = [keys[a] as string | number, keys[b] as string | number]
    return left < right || (left === right && a < b)
  }
  let from = Int32Array.from({ length: keys.length }, (_, i) => i)
  for (let start = 0; start < keys.length; start += RUN) {
    from.subarray(start, start + RUN).sort((a, b) => (isBefore(a, b) ? -1 : 1))
    yield
  }
  let to = new Int32Array(keys.length)
  for (let width = RUN; width < keys.length; width *= 2) {
    for (let start = 0; start < keys.length; start += 2 * width) {
      const middle = Math.min(start + width, keys.length)
      const end = Math.min(start + 2 * width, keys.length)
      let [left, right] = [start, middle]
      for (let i = start; i < end; i++) {
        const takesLeft = left < middle && (right >= end || isBefore(from[left] ?? 0, from[right] ?? 0))
        to[i] = (takesLeft ? from[left++] : from[right++]) ?? 0
        if (i % STEP === 0) yield
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}
