import { expect, test } from 'vitest'
import { findPerson } from '#db/people/people.ts'
import { seeCart, setQuantity } from '#services/orders/carts.ts'
import { dismissMember } from '#services/people/colleagues.ts'
import { shop } from '../../support/shop.ts'

test('who is dismissed has no company from that instant, and leaves the cart behind', async () => {
  const { deps, dealer, staff, rows, goods } = await shop()
  const owner = await dealer()
  const companyId = owner.companyId ?? 0
  const { id } = await staff()
  await rows.member({ userId: id, companyId })
  const buyer = { id, companyId, roles: ['buyer'] as const }
  await setQuantity(deps, buyer, goods.cable, '5')
  expect(await dismissMember(deps, owner, companyId, id)).toEqual({ ok: true })
  expect((await findPerson(deps.db, id))?.actor).toEqual({ id, companyId: null, roles: [] })
  const cart = await seeCart(deps, buyer)
  expect(cart.ok && cart.cart.lines).toEqual([])
  expect(await dismissMember(deps, owner, companyId, id)).toEqual({ ok: false, reason: 'not_found' })
})

test('an owner dismisses neither himself nor people of others', async () => {
  const { deps, dealer } = await shop()
  const [owner, other] = [await dealer(), await dealer()]
  expect(await dismissMember(deps, owner, owner.companyId ?? 0, owner.id)).toEqual({ ok: false, reason: 'forbidden' })
  expect(await dismissMember(deps, owner, other.companyId ?? 0, other.id)).toEqual({ ok: false, reason: 'forbidden' })
})
