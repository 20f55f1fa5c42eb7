import { Worker } from 'node:worker_threads'
import type { SegmentPart } from '#db/search/segments.ts'
import type { Good, Value } from '#domain/search/segment.ts'

/** A message to the worker: goods with values that it does not know yet, or the end. */
export type SegmentOrder = { goods: readonly Good[]; values: readonly Value[] } | 'finish'

/** The worker's answers to `finish`: first that it has reached it, then the segment. */
export type SegmentAnswer = 'finishing' | SegmentPart[]

/** Builds a segment of the search in memory without blocking its caller. */
export interface SegmentWriter {
  /** Adds each product once, in any order; `values`: values that goods may have from now on. */
  add(goods: readonly Good[], values: readonly Value[]): void
  /** Resolves when all goods are taken in and the rest has begun. Rejects if the segment can't be built. */
  finish(): Promise<{ parts: Promise<readonly SegmentPart[]> }>
  stop(): Promise<void>
}

/** Builds a segment in a worker thread that runs `program`. */
export function startSegment(program: string): SegmentWriter {
  const worker = new Worker(program)
  const finishing = Promise.withResolvers<void>()
  const built = Promise.withResolvers<SegmentPart[]>()
  const fail = (error: unknown) => {
    finishing.reject(error)
    built.reject(error)
  }
  for (const { promise } of [finishing, built]) promise.catch(() => {})
  worker.on('message', (answer: SegmentAnswer) => {
    if (answer === 'finishing') finishing.resolve()
    else built.resolve(answer)
  })
  worker.once('error', fail)
  worker.once('exit', () => fail(new Error('the thread ended without a segment')))
  const tell = (order: SegmentOrder) => worker.postMessage(order)
  return {
    add: (goods, values) => tell({ goods, values }),
    async finish() {
      tell('finish')
      await finishing.promise
      return { parts: built.promise }
    },
    async stop() {
      await worker.terminate()
    },
  }
}
