import { inflateRawSync } from 'node:zlib'
import { BrokenFile } from './broken-file.ts'

/** What the directory of a zip says of one of its files. */
export interface ZipEntry {
  name: string
  /** 0: stored as it is; 8: deflated. */
  method: number
  packed: number
  unpacked: number
  /** Where its local header stands. */
  local: number
  /** The name as bytes, and its further fields. */
  rawName: Buffer
  extra: Buffer
}

export const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30

/**
 * The directory of a zip. `isWhole`: the end of it says as often as readers ask how many entries there are, and how long
 * they are together. Throws BrokenFile `broken`, or for more than `most` entries what `tooMany` makes.
 */
export function readDirectory(
  zip: Buffer,
  most: number,
  tooMany: () => BrokenFile,
): { entries: ZipEntry[]; isWhole: boolean } {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + END_BYTES > zip.length || zip.readUInt32LE(end) !== END) throw new BrokenFile('broken', '')
  const count = zip.readUInt16LE(end + 10)
  if (count > most) throw tooMany()
  const start = zip.readUInt32LE(end + 16)
  const entries: ZipEntry[] = []
  let at = start
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > zip.length || zip.readUInt32LE(at) !== ENTRY) throw new BrokenFile('broken', '')
    const nameEnd = at + ENTRY_BYTES + zip.readUInt16LE(at + 28)
    const extraEnd = nameEnd + zip.readUInt16LE(at + 30)
    const rawName = zip.subarray(at + ENTRY_BYTES, nameEnd)
    entries.push({
      name: rawName.toString('utf8'),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      unpacked: zip.readUInt32LE(at + 24),
      local: zip.readUInt32LE(at + 42),
      rawName,
      extra: zip.subarray(nameEnd, extraEnd),
    })
    at = extraEnd + zip.readUInt16LE(at + 32)
  }
  const isWhole = zip.readUInt16LE(end + 8) === count && at === start + zip.readUInt32LE(end + 12) && at <= end
  return { entries, isWhole }
}

/** Where the data of an entry begins; throws BrokenFile where it is not there, or packed in an unknown way. */
export function startOf(zip: Buffer, { local, name, method, packed }: ZipEntry): number {
  if (local + LOCAL_BYTES > zip.length || zip.readUInt32LE(local) !== LOCAL) throw new BrokenFile('broken', name)
  const start = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  if (start + packed > zip.length || (method !== 0 && method !== 8)) throw new BrokenFile('broken', `zip: ${name}`)
  return start
}

/**
 * Deflated data up to the end that it tells itself, and how many of its bytes that took. Throws what `tooLarge` makes for
 * more than `most` bytes, and BrokenFile `broken`.
 */
export function inflateTo(
  data: Buffer,
  name: string,
  most: number,
  tooLarge: () => BrokenFile,
): { content: Uint8Array; packed: number } {
  try {
    // The types do not know what `info` answers with.
    const { buffer, engine } = inflateRawSync(data, {
      maxOutputLength: Math.max(1, most),
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } }
    return { content: buffer, packed: engine.bytesWritten }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : new BrokenFile('broken', `zip: ${name}`)
  }
}
