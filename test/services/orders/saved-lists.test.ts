import { expect, test } from 'vitest'
import { setQuantity } from '#services/orders/carts.ts'
import { saveAs, seeSavedLists } from '#services/orders/saved-lists.ts'
import { shop } from '../../support/shop.ts'

test('the same name again is the same list, with what it holds now', async () => {
  const { deps, dealer, goods } = await shop()
  const anna = await dealer()
  await setQuantity(deps, anna, goods.cable, '5')
  const first = await saveAs(deps, anna, { invoiceId: null }, 'Монтаж')
  await setQuantity(deps, anna, goods.cable, '7')
  const again = await saveAs(deps, anna, { invoiceId: null }, 'Монтаж')
  expect(again.ok && again.list.list.id).toBe(first.ok && first.list.list.id)
  expect(again.ok && again.list.lines).toMatchObject([{ productId: goods.cable, quantity: 7 }])
})

test('lists are the whole company’s and nobody else’s; an empty cart makes none', async () => {
  const { deps, dealer, goods } = await shop()
  const [anna, boris] = [await dealer(), await dealer()]
  expect(await saveAs(deps, anna, { invoiceId: null }, 'Пусто')).toEqual({ ok: false, reason: 'empty' })
  await setQuantity(deps, anna, goods.cable, '5')
  await saveAs(deps, anna, { invoiceId: null }, 'Монтаж')
  const colleague = { ...anna, id: anna.id + 50, roles: ['buyer'] as const }
  const names = async (actor: typeof anna) => {
    const seen = await seeSavedLists(deps, actor)
    return seen.ok && seen.lists.map(({ name }) => name)
  }
  expect([await names(colleague), await names(boris)]).toEqual([['Монтаж'], []])
})

test("another company's invoice is saved by nobody", async () => {
  const { deps, dealer, invoice, goods } = await shop()
  const [anna, boris] = [await dealer(), await dealer()]
  const invoiceId = await invoice(anna, [goods.cable, 5])
  expect(await saveAs(deps, boris, { invoiceId }, 'Чужое')).toEqual({ ok: false, reason: 'not_found' })
})
