import type { Steps } from '#domain/steps.ts'

/** Work step by step, others let in between. */
export async function inSlices<Result>(steps: Steps<Result>, breathe: () => Promise<void>): Promise<Result> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await breathe()
  }
}
