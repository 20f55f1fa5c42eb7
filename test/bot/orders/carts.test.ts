import { expect, test } from 'vitest'
import { setQuantity } from '#services/orders/carts.ts'
import { world } from '../../support/world.ts'
import { actorOf } from '../scene.ts'
import { refusals } from '../told.ts'

async function withCart(quantity = '3') {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  const put = async (productId: number, count: string) =>
    setQuantity(w.app.deps, await actorOf(w.app.deps, dealer), productId, count)
  await put(w.goods.cable, quantity)
  await dealer.sends('/cart')
  return { ...w, dealer, put }
}

test('whoever changes a line of the cart is back in the cart, whichever way he ends', async () => {
  const { dealer, ...w } = await withCart()
  for (const [how, reads] of [
    ['5 шт.', '5 шт.'],
    ['‹ Назад', '5 шт.'],
  ] as const) {
    await dealer.taps('✏️')
    await dealer.taps(how)
    expect(dealer.sees()).toContain('🛒 Корзина · 1')
    expect(dealer.sees()).toContain(reads)
  }
  await dealer.taps('✏️')
  await dealer.sends('восемь')
  expect(dealer.sees()).toContain('восемь')
  await dealer.sends('8')
  expect(dealer.sees()).toContain('🛒 Корзина · 1')
  expect(dealer.sees()).toContain('8 шт.')
  await dealer.taps('✏️')
  await dealer.taps('Убрать из корзины')
  expect(dealer.sees()).toContain('🛒 Корзина · 0')
  expect(refusals(w)).toEqual([])
})

test('from a card one is back at the card', async () => {
  const { dealer } = await withCart()
  await dealer.sends('CBL-10')
  await dealer.taps('В корзину')
  await dealer.taps('2 шт.')
  expect(dealer.sees()).toContain('📦')
  expect(dealer.sees()).toContain('В корзине: 2 шт.')
})

test('a button of a cart that has changed since then shows the change, and invoices nothing', async () => {
  const { dealer, put, goods, app } = await withCart()
  const old = dealer.last().message_id
  const data = dealer.dataOf('Создать счёт')
  await put(goods.cable, '4')
  const answer = await dealer.tapsData(old, data)
  expect(answer.text).toContain('Корзина изменилась')
  expect(dealer.sees()).toContain('Корзина изменилась')
  expect(dealer.sees()).toContain('4 шт.')
  expect(await app.deps.db.selectFrom('invoices').selectAll().execute()).toEqual([])
  await dealer.taps('Создать счёт')
  expect(dealer.sees()).toContain('Счёт № 1001')
})

test('a price that has changed is shown before it is invoiced, and so is a cart under a button of the version before', async () => {
  const { dealer, goods, app } = await withCart()
  const [old, data] = [dealer.last().message_id, dealer.dataOf('Создать счёт')]
  await app.deps.db.updateTable('prices').set({ kopecks: 12_345 }).where('productId', '=', goods.cable).execute()
  expect((await dealer.tapsData(old, data)).text).toContain('Корзина изменилась')
  const [verb, cart] = data.split(':')
  expect((await dealer.tapsData(dealer.last().message_id, `${verb}:${cart}`)).text).toContain('Корзина изменилась')
  await dealer.taps('Создать счёт')
  expect(dealer.sees()).toContain('Счёт № 1001')
  // Pressed again, however old: the invoice that was made.
  await dealer.tapsData(old, data)
  expect(dealer.sees()).toContain('Счёт № 1001')
})
