import { setTimeout as pause } from 'node:timers/promises'
import { seconds } from '#domain/time.ts'
import type { Person } from '#playground/telegram/server.ts'

/** How long each screen takes from the request to its message, ms, as people ask for one after another; until it is over. */
export async function lookFor(
  people: readonly Person[],
  typed: readonly string[],
  ms: number,
  isOver: () => boolean = () => false,
): Promise<number[]> {
  const until = performance.now() + ms
  const took: number[] = []
  for (let i = 0; performance.now() < until && !isOver(); i++) {
    const person = people[i % people.length] as Person
    // Who comes round again asks for something else.
    took.push(await look(person, typed[(i + Math.floor(i / people.length)) % typed.length] ?? ''))
  }
  return took
}

/**
 * How long screens take when people ask for so many a second, however long others wait: ms from the request to the
 * message; until it is over.
 */
export async function lookSteadily(
  people: readonly Person[],
  typed: readonly string[],
  perSecond: number,
  ms: number,
  isOver: () => boolean = () => false,
): Promise<number[]> {
  const startedAt = performance.now()
  const looks: Promise<number>[] = []
  for (let i = 0; performance.now() < startedAt + ms && !isOver(); i++) {
    await pause(Math.max(0, startedAt + (i * 1000) / perSecond - performance.now()))
    const person = people[i % people.length] as Person
    looks.push(look(person, typed[(i + Math.floor(i / people.length)) % typed.length] ?? ''))
  }
  return Promise.all(looks)
}

async function look(person: Person, typed: string): Promise<number> {
  const before = person.chat.length
  const startedAt = performance.now()
  await person.sends(typed)
  await person.until(() => person.chat.length > before + 1, seconds(10))
  return performance.now() - startedAt
}

/** Types it again and again until the answer tells of it. */
export async function finds(person: Person, typed: string, told: string): Promise<void> {
  for (;;) {
    const before = person.chat.length
    await person.sends(typed)
    await person.until(() => person.chat.length > before + 1, seconds(60))
    if (person.chat.slice(before + 1).some(({ text }) => text?.includes(told))) return
  }
}

export async function timed(work: () => Promise<void>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

/** Of any numbers. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function summary(values: readonly number[]): string {
  const [p50, p99] = [percentile(values, 0.5), percentile(values, 0.99)].map((value) => value.toFixed(0))
  return `${values.length} looked at, p50 ${p50} ms, p99 ${p99} ms`
}
