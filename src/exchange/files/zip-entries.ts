import { inflateRawSync } from 'node:zlib'
import { BrokenFile } from './broken-file.ts'

/** The directory's statements about one file of a zip. */
export interface ZipEntry {
  name: string
  /** 0: stored as it is; 8: deflated. */
  method: number
  packed: number
  unpacked: number
  /** The offset of its local header. */
  local: number
  /** The name as bytes, and the extra fields. */
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
 * The directory of a zip. `isWhole`: all fields with the number of entries and their length agree. Throws BrokenFile
 * `broken`, or the error of `tooMany` for more than `most` entries.
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

/** The offset of an entry's data; throws BrokenFile if it is absent, or packed in an unknown way. */
export function startOf(zip: Buffer, { local, name, method, packed }: ZipEntry): number {
  if (local + LOCAL_BYTES > zip.length || zip.readUInt32LE(local) !== LOCAL) throw new BrokenFile('broken', name)
  const start = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  if (start + packed > zip.length || (method !== 0 && method !== 8)) throw new BrokenFile('broken', `zip: ${name}`)
  return start
}

/**
 * Inflates data up to the end that the stream itself marks, and counts the packed bytes. Throws the error of `tooLarge`
 * for more than `most` bytes, and BrokenFile `broken`.
 */
export function inflateTo(
  data: Buffer,
  name: string,
  most: number,
  tooLarge: () => BrokenFile,
): { content: Uint8Array; packed: number } {
  try {
    // The types do not know the result of `info`.
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
