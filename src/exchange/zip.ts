import { inflateRawSync } from 'node:zlib'
import { BrokenFile } from './broken-file.ts'

export interface ZipLimits {
  entries: number
  unpackedBytes: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/**
 * Names of a zip's entries, once it is sure that it unpacks to no more than `limits`: first by what its directory says,
 * then by unpacking, because a directory can lie. Throws BrokenFile `too_large` or `broken`.
 */
export function assertSmallZip(bytes: Uint8Array, limits: ZipLimits): string[] {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(zip)
  const tooLarge = () => new BrokenFile('too_large', String(Math.round(limits.unpackedBytes / 1024 / 1024)))
  if (entries.length > limits.entries) throw tooLarge()
  if (entries.reduce((sum, entry) => sum + entry.unpacked, 0) > limits.unpackedBytes) throw tooLarge()
  let left = limits.unpackedBytes
  for (const entry of entries.filter((one) => one.packed > 0)) {
    try {
      left -= entry.method === 0 ? entry.packed : inflateRawSync(dataOf(zip, entry), { maxOutputLength: left }).length
    } catch (error) {
      if (error instanceof BrokenFile) throw error
      const code = error instanceof Error && 'code' in error ? error.code : ''
      throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : new BrokenFile('broken', '')
    }
    if (left < 1) throw tooLarge()
  }
  return entries.map((entry) => entry.name)
}

/**
 * The entries whose names are `wanted`, unpacked within `limits`; null where an entry's name shows that the zip is a
 * document of another kind. Throws BrokenFile `too_large` or `broken`.
 */
export function unzip(
  bytes: Uint8Array,
  limits: ZipLimits,
  wanted: (name: string) => boolean,
  foreign: RegExp,
): { name: string; bytes: Uint8Array }[] | null {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(zip)
  if (entries.some((entry) => foreign.test(entry.name))) return null
  if (entries.length > limits.entries) throw new BrokenFile('too_large', `${limits.entries} files`)
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
  const data = dataOf(zip, entry)
  if (entry.method === 0) return data
  if (entry.method !== 8) throw new BrokenFile('broken', `zip: ${entry.name}`)
  try {
    return inflateRawSync(data, { maxOutputLength: left })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : new BrokenFile('broken', `zip: ${entry.name}`)
  }
}

interface ZipEntry {
  name: string
  method: number
  packed: number
  unpacked: number
  at: number
}

function readDirectory(zip: Buffer): ZipEntry[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== END) throw new BrokenFile('broken', '')
  const count = zip.readUInt16LE(end + 10)
  const entries: ZipEntry[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) throw new BrokenFile('broken', '')
    const nameLength = zip.readUInt16LE(at + 28)
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      unpacked: zip.readUInt32LE(at + 24),
      at: zip.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

function dataOf(zip: Buffer, entry: ZipEntry): Buffer {
  if (entry.at + 30 > zip.length || zip.readUInt32LE(entry.at) !== LOCAL) throw new BrokenFile('broken', '')
  const start = entry.at + 30 + zip.readUInt16LE(entry.at + 26) + zip.readUInt16LE(entry.at + 28)
  if (start + entry.packed > zip.length) throw new BrokenFile('broken', '')
  return zip.subarray(start, start + entry.packed)
}
