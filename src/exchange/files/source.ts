import { createReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'

/** A file that a person sent: a small one as bytes, a large one as a path to stream. */
export type CatalogFile = { name: string; bytes: Uint8Array } | { name: string; path: string }

export async function sizeOf(file: CatalogFile): Promise<number> {
  return 'bytes' in file ? file.bytes.byteLength : (await stat(file.path)).size
}

/** The first `length` bytes, or fewer if the file is shorter. */
export async function readHead(file: CatalogFile, length: number): Promise<Uint8Array> {
  if ('bytes' in file) return file.bytes.subarray(0, length)
  const handle = await open(file.path)
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

export async function readWhole(file: CatalogFile): Promise<Uint8Array> {
  return 'bytes' in file ? file.bytes : await readFile(file.path)
}

const CHUNK_BYTES = 64 * 1024

/** The bytes in pieces, from the beginning; every call is a new pass. */
export async function* readChunks(file: CatalogFile): AsyncGenerator<Uint8Array> {
  if ('path' in file) {
    yield* createReadStream(file.path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>
    return
  }
  for (let at = 0; at < file.bytes.byteLength; at += CHUNK_BYTES) {
    yield file.bytes.subarray(at, at + CHUNK_BYTES)
    // Reads from memory never wait for a disk: without a pause they would block the whole bot.
    await setImmediate()
  }
}
