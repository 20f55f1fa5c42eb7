import { noticeLimits } from '#domain/notices/limits.ts'
import { type Bucket, fullBucket, holdsAt, type Rate, refilled, spent } from '#domain/notices/pacing.ts'
import { seconds } from '#domain/time.ts'
import type { Notifier } from '#services/kernel/deps.ts'

const toAll: Rate = noticeLimits.noticesToAll
const toOne: Rate = noticeLimits.noticesToOne

/** A timer, or a plan that was not renewed, may fire early by this, ms; a sender woken too early comes in vain. */
const TIMER_IS_EARLY_BY = 5

/** The most buckets remembered before full ones are forgotten. */
const PEOPLE_REMEMBERED = 1000

/** This process's pacer of sends: notices in flight, and the budget that Telegram still allows. */
export interface Line {
  /** Sends in flight, by notice. */
  flights: Map<number, Promise<void>>
  /** The preparation before the first notice; undefined: not begun yet. */
  beginning: Promise<void> | undefined
  /** The count of notices that may go now to different people. */
  free(now: number): number
  /** The time from which a notice may go to anybody; in the past: now. */
  opensAt(): number
  /** The time from which a notice may go to this person. */
  opensToAt(userId: number, now: number): number
  take(userId: number, now: number): void
  /** Returns the budget of a notice that was not sent after all. */
  giveBack(userId: number): void
  /** Telegram has answered: it counted the message before now. */
  answered(userId: number, now: number): void
  /** Telegram demands a pause for this person; for everybody, if it does so for several people at once. */
  flooded(userId: number, now: number, until: number): void
}

const lines = new WeakMap<Notifier, Line>()

/** The pacer of a notifier; it lives as long as the notifier. */
export function lineOf(notifier: Notifier): Line {
  const line = lines.get(notifier) ?? createLine()
  lines.set(notifier, line)
  return line
}

function createLine(): Line {
  const people = new Map<number, Bucket>()
  let all: Bucket | undefined
  let usedUpUntil = Number.NEGATIVE_INFINITY
  let floodedUntil = Number.NEGATIVE_INFINITY
  let floods: { userId: number; at: number; until: number }[] = []

  const allAt = (now: number) => refilled(all ?? fullBucket(toAll, now), toAll, now)
  const personAt = (userId: number, now: number) => refilled(people.get(userId) ?? fullBucket(toOne, now), toOne, now)

  function forgetTheRested(now: number): void {
    if (people.size < PEOPLE_REMEMBERED) return
    for (const [userId, bucket] of people)
      if (refilled(bucket, toOne, now).tokens === toOne.burst) people.delete(userId)
  }

  return {
    flights: new Map(),
    beginning: undefined,
    free: (now) => (now < Math.max(usedUpUntil, floodedUntil) ? 0 : Math.floor(allAt(now).tokens)),
    opensAt: () => Math.max(usedUpUntil, floodedUntil) + TIMER_IS_EARLY_BY,
    opensToAt: (userId, now) => holdsAt(personAt(userId, now), toOne, 1),
    take(userId, now) {
      forgetTheRested(now)
      people.set(userId, spent(personAt(userId, now)))
      all = spent(allAt(now))
      if (all.tokens < 1) usedUpUntil = holdsAt(all, toAll, noticeLimits.noticesTogether)
    },
    giveBack(userId) {
      const person = people.get(userId)
      if (person) people.set(userId, { ...person, tokens: Math.min(toOne.burst, person.tokens + 1) })
      if (all) all = { ...all, tokens: Math.min(toAll.burst, all.tokens + 1) }
      usedUpUntil = Number.NEGATIVE_INFINITY
    },
    answered(userId, now) {
      const person = people.get(userId)
      if (person && person.at < now) people.set(userId, { ...person, at: now })
    },
    flooded(userId, now, until) {
      floods = [...floods.filter((flood) => now - flood.at < seconds(1) && flood.userId !== userId)]
      floods.push({ userId, at: now, until })
      if (floods.length < noticeLimits.floodedPeople) return
      floodedUntil = Math.max(floodedUntil, ...floods.map((flood) => flood.until))
    },
  }
}
