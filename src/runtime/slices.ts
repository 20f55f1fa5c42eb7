import type { Steps } from '#domain/steps.ts'

/** Runs work step by step and lets others in between. */
export async function inSlices<Result>(steps: Steps<Result>, breathe: () => Promise<void>): Promise<Result> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await breathe()
  }
}
