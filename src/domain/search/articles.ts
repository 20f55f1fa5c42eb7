/** The keys of articles and models, searchable by any part of them. */
export interface ArticleIndex {
  /** Each key between line ends: the article and the model of each product in turn. */
  text: string
  /** The place of the line end before each key. */
  starts: Int32Array
  /** Places in the text, grouped by the three letters that begin there. */
  places: Int32Array
  buckets: Int32Array
}

const LETTER_BITS = 6
const BUCKETS = 1 << (3 * LETTER_BITS)
const OTHER = (1 << LETTER_BITS) - 1
const letters = '\n+0123456789abcdefghijklmnopqrstuvwxyzбгджзийлпфцчшщъыьэюя'
const codes = new Uint8Array(0x10000).fill(OTHER)
for (let i = 0; i < letters.length; i++) codes[letters.charCodeAt(i)] = i

/** The bucket of the three letters at a place of a text. */
export const bucketOf = (text: string, at: number): number =>
  ((codes[text.charCodeAt(at)] ?? OTHER) << (2 * LETTER_BITS)) |
  ((codes[text.charCodeAt(at + 1)] ?? OTHER) << LETTER_BITS) |
  (codes[text.charCodeAt(at + 2)] ?? OTHER)

const STEP = 100_000

/** Indexes two keys of each product, its article's and its model's. Yields at points of pause. */
export function* indexArticles(keys: readonly string[]): Generator<void, ArticleIndex> {
  const text = `\n${keys.join('\n')}\n`
  const starts = new Int32Array(keys.length + 1)
  let at = 0
  for (let i = 0; i < keys.length; i++) {
    starts[i] = at
    at += (keys[i] ?? '').length + 1
  }
  starts[keys.length] = at
  yield
  const buckets = new Int32Array(BUCKETS + 1)
  const last = text.length - 2
  for (let i = 0; i < last; i++) {
    const bucket = bucketOf(text, i) + 1
    buckets[bucket] = (buckets[bucket] ?? 0) + 1
    if (i % STEP === 0) yield
  }
  for (let i = 0; i < BUCKETS; i++) buckets[i + 1] = (buckets[i + 1] ?? 0) + (buckets[i] ?? 0)
  const next = buckets.slice()
  const places = new Int32Array(Math.max(0, last))
  for (let i = 0; i < last; i++) {
    const bucket = bucketOf(text, i)
    places[next[bucket] ?? 0] = i
    next[bucket] = (next[bucket] ?? 0) + 1
    if (i % STEP === 0) yield
  }
  return { text, starts, places, buckets }
}

/** The places of `part` among the keys: with a line end before it, at beginnings of keys; with two, as whole keys. */
export function* placesOf(index: ArticleIndex, part: string): Generator<number> {
  const { text, places, buckets } = index
  if (part.length < 3) return
  let [rarest, least, known] = [0, Number.POSITIVE_INFINITY, true]
  for (let i = 0; i + 2 < part.length; i++) {
    const bucket = bucketOf(part, i)
    const size = (buckets[bucket + 1] ?? 0) - (buckets[bucket] ?? 0)
    if (size < least) [rarest, least] = [i, size]
    if (codes[part.charCodeAt(i)] === OTHER) known = false
  }
  if (codes[part.charCodeAt(part.length - 1)] === OTHER || codes[part.charCodeAt(part.length - 2)] === OTHER)
    known = false
  const bucket = bucketOf(part, rarest)
  const sure = known && part.length === 3
  for (let i = buckets[bucket] ?? 0; i < (buckets[bucket + 1] ?? 0); i++) {
    const at = (places[i] ?? 0) - rarest
    if (sure || text.startsWith(part, at)) yield at
  }
}

/** Calls `visit` for each place of `part`, with the index of its key and the position of `part` in the key. */
export function visitKeys(
  index: ArticleIndex,
  part: string,
  visit: (key: number, stands: 'whole' | 'begins' | 'ends' | 'within') => void,
): void {
  const { text, starts } = index
  let key = 0
  for (const at of placesOf(index, part)) {
    key = keyAt(starts, at, key)
    const begins = text.charCodeAt(at - 1) === 10
    const ends = text.charCodeAt(at + part.length) === 10
    visit(key, begins ? (ends ? 'whole' : 'begins') : ends ? 'ends' : 'within')
  }
}

/** Calls `visit` for each key that begins with `part` or equals it. */
export function visitBeginnings(index: ArticleIndex, part: string, visit: (key: number, whole: boolean) => void): void {
  const { text, starts } = index
  let key = 0
  for (const at of placesOf(index, `\n${part}`)) {
    key = keyAt(starts, at, key)
    visit(key, text.charCodeAt(at + part.length + 1) === 10)
  }
}

export function holdsPart(index: ArticleIndex, part: string): boolean {
  return !placesOf(index, part).next().done
}

/** The last key that begins at or before a place; places come in order, so the search starts from the key before. */
function keyAt(starts: Int32Array, place: number, from: number): number {
  let step = 1
  let low = from
  while (low + step < starts.length && (starts[low + step] ?? 0) <= place) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, starts.length - 1)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= place) low = middle
    else high = middle
  }
  return low
}
