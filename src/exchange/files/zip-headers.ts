import { BrokenFile } from './broken-file.ts'
import { startOf, type ZipEntry } from './zip-entries.ts'

/** The real size stands in a ZIP64 field. */
const ELSEWHERE = 0xffffffff
const ZIP64 = 0x0001
/** Sizes stand behind the data, since the writer did not know them before. */
const HAS_DESCRIPTOR = 8

/**
 * Readers differ: some believe the directory, others the header next to the data. Throws BrokenFile `broken` if these
 * disagree about name, method or sizes, or if two entries share data. Honest writers never do either.
 */
export function assertAgrees(zip: Buffer, entries: readonly ZipEntry[]): void {
  let free = 0
  for (const entry of entries.toSorted((a, b) => a.local - b.local)) {
    if (entry.local < free || !isSame(zip, entry)) throw new BrokenFile('broken', `zip: ${entry.name}`)
    free = startOf(zip, entry) + entry.packed
  }
}

function isSame(zip: Buffer, entry: ZipEntry): boolean {
  const { local, method, rawName, packed, unpacked, extra } = entry
  const nameAt = local + 30
  const extraAt = nameAt + zip.readUInt16LE(local + 26)
  if (zip.readUInt16LE(local + 8) !== method || !zip.subarray(nameAt, extraAt).equals(rawName)) return false
  const directory = sizesOf(packed, unpacked, extra)
  const header = sizesOf(
    zip.readUInt32LE(local + 18),
    zip.readUInt32LE(local + 22),
    zip.subarray(extraAt, startOf(zip, entry)),
  )
  if (!directory || !header || directory.packed !== packed || directory.unpacked !== unpacked) return false
  // An entry with a descriptor need not state its size. Stored data has no end mark: readers take it by its stated
  // size.
  const hasDescriptor = (zip.readUInt16LE(local + 6) & HAS_DESCRIPTOR) !== 0 && (method === 8 || packed === 0)
  const isUnstated = hasDescriptor && header.packed === 0 && header.unpacked === 0
  return isUnstated || (header.packed === packed && header.unpacked === unpacked)
}

/** Sizes by their fields, or by the ZIP64 field that these point to; null if the two contradict each other. */
function sizesOf(packed: number, unpacked: number, extra: Buffer): { packed: number; unpacked: number } | null {
  const field = fieldOf(extra, ZIP64)
  if (!field) return { packed, unpacked }
  const numbers = Array.from({ length: Math.floor(field.length / 8) }, (_, i) => Number(field.readBigUInt64LE(i * 8)))
  const [realUnpacked = unpacked, realPacked = packed] = numbers
  const agree = (short: number, long: number) => short === ELSEWHERE || short === long
  return agree(unpacked, realUnpacked) && agree(packed, realPacked)
    ? { packed: realPacked, unpacked: realUnpacked }
    : null
}

function fieldOf(extra: Buffer, id: number): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
  }
  return null
}
