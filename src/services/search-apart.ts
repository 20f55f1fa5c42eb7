import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { deserialize } from 'node:v8'
import type { SegmentPart } from '../db/search-segments.ts'
import type { Segment } from '../domain/search/segment.ts'
import { inFolder } from '../exchange/folder.ts'
import { runApart } from './apart.ts'
import type { Built } from './search-build.ts'
import { segmentFrom } from './search-segments.ts'

/** What the program that builds an index is told; it writes into `folder`: a file for each part of the segment, and `beside`. */
export interface BuildOrder {
  databaseUrl: string
  now: number
  folder: string
}

/** What an index is beside the words of its segment. */
export type Beside = Omit<Built, 'segment'> & Pick<Segment, 'prices' | 'shelves' | 'free'>

const BESIDE = 'beside'

export const fileOf = (folder: string, name = BESIDE) => path.join(folder, name)

const program = path.join(import.meta.dirname, 'search-builder.ts')

/**
 * Builds the index of a database that others can open, too, in a process of its own: screens are not held up, and the
 * memory that building takes goes back with the process. Throws where that ends without an index, or `signal` ends it.
 */
export async function buildApart(told: Omit<BuildOrder, 'folder'>, signal?: AbortSignal): Promise<Built> {
  return inFolder(async (folder) => {
    await runApart(program, { ...told, folder } satisfies BuildOrder, { signal })
    const segment = await segmentFrom(partsIn(folder))
    if (!segment) throw new Error('the process ended without an index')
    const { prices, shelves, free, ...known } = deserialize(await readFile(fileOf(folder))) as Beside
    return { ...known, segment: { ...segment, prices, shelves, free } }
  })
}

/** One after the other: a whole index in one piece would be there twice. */
async function* partsIn(folder: string): AsyncGenerator<SegmentPart> {
  for (const name of await readdir(folder))
    if (name !== BESIDE) yield { name, bytes: await readFile(fileOf(folder, name)) }
}
