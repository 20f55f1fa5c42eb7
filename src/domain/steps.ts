/** Work that may be put off after each of its steps, for whoever wants to let others in. */
export type Steps<Result> = Generator<void, Result>

/** All of it at once. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
