import { describe, expect, test } from 'vitest'
import { hours } from '#domain/time.ts'
import { recordPayment } from '#services/money/payments.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { audit } from '../../support/auditor.ts'
import { shop } from '../../support/shop.ts'
import { held } from '../reserve/reserved.ts'

describe('a reserve', () => {
  test('that has ended is not brought back by money that comes too late', async () => {
    const given = await shop()
    const { deps, dealer, invoice, goods, manager, clock } = given
    const [anna, boris] = [await dealer(), await dealer()]
    const late = await invoice(anna, [goods.switcher, 7])
    await reserve(deps, anna, late)
    clock.advance(hours(48))
    await reserve(deps, boris, await invoice(boris, [goods.switcher, 7]))
    await recordPayment(deps, manager, late, null, 'late')
    expect(await held(given, late)).toBe(0)
    expect(await audit(deps.db, clock.now())).toEqual([])
  })
})
