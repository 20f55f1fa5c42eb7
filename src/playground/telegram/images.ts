import type { PhotoSize } from 'grammy/types'
import type { StoredFile } from './files.ts'

/** A white square of one pixel, for people who send any photo. */
export const SAMPLE_PHOTO: Uint8Array = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
)

/** Pixels. */
export interface Dimensions {
  width: number
  height: number
}

/** Width and height from the head of a PNG, JPEG or GIF; `undefined` for other bytes. */
export function dimensionsOf(bytes: Uint8Array): Dimensions | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data.length >= 24 && data.subarray(1, 4).toString() === 'PNG')
    return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) }
  if (data.length >= 10 && data.subarray(0, 3).toString() === 'GIF')
    return { width: data.readUInt16LE(6), height: data.readUInt16LE(8) }
  if (data.length >= 4 && data.readUInt16BE(0) === 0xffd8) return jpegDimensions(data)
  return undefined
}

// A JPEG is a chain of segments; the one that starts a frame (C0 to CF, but for three) holds the size.
function jpegDimensions(data: Buffer): Dimensions | undefined {
  let at = 2
  while (at + 9 < data.length && data[at] === 0xff) {
    const marker = data[at + 1] ?? 0
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: data.readUInt16BE(at + 7), height: data.readUInt16BE(at + 5) }
    at += 2 + data.readUInt16BE(at + 2)
  }
  return undefined
}

/** The sizes of a photo in a Message: here always one. */
export function photoSizes(file: StoredFile): PhotoSize[] {
  const { width, height } = dimensionsOf(file.bytes) ?? { width: 1, height: 1 }
  return [{ file_id: file.id, file_unique_id: file.uniqueId, width, height, file_size: file.bytes.length }]
}
