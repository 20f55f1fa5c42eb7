import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { SegmentPart } from '#db/search/segments.ts'
import type { Segment } from '#domain/search/segment.ts'
import type { Built } from './build.ts'
import { partsOf, segmentFrom } from './segments.ts'

/** What an index is beside the words of its segment. */
type Beside = Omit<Built, 'segment'> & Pick<Segment, 'prices' | 'shelves' | 'free'>

/** The file of it; each part of the segment has one of its own name. */
const BESIDE = 'beside'

/** Writes an index into a folder that has nothing else in it. */
export async function writeBuilt(folder: string, { segment, ...known }: Built): Promise<void> {
  for (const { name, bytes } of partsOf(segment)) await writeFile(path.join(folder, name), bytes)
  const { prices, shelves, free } = segment
  await writeFile(path.join(folder, BESIDE), serialize({ ...known, prices, shelves, free } satisfies Beside))
}

/** The index of a folder, read part by part: in one piece it would be there twice. Throws where there is none. */
export async function readBuilt(folder: string): Promise<Built> {
  const { prices, shelves, free, ...known } = deserialize(await readFile(path.join(folder, BESIDE))) as Beside
  const segment = await segmentFrom(partsIn(folder))
  if (!segment) throw new Error('the index has no parts')
  return { ...known, segment: { ...segment, prices, shelves, free } }
}

async function* partsIn(folder: string): AsyncGenerator<SegmentPart> {
  for (const name of await readdir(folder))
    if (name !== BESIDE) yield { name, bytes: await readFile(path.join(folder, name)) }
}
