import { describe, expect, test } from 'vitest'
import { noticeLimits } from '#domain/notices/limits.ts'
import { days, hours, minutes, seconds } from '#domain/time.ts'
import { runDue } from '#jobs/index.ts'
import type { Delivery, Deps } from '#services/kernel/deps.ts'
import { notify } from '#services/notices/notices.ts'
import { droppedNotices, nextNoticeAt, sendDueNotices } from '#services/notices/outbox.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { shop } from '../../support/shop.ts'
import { mailbox, write } from './outbox.ts'

const flood = (ms: number): Delivery => ({ outcome: 'retry', afterMs: ms, failure: 'Too Many Requests' })
const broken: Delivery = { outcome: 'retry', afterMs: null, failure: 'Internal Server Error' }

onEachDatabase('the outbox', (kind) => {
  test('to many people: a burst of ten, then thirty a second, in the order in which they were written', async () => {
    const m = await mailbox(kind, 100)
    for (const userId of m.people) await write(m.deps, userId, 'news')
    const startedAt = m.clock.now()
    await m.untilQuiet()
    const times = m.sent.map(({ at }) => at - startedAt)
    expect(times.filter((at) => at === 0)).toHaveLength(noticeLimits.noticesToAll.burst)
    expect(m.sent.map(({ userId }) => userId)).toEqual(m.people)
    for (const from of times)
      expect(times.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(40)
    expect(times.at(-1)).toBeGreaterThanOrEqual(3000)
    expect(times.at(-1)).toBeLessThan(3300)
  })

  test('to one person: three at once, then one a second; others do not wait for him', async () => {
    const m = await mailbox(kind, 2)
    const [anna, boris] = m.people as [number, number]
    for (const key of ['1', '2', '3', '4', '5']) await write(m.deps, anna, key)
    await write(m.deps, boris, '6')
    const startedAt = m.clock.now()
    await m.untilQuiet()
    const times = (userId: number) => m.sent.filter((one) => one.userId === userId).map(({ at }) => at - startedAt)
    expect(times(boris)).toEqual([0])
    expect(times(anna)).toEqual([0, 0, 0, 1001, 2001])
    expect(m.sentTo(anna)).toEqual(['1', '2', '3', '4', '5'])
  })

  test('nothing is due before the time it names, and nothing sleeps', async () => {
    const m = await mailbox(kind, 1)
    const [anna] = m.people as [number]
    for (const key of ['1', '2', '3', '4']) await write(m.deps, anna, key)
    await sendDueNotices(m.deps)
    expect(m.sent).toHaveLength(3)
    const next = (await nextNoticeAt(m.deps)) ?? 0
    expect(next).toBe(m.clock.now() + 1001)
    m.clock.advance(1000)
    await runDue(m.deps)
    expect(m.sent).toHaveLength(3)
    m.clock.advance(1)
    await runDue(m.deps)
    expect(m.sent).toHaveLength(4)
    expect(await nextNoticeAt(m.deps)).toBeNull()
  })

  test('Telegram is left alone with one person to the millisecond; with everybody, when three are refused at once', async () => {
    const m = await mailbox(kind, 5)
    const [anna, boris, vera, gleb, dina] = m.people as [number, number, number, number, number]
    m.answers.set(anna, [flood(seconds(7))])
    await write(m.deps, anna, 'a')
    await write(m.deps, boris, 'b')
    await runDue(m.deps)
    expect([m.sentTo(anna), m.sentTo(boris)]).toEqual([[], ['b']])
    expect(await nextNoticeAt(m.deps)).toBe(m.clock.now() + seconds(7))
    m.clock.advance(seconds(7) - 1)
    await runDue(m.deps)
    expect(m.sentTo(anna)).toEqual([])
    m.clock.advance(1)
    await runDue(m.deps)
    expect(m.sentTo(anna)).toEqual(['a'])

    for (const userId of [boris, vera, gleb]) {
      m.answers.set(userId, [flood(seconds(30))])
      await write(m.deps, userId, 'c')
    }
    await runDue(m.deps)
    await write(m.deps, dina, 'd')
    m.clock.advance(seconds(30) - 1)
    await runDue(m.deps)
    expect(m.sentTo(dina)).toEqual([])
    await m.untilQuiet()
    for (const userId of [vera, gleb]) expect(m.sentTo(userId)).toEqual(['c'])
    expect(m.sentTo(dina)).toEqual(['d'])
  })

  test('what Telegram failed at is tried again after growing pauses, and dropped and counted after three days', async () => {
    const m = await mailbox(kind, 1)
    const [anna] = m.people as [number]
    m.answers.set(anna, Array(200).fill(broken))
    await write(m.deps, anna, 'a')
    const startedAt = m.clock.now()
    await m.untilQuiet()
    const pauses = m.tries.slice(1).map((at, i) => at - (m.tries[i] ?? 0))
    expect(pauses.slice(0, 5)).toEqual([2, 4, 8, 16, 32].map(seconds))
    expect(Math.max(...pauses)).toBe(hours(1))
    const row = await m.deps.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ sentAt: null, failure: 'Internal Server Error', droppedAt: startedAt + days(3) })
    expect(await droppedNotices(m.deps)).toBe(1)
    m.clock.advance(days(7) + 1)
    expect(await droppedNotices(m.deps)).toBe(0)
  })

  test('a lost answer is marked and never sent again; who cannot be reached is marked as well', async () => {
    const m = await mailbox(kind, 2)
    const [anna, boris] = m.people as [number, number]
    m.answers.set(anna, [{ outcome: 'uncertain', failure: 'ECONNRESET' }])
    m.answers.set(boris, [{ outcome: 'unreachable' }])
    for (const userId of [anna, boris]) await write(m.deps, userId, 'a')
    await m.untilQuiet()
    expect(m.tries).toHaveLength(2)
    const failures = await m.deps.db.selectFrom('outbox').select('failure').orderBy('id').execute()
    expect(failures.map(({ failure }) => failure)).toEqual(['uncertain: ECONNRESET', 'unreachable'])
    const person = await m.deps.db.selectFrom('users').select('blockedAt').where('id', '=', boris).executeTakeFirst()
    expect(person?.blockedAt).not.toBeNull()
    expect(await droppedNotices(m.deps)).toBe(1)
  })

  test('a bug in one notice is told, holds nobody else up, and is tried again later', async () => {
    const m = await mailbox(kind, 2)
    const [anna, boris] = m.people as [number, number]
    m.answers.set(anna, [new Error('no such view')])
    for (const userId of [anna, boris]) await write(m.deps, userId, 'a')
    await expect(sendDueNotices(m.deps)).rejects.toThrow('no such view')
    expect(m.sentTo(boris)).toEqual(['a'])
    await m.untilQuiet()
    expect(m.sentTo(anna)).toEqual(['a'])
  })

  test('what is no longer true costs nothing of the share', async () => {
    const m = await mailbox(kind, 60)
    for (const userId of m.people) {
      m.answers.set(userId, [{ outcome: 'obsolete' }])
      await write(m.deps, userId, 'a')
    }
    await sendDueNotices(m.deps)
    expect(m.tries).toHaveLength(60)
    expect(await nextNoticeAt(m.deps)).toBeNull()
    expect(await droppedNotices(m.deps)).toBe(0)
  })

  test('a sender that died with a notice in its hands: the next one sends it again, and marks it', async () => {
    const m = await mailbox(kind, 1)
    const [anna] = m.people as [number]
    for (const key of ['first', 'second']) await write(m.deps, anna, key)
    const died = new Promise<never>(() => {})
    void sendDueNotices({ ...m.deps, notifier: { send: () => died } })
    await expect
      .poll(() => m.deps.db.selectFrom('outbox').select('id').where('leasedUntil', 'is not', null).execute())
      .toHaveLength(1)
    // On SQLite at once, where other processes may be alive when the lease has run out.
    if (kind !== 'sqlite') m.clock.advance(noticeLimits.noticeLeaseMs)
    await m.untilQuiet()
    expect(m.sentTo(anna)).toEqual(['first', 'second'])
    const rows = await m.deps.db.selectFrom('outbox').select(['failure', 'sentAt']).orderBy('id').execute()
    expect(rows.map(({ failure }) => failure)).toEqual([expect.stringMatching(/^uncertain: /), null])
  })
})

