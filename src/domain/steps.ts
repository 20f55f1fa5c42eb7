/** Work that yields after each of its steps, so that a caller may let others in. */
export type Steps<Result> = Generator<void, Result>

/** Runs all steps at once. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
