import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { deserialize } from 'node:v8'
import { inFolder } from '../exchange/folder.ts'
import { runApart } from './apart.ts'
import type { Built } from './search-build.ts'

/** What the program that builds an index is told; it writes what it has built into `file`. */
export interface BuildOrder {
  databaseUrl: string
  now: number
  file: string
}

const program = path.join(import.meta.dirname, 'search-builder.ts')

/**
 * Builds the index of a database that others can open, too, in a process of its own: screens are not held up, and the
 * memory that building takes goes back with the process. Throws where that ends without an index, or `signal` ends it.
 */
export async function buildApart(told: Omit<BuildOrder, 'file'>, signal?: AbortSignal): Promise<Built> {
  return inFolder(async (folder) => {
    const file = path.join(folder, 'index')
    await runApart(program, { ...told, file } satisfies BuildOrder, { signal })
    return takenFrom(await readFile(file))
  })
}

/** Most numbers would stand in the bytes as they are, and keep all of these: they are taken out, and the bytes given back. */
function takenFrom(bytes: Buffer<ArrayBuffer>): Built {
  const takeOut = <Value>(value: Value): Value => {
    if (ArrayBuffer.isView(value))
      return (value.buffer === bytes.buffer ? (value as Int32Array & Value).slice() : value) as Value
    if (value instanceof Map) {
      for (const [key, one] of value) if (ArrayBuffer.isView(one)) value.set(key, takeOut(one))
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, one] of Object.entries(value)) (value as Record<string, unknown>)[key] = takeOut(one)
    }
    return value
  }
  const built = takeOut(deserialize(bytes) as Built)
  if (bytes.byteLength === bytes.buffer.byteLength) bytes.buffer.transfer(0)
  return built
}
