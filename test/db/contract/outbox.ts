import { expect, test } from 'vitest'
import * as outbox from '#db/notices/outbox.ts'
import { NOW, whole } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function outboxContract(given: Given): void {
  async function add(userId: number, key: string, nextTryAt = NOW): Promise<number> {
    const { db } = given()
    await outbox.addNotices(db, [whole('outbox', { key, userId, nextTryAt })])
    return (await db.selectFrom('outbox').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
  }
  const lease = async (now = NOW, limit = 10) =>
    (await outbox.leaseNotices(given().db, now, now + 100, limit)).map(({ id }) => id)

  test('a notice is written once by its key', async () => {
    const { db, rows } = given()
    const userId = await rows.user()
    expect(await add(userId, 'a')).toBe(await add(userId, 'a', NOW + 1))
    await outbox.addNotices(db, [])
  })

  test("a person's notices go one by one, in their order; others do not wait for them", async () => {
    const { db, rows } = given()
    const [anna, boris] = [await rows.user(), await rows.user()]
    const first = await add(anna, 'first')
    const second = await add(anna, 'second')
    const other = await add(boris, 'other')
    expect(await lease()).toEqual([first, other])
    expect(await lease()).toEqual([])
    await outbox.settleNotice(db, first, { nextTryAt: NOW + 50, attempts: 1, failure: 'flood' })
    expect(await lease(NOW + 49)).toEqual([])
    expect(await lease(NOW + 50)).toEqual([first])
    await outbox.settleNotice(db, first, { sentAt: NOW, messageId: 7_000_000_000 })
    expect(await lease()).toEqual([second])
  })

  test('a lease that ran out is taken over, from that very millisecond', async () => {
    const { rows } = given()
    const id = await add(await rows.user(), 'a')
    expect([await lease(), await lease(NOW + 99), await lease(NOW + 100)]).toEqual([[id], [], [id]])
  })

  test('many who ask at once are given each notice once, and no more than they asked for', async () => {
    const { rows } = given()
    for (let i = 0; i < 5; i++) await add(await rows.user(), `k${i}`)
    const leased = (await Promise.all([lease(NOW, 3), lease(NOW, 3), lease(NOW, 3)])).flat()
    expect(new Set(leased).size).toBe(leased.length)
    expect(await lease(NOW + 100, 3)).toHaveLength(3)
  })

  test('the next time is that of the first waiting notice of anybody, after its lease', async () => {
    const { db, rows } = given()
    const [anna, boris] = [await rows.user(), await rows.user()]
    expect(await outbox.nextNoticeTime(db)).toBeNull()
    const first = await add(anna, 'first', NOW + 30)
    await add(anna, 'behind the first', NOW)
    expect(await outbox.nextNoticeTime(db)).toBe(NOW + 30)
    const other = await add(boris, 'other', NOW + 20)
    expect(await outbox.nextNoticeTime(db)).toBe(NOW + 20)
    await lease(NOW + 20)
    expect(await outbox.nextNoticeTime(db)).toBe(NOW + 30)
    await outbox.settleNotice(db, other, { droppedAt: NOW, failure: 'unreachable' })
    await outbox.settleNotice(db, first, { sentAt: NOW })
    expect(await outbox.nextNoticeTime(db)).toBe(NOW)
  })

  test('what can be sent is exactly what the next time promises', async () => {
    const { db, rows } = given()
    const anna = await rows.user()
    await add(anna, 'later', NOW + 10)
    await add(anna, 'now', NOW)
    const next = (await outbox.nextNoticeTime(db)) ?? 0
    expect(await lease(next - 1)).toEqual([])
    expect(await lease(next)).toHaveLength(1)
  })

  test('those whose first notice must wait do not stand in the way of others', async () => {
    const { rows } = given()
    const [anna, boris, vera] = [await rows.user(), await rows.user(), await rows.user()]
    await add(anna, 'later', NOW + 10)
    await add(anna, 'behind it')
    const leased = await add(boris, 'leased')
    const free = await add(vera, 'free')
    expect(await lease(NOW, 1)).toEqual([leased])
    expect(await lease(NOW, 1)).toEqual([free])
  })

  test('who takes a lease over marks the notice: it may have been sent', async () => {
    const { db, rows } = given()
    const id = await add(await rows.user(), 'a')
    const failureAt = async (now: number) => (await outbox.leaseNotices(db, now, now + 100, 1))[0]?.failure
    expect(await failureAt(NOW)).toBeNull()
    expect(await outbox.leaseNotices(db, NOW + 100, NOW + 200, 1, [id])).toEqual([])
    expect(await failureAt(NOW + 100)).toContain('uncertain')
  })

  test('a process that begins alone ends the leases of those before it, and marks their notices', async () => {
    const { db, rows } = given()
    await add(await rows.user(), 'leased')
    await lease()
    await add(await rows.user(), 'free')
    await outbox.endLeases(db)
    expect(await outbox.nextNoticeTime(db)).toBe(NOW)
    const failures = (await outbox.leaseNotices(db, NOW, NOW + 1, 2)).map(({ failure }) => failure)
    expect(failures).toEqual([expect.stringContaining('uncertain'), null])
  })

  test('what was given up since then is counted, but not what was no longer true', async () => {
    const { db, rows } = given()
    const userId = await rows.user()
    for (const [i, failure] of ['unreachable', 'obsolete', 'Bad Gateway', 'too old'].entries()) {
      const id = await add(userId, failure)
      await outbox.settleNotice(db, id, { droppedAt: NOW - i, failure })
    }
    expect(await outbox.countDropped(db, NOW - 2)).toBe(2)
  })
}
