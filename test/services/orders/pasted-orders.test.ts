import { expect, test } from 'vitest'
import { draftOfText } from '#exchange/orders/draft.ts'
import { seeCart, setQuantity } from '#services/orders/carts.ts'
import { readList } from '#services/orders/pasted-order-reading.ts'
import { answerLine, putIntoCart } from '#services/orders/pasted-orders.ts'
import { type Shop, shop } from '../../support/shop.ts'

/** A list that a dealer sent, as the text of a message. */
async function listed({ deps, dealer }: Pick<Shop, 'deps' | 'dealer'>, text: string) {
  const anna = await dealer()
  const sent = { draft: draftOfText(text), isText: true, name: '', updateId: 1, messageId: 1 }
  const list = await readList(deps, anna, sent)
  if (!list.ok) throw new Error(list.reason)
  const cart = async () => {
    const seen = await seeCart(deps, anna)
    return seen.ok && seen.cart.lines.map(({ sku, quantity }) => [sku, quantity])
  }
  return { anna, orderId: list.orderId, cart }
}

test('a list comes into the cart once, added to what is there', async () => {
  const given = await shop()
  const { anna, orderId, cart } = await listed(given, 'CBL-10 5')
  await setQuantity(given.deps, anna, given.goods.cable, '2')
  const answers = await Promise.all([putIntoCart(given.deps, anna, orderId), putIntoCart(given.deps, anna, orderId)])
  expect(answers.map((answer) => answer.ok && answer.added).toSorted()).toEqual([0, 1])
  expect(await cart()).toEqual([['CBL-10', 7]])
})

test('a list of which nothing was understood leaves the cart as it is, and so does the list of another company', async () => {
  const given = await shop()
  const { anna, orderId, cart } = await listed(given, 'NO-SUCH-1 5\nNO-SUCH-2 5')
  expect(await putIntoCart(given.deps, anna, orderId)).toEqual({ ok: false, reason: 'nothing' })
  expect(await cart()).toEqual([])
  expect(await putIntoCart(given.deps, await given.dealer(), orderId)).toEqual({ ok: false, reason: 'not_found' })
})

test('a line is answered only while its list is not in the cart', async () => {
  const given = await shop()
  const { anna, orderId } = await listed(given, 'CBL-10 5\nNO-SUCH-1 5')
  expect(await answerLine(given.deps, anna, { orderId, position: 2, productId: null })).toMatchObject({ ok: true })
  await putIntoCart(given.deps, anna, orderId)
  const late = { orderId, position: 2, productId: given.goods.switcher }
  expect(await answerLine(given.deps, anna, late)).toEqual({ ok: false, reason: 'added' })
})
