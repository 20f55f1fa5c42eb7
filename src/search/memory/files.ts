import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { SegmentPart } from '#db/search/segments.ts'
import type { Segment } from '#domain/search/segment.ts'
import type { BuiltIndex } from './build.ts'
import { partsOf, segmentFrom } from './segments.ts'

/** The parts of an index in addition to the words of its segment. */
type IndexRest = Omit<BuiltIndex, 'segment'> & Pick<Segment, 'prices' | 'shelves' | 'free'>

/** The name of their file; each part of the segment has a file of its own name. */
const REST = 'beside'

/** Writes an index into an empty folder. */
export async function writeBuilt(folder: string, { segment, ...known }: BuiltIndex): Promise<void> {
  for (const { name, bytes } of partsOf(segment)) await writeFile(path.join(folder, name), bytes)
  const { prices, shelves, free } = segment
  await writeFile(path.join(folder, REST), serialize({ ...known, prices, shelves, free } satisfies IndexRest))
}

/** The index of a folder, read part by part, since a single piece would be in memory twice. Throws if there is none. */
export async function readBuilt(folder: string): Promise<BuiltIndex> {
  const { prices, shelves, free, ...known } = deserialize(await readFile(path.join(folder, REST))) as IndexRest
  const segment = await segmentFrom(partsIn(folder))
  if (!segment) throw new Error('the index has no parts')
  return { ...known, segment: { ...segment, prices, shelves, free } }
}

async function* partsIn(folder: string): AsyncGenerator<SegmentPart> {
  for (const name of await readdir(folder))
    if (name !== REST) yield { name, bytes: await readFile(path.join(folder, name)) }
}
