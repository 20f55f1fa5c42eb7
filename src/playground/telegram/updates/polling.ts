import type { Update } from 'grammy/types'
import type { Cloud } from '#playground/telegram/cloud.ts'
import { type Args, integer, json } from '#playground/telegram/wire/args.ts'
import { HttpRefusal } from '#playground/telegram/wire/errors.ts'
import { dropExpired, setAllowed } from './updates.ts'

const TIMEOUT_SECONDS = 50
const DAMP_MS = 3000

/** The long poll: one at a time; a positive offset confirms all before it, none confirms nothing. */
export async function getUpdates(cloud: Cloud, args: Args, signal: AbortSignal): Promise<Update[]> {
  const { updates } = cloud
  if (updates.webhook)
    throw await conflict(
      cloud,
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
  const offset = integer(args, 'offset')
  let limit = integer(args, 'limit', 100, 1, 100)
  let timeout = integer(args, 'timeout', 0, 0, TIMEOUT_SECONDS)
  setAllowed(updates, json(args, 'allowed_updates'))

  if (cloud.damp && updates.lastPoll?.offset === offset) {
    const since = cloud.now() - updates.lastPoll.at
    if (timeout < 3 && since < DAMP_MS) timeout = 3
    if (since < 500) limit = 1
  }
  updates.lastPoll = { offset, at: cloud.now() }
  confirm(cloud, offset)

  const ready = take(cloud, offset, limit)
  if (ready.length > 0 || timeout === 0) return ready
  terminatePoll(cloud, 'terminated by other getUpdates request; make sure that only one bot instance is running')
  return poll(cloud, offset, limit, timeout, signal)
}

function poll(cloud: Cloud, offset: number, limit: number, seconds: number, signal: AbortSignal): Promise<Update[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Update[]>()
  const done = (answer: () => void) => {
    clearTimeout(timer)
    if (cloud.updates.poll === waiting) cloud.updates.poll = undefined
    answer()
  }
  const waiting = {
    wake: () => done(() => resolve(take(cloud, offset, limit))),
    end: (complaint: string) => done(() => void conflict(cloud, complaint).then(reject)),
  }
  const timer = setTimeout(() => done(() => resolve([])), seconds * 1000)
  signal.addEventListener('abort', () => done(() => resolve([])))
  cloud.updates.poll = waiting
  return promise
}

/** Ends the waiting long poll, if any, with 409. */
export function terminatePoll(cloud: Cloud, complaint: string): void {
  cloud.updates.poll?.end(complaint)
}

/** 409, which Telegram delays when it comes too often. */
async function conflict(cloud: Cloud, complaint: string): Promise<HttpRefusal> {
  const isOften = cloud.now() - cloud.updates.conflictAt < DAMP_MS
  cloud.updates.conflictAt = cloud.now()
  if (cloud.damp && isOften) await new Promise((resolve) => setTimeout(resolve, DAMP_MS).unref())
  return new HttpRefusal(409, `Conflict: ${complaint}`)
}

function confirm({ updates }: Cloud, offset: number): void {
  if (offset > 0)
    updates.pending = updates.pending.filter(({ update, isAgain }) => isAgain || update.update_id >= offset)
  if (offset < 0) updates.pending = updates.pending.slice(offset)
}

function take(cloud: Cloud, offset: number, limit: number): Update[] {
  dropExpired(cloud)
  const { updates } = cloud
  const taken = updates.pending.filter(({ update, isAgain }) => isAgain || update.update_id >= offset).slice(0, limit)
  // A redelivered update is older than the confirmed offset: nothing would ever remove it.
  updates.pending = updates.pending.filter((pending) => !(pending.isAgain && taken.includes(pending)))
  return taken.map(({ update }) => update)
}
