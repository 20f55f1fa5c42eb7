import { expect, test } from 'vitest'
import { emptyCart, removeLine, seeCart, setQuantity } from '#services/orders/carts.ts'
import { shop } from '../../support/shop.ts'

test('a quantity is set and not added: pressing twice is pressing once', async () => {
  const { deps, dealer, goods } = await shop()
  const anna = await dealer()
  for (const typed of ['3', '3', '2']) await setQuantity(deps, anna, goods.switcher, typed)
  const seen = await seeCart(deps, anna)
  expect(seen.ok && seen.cart).toMatchObject({ lines: [{ quantity: 2, sumKopecks: 2_000_00 }], totalKopecks: 2_000_00 })
})

test('a cart is shown at the prices of today, and goods without a price are on request', async () => {
  const { deps, dealer, goods } = await shop()
  const anna = await dealer()
  await setQuantity(deps, anna, goods.switcher, '1')
  await setQuantity(deps, anna, goods.wall, '1')
  await deps.db.updateTable('prices').set({ kopecks: 7_00 }).where('productId', '=', goods.switcher).execute()
  const seen = await seeCart(deps, anna)
  expect(seen.ok && seen.cart.lines.map(({ priceKopecks }) => priceKopecks)).toEqual([7_00, null])
})

test('a line is taken out, the rest stays; an emptied cart is empty', async () => {
  const { deps, dealer, goods } = await shop()
  const anna = await dealer()
  for (const id of [goods.switcher, goods.cable]) await setQuantity(deps, anna, id, '1')
  const ids = async () => {
    const seen = await seeCart(deps, anna)
    return seen.ok && seen.cart.lines.map(({ productId }) => productId)
  }
  await removeLine(deps, anna, goods.switcher)
  expect(await ids()).toEqual([goods.cable])
  await emptyCart(deps, anna)
  expect(await ids()).toEqual([])
})

test('hidden goods come into no cart, and an accountant has none', async () => {
  const { deps, dealer, goods } = await shop()
  const anna = await dealer()
  await deps.db.updateTable('products').set({ hiddenAt: 1 }).where('id', '=', goods.cable).execute()
  expect(await setQuantity(deps, anna, goods.cable, '1')).toEqual({ ok: false, reason: 'not_found' })
  const accountant = { ...anna, roles: ['accountant'] as const }
  expect(await setQuantity(deps, accountant, goods.switcher, '1')).toEqual({ ok: false, reason: 'forbidden' })
})
