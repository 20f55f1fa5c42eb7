import { parentPort } from 'node:worker_threads'
import { buildSegment } from '#domain/search/segment-builder.ts'
import { stem } from '#search/kit/stems.ts'
import type { SegmentAnswer, SegmentOrder } from '#search/memory/segment-writer.ts'
import { partsOf } from '#search/memory/segments.ts'

/** A thread: takes goods as they come, and answers with the parts of their segment. */
const builder = buildSegment(stem)
const answer = (one: SegmentAnswer) => parentPort?.postMessage(one)

parentPort?.on('message', (order: SegmentOrder) => {
  if (order !== 'finish') {
    builder.know(order.values)
    for (const good of order.goods) builder.add(good)
    return
  }
  answer('finishing')
  const steps = builder.finish()
  let step = steps.next()
  while (!step.done) step = steps.next()
  answer(partsOf(step.value))
})
