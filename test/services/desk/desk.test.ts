import { expect, test } from 'vitest'
import { days } from '#domain/time.ts'
import { seeDesk } from '#services/desk/desk.ts'
import { shop } from '../../support/shop.ts'

test("a notice that was given up after three days stands on the managers' desk", async () => {
  const { deps, manager, clock, rows } = await shop()
  const seen = async () => {
    const answer = await seeDesk(deps, manager)
    return answer.ok ? answer.desk.dropped : -1
  }
  expect(await seen()).toBe(0)
  clock.advance(days(3))
  const lost = { kind: 'shipment_moved', attempts: 9, droppedAt: clock.now(), failure: 'ECONNREFUSED' }
  await rows.notice({ userId: manager.id, ...lost })
  expect(await seen()).toBe(1)
})
