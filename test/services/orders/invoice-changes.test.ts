import { describe, expect, test } from 'vitest'
import { cancelInvoice } from '#services/orders/invoice-changes.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { shop } from '../../support/shop.ts'

describe('a reserve', () => {
  test('goes with its invoice when that is cancelled, and a cancelled invoice takes none', async () => {
    const given = await shop()
    const { deps, dealer, invoice, goods } = given
    const anna = await dealer()
    const id = await invoice(anna, [goods.switcher, 4])
    await reserve(deps, anna, id)
    expect(await cancelInvoice(deps, anna, id)).toEqual({ ok: true, released: 4 })
    expect(await cancelInvoice(deps, anna, id)).toEqual({ ok: true, released: 0 })
    expect(await reserve(deps, anna, id)).toEqual({ ok: false, reason: 'cancelled' })
  })
})
