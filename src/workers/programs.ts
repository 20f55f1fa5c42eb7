import path from 'node:path'
import { startSegment as startSegmentWith } from '#search/memory/segment-writer.ts'

const here = (file: string) => path.join(import.meta.dirname, file)

/** Programs for child processes. The composition root hands their paths down. */
export const programs = {
  listReader: here('list-reader.ts'),
  importer: here('importing.ts'),
  indexBuilder: here('index-builder.ts'),
}

/** Builds a segment of the search in a thread. */
export const startSegment = () => startSegmentWith(here('segment-worker.ts'))