describe('many senders', () => {
  test('two at once, and a clock that leaps while a notice is on its way, send nothing twice', async () => {
    const { deps, clock, manager } = await shop()
    await notify(deps.db, [manager.id], { key: 'k', kind: 'welcome', aboutId: 1 }, clock.now())
    const { promise, resolve } = Promise.withResolvers<Delivery>()
    let tries = 0
    const send = () => {
      tries++
      return promise
    }
    const slow: Deps = { ...deps, notifier: { send } }
    const first = sendDueNotices(slow)
    await expect.poll(() => tries).toBe(1)
    clock.advance(minutes(5))
    const second = sendDueNotices(slow)
    resolve({ outcome: 'sent', messageId: 1 })
    await Promise.all([first, second])
    await runDue(slow)
    expect(tries).toBe(1)
  })

  test('of many people who have each had their share, each is written to every second, and nobody waits for another', async () => {
    const m = await mailbox('sqlite', 40)
    for (const key of ['1', '2', '3', '4', '5']) for (const userId of m.people) await write(m.deps, userId, key)
    const startedAt = m.clock.now()
    await m.untilQuiet()
    expect(m.sent).toHaveLength(200)
    for (const userId of m.people) expect(m.sentTo(userId)).toEqual(['1', '2', '3', '4', '5'])
    expect(m.clock.now() - startedAt).toBeLessThan(seconds(7))
  })

  test('a heap of notices that need no network lets screens in between', async () => {
    const m = await mailbox('sqlite', 200)
    for (const userId of m.people) {
      m.answers.set(userId, [{ outcome: 'obsolete' }])
      await write(m.deps, userId, 'a')
    }
    let ticks = 0
    const tick = () => {
      ticks++
      next = setImmediate(tick)
    }
    let next = setImmediate(tick)
    await runDue(m.deps)
    clearImmediate(next)
    expect(m.tries).toHaveLength(200)
    expect(ticks).toBeGreaterThanOrEqual(200 / noticeLimits.noticesInFlight - 1)
  })
})
