import { expect, test } from 'vitest'
import { world } from '../../support/world.ts'
import { refusals } from '../told.ts'

test('«Счёт и резерв»: one invoice and one reserve, however often it is pressed', async () => {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  await dealer.sends('CBL-10 5')
  await dealer.sends('/cart')
  const cart = dealer.last().message_id
  const data = dealer.dataOf('Счёт и резерв')
  await dealer.taps('Счёт и резерв')
  expect(dealer.sees()).toContain('Счёт № 1001: зарезервировано всё')
  await dealer.tapsData(cart, data)
  await dealer.redelivers()
  expect(await w.app.deps.db.selectFrom('invoices').select('id').execute()).toHaveLength(1)
  const rows = await w.app.deps.db.selectFrom('reservations').select('quantity').execute()
  expect(rows).toEqual([{ quantity: 5 }])
  expect(refusals(w)).toEqual([])
})

test('«Счёт и резерв» of a cart that has changed shows the cart first, and reserves nothing', async () => {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  await dealer.sends('CBL-10 5')
  await dealer.sends('/cart')
  const data = dealer.dataOf('Счёт и резерв')
  const cart = dealer.last().message_id
  await dealer.sends('AV-10.003 1')
  expect(await dealer.tapsData(cart, data)).toMatchObject({ text: expect.stringContaining('изменил'), alert: true })
  expect(await w.app.deps.db.selectFrom('reservations').select('id').execute()).toEqual([])
})

test('a request for more time that Telegram delivers again after its answer is not made anew', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  await dealer.sends('CBL-10 5')
  await dealer.sends('/cart')
  await dealer.taps('Счёт и резерв')
  await dealer.taps('Продлить')
  await dealer.taps('+24 ч')
  await manager.taps('+24 ч')
  await dealer.redelivers()
  expect(await w.app.deps.db.selectFrom('extensions').select('grantedMs').execute()).toEqual([
    { grantedMs: 24 * 3_600_000 },
  ])
})

test('a list typed where a reason is asked for is no reason, and does nothing when it comes again', async () => {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  await dealer.sends('CBL-10 5')
  await dealer.sends('/cart')
  await dealer.taps('Счёт и резерв')
  await dealer.taps('Продлить')
  await dealer.sends('AV-10.003 3\nCBL-10 5')
  await dealer.redelivers()
  const { db } = w.app.deps
  expect(await db.selectFrom('extensions').select('id').execute()).toEqual([])
  expect(
    await db
      .selectFrom('cartLines')
      .innerJoin('carts', 'carts.id', 'cartId')
      .where('closedAt', 'is', null)
      .select('quantity')
      .execute(),
  ).toEqual([])
})
