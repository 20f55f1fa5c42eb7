import type { Cloud } from '#playground/telegram/cloud.ts'

/** Resolves when an event makes the predicate true; the error names the state `seen` instead. */
export function until(cloud: Cloud, predicate: () => boolean, timeoutMs: number, seen: () => string): Promise<void> {
  // A look at the newest message throws before there is one; that only means not yet.
  const holds = () => {
    try {
      return predicate()
    } catch {
      return false
    }
  }
  if (holds()) return Promise.resolve()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(
    () => done(() => reject(new Error(`Waited ${timeoutMs} ms in vain; the screen says:\n${seen()}`))),
    timeoutMs,
  )
  const unsubscribe = cloud.events.subscribe(() => {
    if (holds()) done(resolve)
  })
  function done(answer: () => void): void {
    clearTimeout(timer)
    unsubscribe()
    answer()
  }
  return promise
}
