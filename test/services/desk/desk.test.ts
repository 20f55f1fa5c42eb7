import { expect, test } from 'vitest'
import { days } from '#domain/time.ts'
import { seeDesk } from '#services/desk/desk.ts'
import { shop } from '../../support/shop.ts'

test("a notice that was given up after three days stands on the managers' desk", async () => {
  const { deps, manager, clock } = await shop()
  const seen = async () => {
    const answer = await seeDesk(deps, manager)
    return answer.ok ? answer.desk.dropped : -1
  }
  expect(await seen()).toBe(0)
  const times = { createdAt: clock.now(), nextTryAt: clock.now(), attempts: 9, leasedUntil: null, sentAt: null }
  const lost = { key: 'k', userId: manager.id, kind: 'shipment_moved', aboutId: 1, details: '{}', messageId: null }
  clock.advance(days(3))
  await deps.db
    .insertInto('outbox')
    .values({ ...times, ...lost, droppedAt: clock.now(), failure: 'ECONNREFUSED' })
    .execute()
  expect(await seen()).toBe(1)
})
