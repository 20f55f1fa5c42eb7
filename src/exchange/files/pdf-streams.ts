import { constants, inflateSync } from 'node:zlib'
import { BrokenFile } from './broken-file.ts'

/** The depth to which packed data within packed data is unpacked. */
const DEEPEST = 4
/** A stream's dictionary precedes it and states its type. */
const DICTIONARY_BYTES = 1000

/**
 * Throws BrokenFile `too_demanding` if the streams of a PDF unpack to more than `most` bytes: its reader would make
 * objects of them all. Pictures are left out, since nobody reads text in them; the memory limit of the reader's process
 * covers other kinds of packing.
 */
export function assertSmallPdf(bytes: Uint8Array, most: number): void {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let left = most
  for (let at = pdf.indexOf('stream'); at >= 0; at = pdf.indexOf('stream', at + 6)) {
    if (pdf.toString('latin1', Math.max(0, at - 3), at) === 'end' || isPicture(pdf, at)) continue
    const lineEnd = pdf[at + 6] === 13 ? 2 : 1
    let data: Buffer = pdf.subarray(at + 6 + lineEnd)
    for (let depth = 0; depth < DEEPEST && isPacked(data); depth++) {
      data = unpacked(data, left)
      left -= data.length
    }
  }
}

function isPicture(pdf: Buffer, at: number): boolean {
  const before = pdf.toString('latin1', Math.max(0, at - DICTIONARY_BYTES), at)
  const dictionary = before.slice(before.lastIndexOf(' obj') + 1)
  return /\/Subtype\s{0,9}\/Image/.test(dictionary)
}

/** By the two bytes at the beginning of zlib data. */
const isPacked = (data: Buffer) => data.length > 2 && ((data[0] ?? 0) & 15) === 8 && data.readUInt16BE(0) % 31 === 0

/** Unpacks torn data as far as it goes, as PDF readers do. */
function unpacked(data: Buffer, left: number): Buffer {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, left), finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new BrokenFile('too_demanding', 'PDF')
    return Buffer.alloc(0)
  }
}
