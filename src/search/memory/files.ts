import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { SegmentPart } from '#db/search/segments.ts'
import type { Segment } from '#domain/search/segment.ts'
import type { BuiltIndex } from './build.ts'
import { partsOf, segmentFrom } from './segments.ts'

/** What an index is beside the words of its segment. */
type IndexRest = Omit<BuiltIndex, 'segment'> & Pick<Segment, 'prices' | 'shelves' | 'free'>

/** The file of it; each part of the segment has one of its own name. */
const REST = 'beside'

/** Writes an index into a folder that has nothing else in it. */
export async function writeBuilt(folder: string, { segment, ...known }: BuiltIndex): Promise<void> {
  for (const { name, bytes } of partsOf(segment)) await writeFile(path.join(folder, name), bytes)
  const { prices, shelves, free } = segment
  await writeFile(path.join(folder, REST), serialize({ ...known, prices, shelves, free } satisfies IndexRest))
}

/** The index of a folder, read part by part: in one piece it would be there twice. Throws where there is none. */
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
