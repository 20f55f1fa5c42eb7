import { setImmediate } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import type { SegmentPart } from '#db/search/segments.ts'
import { type Segment, scratchFor } from '#domain/search/segment.ts'

/** Fields that are not stored: numbers are read from the database, and buffers are allocated. */
type UnstoredField = 'gone' | 'prices' | 'shelves' | 'free' | 'scratch'

/** The stored fields of a segment; a field that is a record itself is split into its own fields. */
export function partsOf({ gone, prices, shelves, free, scratch, ...stored }: Segment): SegmentPart[] {
  return Object.entries(stored).flatMap(([name, value]) =>
    isRecord(value)
      ? Object.entries(value).map(([inner, one]) => ({ name: `${name}.${inner}`, bytes: serialize(one) }))
      : [{ name, bytes: serialize(value) }],
  )
}

const isRecord = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype

/** A segment without any numbers from the pieces of its parts; null without pieces. */
export async function segmentFrom(pieces: AsyncIterable<SegmentPart>): Promise<Segment | null> {
  const byName = new Map<string, Uint8Array[]>()
  for await (const { name, bytes } of pieces) {
    byName.set(name, [...(byName.get(name) ?? []), bytes])
    await setImmediate()
  }
  if (byName.size === 0) return null
  const fields: Record<string, unknown> = {}
  for (const [name, bytes] of byName) {
    const value = deserialize(bytes.length === 1 && bytes[0] ? bytes[0] : Buffer.concat(bytes))
    const [field = name, inner] = name.split('.')
    fields[field] = inner === undefined ? value : { ...(fields[field] as object | undefined), [inner]: value }
    await setImmediate()
  }
  const stored = fields as unknown as Omit<Segment, UnstoredField>
  const size = stored.ids.length
  return {
    ...stored,
    gone: new Uint8Array(size),
    prices: new Map(),
    shelves: new Map(),
    free: new Int32Array(size),
    scratch: scratchFor(size),
  }
}
