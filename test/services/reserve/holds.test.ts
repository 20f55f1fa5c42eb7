import { expect, test } from 'vitest'
import { hours } from '#domain/time.ts'
import { releaseDue } from '#services/reserve/clock.ts'
import { holdReserve, letReserveGo } from '#services/reserve/holds.ts'
import { audit } from '../../support/auditor.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { shop } from '../../support/shop.ts'
import { reserved, standing } from './reserved.ts'

onEachDatabase('holds', (kind) => {
  test('a held reserve has no end; let go, it has the time that it had left', async () => {
    const given = await shop(kind)
    const { deps, manager, clock } = given
    const { anna, id } = await reserved(given)
    clock.advance(hours(40))
    await holdReserve(deps, manager, id)
    clock.advance(hours(100))
    await releaseDue(deps)
    expect(await standing(given, id)).toEqual({ reserved: 4, untilAt: null })
    await Promise.all([letReserveGo(deps, manager, id), letReserveGo(deps, manager, id)])
    expect(await standing(given, id)).toEqual({ reserved: 4, untilAt: clock.now() + hours(8) })
    expect(await holdReserve(deps, anna, id)).toEqual({ ok: false, reason: 'forbidden' })
    expect(await audit(deps.db, clock.now())).toEqual([])
  })
})
