import { BrokenFile } from './broken-file.ts'
import { inflateTo, readDirectory, startOf, type ZipEntry } from './zip-entries.ts'
import { assertAgrees } from './zip-headers.ts'

export interface ZipLimits {
  entries: number
  unpackedBytes: number
  /** Tags of all its XML: cells are counted before a reader makes objects of them. */
  tags?: number
}

const LESS_THAN = 0x3c

/**
 * Names of a zip's entries, after a check that a reader finds in it what its directory states, within `limits`: every
 * entry is unpacked as readers do it, to the end of its data, whatever sizes are stated. Throws BrokenFile `too_large`,
 * `too_demanding` or `broken`.
 */
export function assertSmallZip(bytes: Uint8Array, limits: ZipLimits): string[] {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tooLarge = () => new BrokenFile('too_large', String(Math.round(limits.unpackedBytes / 1024 / 1024)))
  const { entries, isWhole } = readDirectory(zip, limits.entries, tooLarge)
  if (entries.reduce((sum, entry) => sum + entry.unpacked, 0) > limits.unpackedBytes) throw tooLarge()
  let left = limits.unpackedBytes
  let tags = 0
  for (const entry of entries) {
    const data = zip.subarray(startOf(zip, entry))
    const { content, packed } =
      entry.method === 0
        ? { content: data.subarray(0, entry.packed), packed: entry.packed }
        : inflateTo(data, entry.name, left, tooLarge)
    left -= content.length
    if (left < 0) throw tooLarge()
    if (limits.tags !== undefined) tags += count(content, LESS_THAN)
    if (tags > (limits.tags ?? 0)) throw new BrokenFile('too_demanding', '')
    if (packed !== entry.packed || content.length !== entry.unpacked) throw new BrokenFile('broken', entry.name)
  }
  if (!isWhole) throw new BrokenFile('broken', '')
  assertAgrees(zip, entries)
  return entries.map((entry) => entry.name)
}

function count(content: Uint8Array, byte: number): number {
  let found = 0
  for (let at = 0; at < content.length; at++) if (content[at] === byte) found++
  return found
}

/**
 * The `wanted` entries, unpacked within `limits`; null if an entry's name shows that the zip is a document of another
 * kind. The unpacked bytes are the ones that are read, so the directory alone is trusted, but never for sizes. Throws
 * BrokenFile `too_large` or `broken`.
 */
export function unzip(
  bytes: Uint8Array,
  limits: ZipLimits,
  wanted: (name: string) => boolean,
  foreign: RegExp,
): { name: string; bytes: Uint8Array }[] | null {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { entries } = readDirectory(zip, limits.entries, () => new BrokenFile('too_large', `${limits.entries} files`))
  if (entries.some((entry) => foreign.test(entry.name))) return null
  let left = limits.unpackedBytes
  return entries
    .filter((entry) => entry.packed > 0 && wanted(entry.name))
    .map((entry) => {
      const content = unpackEntry(zip, entry, left, limits)
      left -= content.length
      return { name: entry.name.split(/[\\/]/).at(-1) ?? entry.name, bytes: content }
    })
}

function unpackEntry(zip: Buffer, entry: ZipEntry, left: number, limits: ZipLimits): Uint8Array {
  const tooLarge = () => new BrokenFile('too_large', String(limits.unpackedBytes))
  if (entry.unpacked > left || entry.packed > left || left < 1) throw tooLarge()
  const start = startOf(zip, entry)
  const data = zip.subarray(start, start + entry.packed)
  if (entry.method === 0) return data
  return inflateTo(data, entry.name, left, tooLarge).content
}
