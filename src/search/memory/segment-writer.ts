import { Worker } from 'node:worker_threads'
import type { SegmentPart } from '#db/search/segments.ts'
import type { Good, Value } from '#domain/search/segment.ts'
import type { SegmentWriter } from '#services/kernel/deps.ts'

/** What the worker is told: goods with values that it does not know yet, or that there are no more. */
export type SegmentOrder = { goods: readonly Good[]; values: readonly Value[] } | 'finish'

/** What it answers to the last order: that it has come to it, then the segment. */
export type SegmentAnswer = 'finishing' | SegmentPart[]

/** Builds a segment in a thread of its own. */
export function startSegment(): SegmentWriter {
  const worker = new Worker(new URL('./segment-worker.ts', import.meta.url))
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
