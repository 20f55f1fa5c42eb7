import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seconds } from '#domain/time.ts'
import type { Fault } from '#playground/telegram/faults.ts'
import type { Person } from '#playground/telegram/server.ts'
import { notify } from '#services/notices/notices.ts'
import { nextNoticeAt } from '#services/notices/outbox.ts'
import { invoiceOf } from '../../bot/scene.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { world } from '../../support/world.ts'

const PEOPLE = 8

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ status: fc.constant(429 as const), retryAfter: fc.integer({ min: 1, max: 40 }) }),
  fc.constant<Fault>({ status: 500 }),
  fc.constant<Fault>({ cut: 'before' }),
  fc.constant<Fault>({ cut: 'after' }),
  fc.constant<Fault>({ latencyMs: 5 }),
)

const who = fc.integer({ min: 0, max: PEOPLE - 1 })
const schedule = fc.record({
  faults: fc.array(fc.record({ fault, to: who, times: fc.integer({ min: 1, max: 3 }) }), { maxLength: 12 }),
  notices: fc.array(fc.record({ to: who, pauseMs: fc.constantFrom(0, 0, 0, 10, 300, 2000) }), { maxLength: 60 }),
})

/** Eight managers in a Telegram with limits, and notices to them, each of which names a sum of its own. */
async function office(kind: 'sqlite' | 'pglite' | 'postgres') {
  const w = await world({ database: kind, flood: true })
  const people: Person[] = []
  for (let i = 0; i < PEOPLE; i++) people.push(await w.staff('manager'))
  const dealer = await w.dealer(people[0] as Person)
  const { id: invoiceId } = await invoiceOf(w.app.deps, dealer, [[w.goods.cable, 1]])
  // Notices go out as bulk: nobody has written lately.
  w.clock.advance(seconds(120))
  await w.app.runDue()
  let sum = 0
  return {
    ...w,
    people,
    /** The set-up's own do not count: there the patience of screens meets a clock that stands still. */
    ignoredBefore: w.telegram.ignoredFloods(),
    async write(to: Person): Promise<number> {
      sum++
      const details = { amountKopecks: sum * 100 }
      const notice = { key: `sum:${sum}`, kind: 'payment_recorded', aboutId: invoiceId, details } as const
      await notify(w.app.deps.db, [to.id], notice, w.clock.now())
      return sum
    },
    async untilQuiet() {
      for (let at = await nextNoticeAt(w.app.deps); at !== null; at = await nextNoticeAt(w.app.deps)) {
        w.clock.advance(Math.max(0, at - w.clock.now()))
        await w.app.runDue()
      }
    },
  }
}

/** The sums that a person was told of, in order. */
function toldOf(person: Person, from: number): number[] {
  return person.chat.slice(from).flatMap(({ text = '' }) => {
    const [, sum] = /Оплата поступила[^\d]*([\d\s]+),00/.exec(text.replaceAll('\u00a0', '')) ?? []
    return sum === undefined ? [] : [Number(sum)]
  })
}

onEachDatabase('the outbox against a Telegram with limits', (kind) => {
  test('a hundred and twenty at once: Telegram never has to say wait', { timeout: 60_000 }, async () => {
    const o = await office(kind)
    for (let i = 0; i < 120; i++) await o.write(o.people[i % PEOPLE] as Person)
    const before = o.telegram.calls.length
    await o.untilQuiet()
    const calls = o.telegram.calls.slice(before).filter(({ method }) => method === 'sendMessage')
    expect(calls.filter(({ ok }) => !ok)).toEqual([])
    expect(calls).toHaveLength(120)
    expect(o.telegram.ignoredFloods()).toBe(o.ignoredBefore)
  })

  test('whatever goes wrong: in order, once each unless its answer was lost, none lost, no wait cut short', {
    timeout: 120_000,
  }, async () => {
    const o = await office(kind)
    await fc.assert(
      fc.asyncProperty(schedule, async ({ faults, notices }) => {
        const before = o.people.map((person) => person.chat.length)
        const firstCall = o.telegram.calls.length
        for (const { fault, to, times } of faults)
          o.telegram.faults.next(fault, { method: 'sendMessage', chatId: o.people[to]?.id ?? 0, times })
        const written: { sum: number; to: number }[] = []
        for (const { to, pauseMs } of notices) {
          written.push({ sum: await o.write(o.people[to] as Person), to })
          o.clock.advance(pauseMs)
          if (pauseMs > 0) await o.app.runDue()
        }
        await o.untilQuiet()
        o.telegram.faults.clear()

        const rows = await o.app.deps.db.selectFrom('outbox').selectAll().execute()
        for (const [i, person] of o.people.entries()) {
          const told = toldOf(person, before[i] ?? 0)
          expect(told).toEqual(told.toSorted((a, b) => a - b))
          for (const { sum } of written.filter(({ to }) => to === i)) {
            const row = rows.find(({ key }) => key.startsWith(`sum:${sum}:`))
            expect(row?.sentAt).not.toBeNull()
            const times = told.filter((one) => one === sum).length
            if (row?.failure?.startsWith('uncertain')) expect(times).toBeLessThanOrEqual(1)
            else expect([sum, times]).toEqual([sum, 1])
          }
        }
        expect(waitsCutShort(o.telegram.calls.slice(firstCall))).toEqual([])
        o.clock.advance(seconds(60))
      }),
      { numRuns: 20 },
    )
    expect(o.telegram.ignoredFloods()).toBe(o.ignoredBefore)
  })
})

/** Calls to a chat before the time that Telegram had told to wait. */
function waitsCutShort(calls: readonly { chatId?: number; at: number; description?: string }[]): string[] {
  const until = new Map<number, number>()
  const found: string[] = []
  for (const { chatId = 0, at, description = '' } of calls) {
    if (at < (until.get(chatId) ?? 0)) found.push(`${chatId} at ${at}`)
    const [, wait] = /retry after (\d+)/.exec(description) ?? []
    if (wait) until.set(chatId, at + seconds(Number(wait)))
  }
  return found
}
