import { expect, test } from 'vitest'
import { findPerson } from '#db/people/people.ts'
import { days } from '#domain/time.ts'
import { acceptInvitation, invite } from '#services/people/invitations.ts'
import { shop } from '../../support/shop.ts'

test('a link lets one person in, in the role it was made for', async () => {
  const { deps, dealer, staff } = await shop()
  const owner = await dealer()
  const made = await invite(deps, owner, owner.companyId, 'accountant')
  const token = made.ok ? made.token : ''
  const [anna, boris] = [await staff(), await staff()]
  expect(await acceptInvitation(deps, anna, token)).toMatchObject({ ok: true, company: { id: owner.companyId } })
  expect(await acceptInvitation(deps, boris, token)).toEqual({ ok: false, reason: 'used' })
  expect((await findPerson(deps.db, anna.id))?.actor).toMatchObject({
    companyId: owner.companyId,
    roles: ['accountant'],
  })
})

test('a link is good for seven days, to the millisecond, and the database does not hold it', async () => {
  const { deps, dealer, staff, clock } = await shop()
  const owner = await dealer()
  const [one, other] = [
    await invite(deps, owner, owner.companyId, 'buyer'),
    await invite(deps, owner, owner.companyId, 'buyer'),
  ]
  const [anna, boris] = [await staff(), await staff()]
  const stored = await deps.db.selectFrom('invitations').select('tokenHash').execute()
  expect(stored.some(({ tokenHash }) => one.ok && tokenHash.includes(one.token))).toBe(false)
  clock.advance(days(7) - 1)
  expect(await acceptInvitation(deps, anna, one.ok ? one.token : '')).toMatchObject({ ok: true })
  clock.advance(1)
  expect(await acceptInvitation(deps, boris, other.ok ? other.token : '')).toEqual({ ok: false, reason: 'expired' })
})

test('an owner invites into his own company alone, a buyer into none', async () => {
  const { deps, dealer } = await shop()
  const [owner, other] = [await dealer(), await dealer()]
  for (const companyId of [other.companyId, null])
    expect(await invite(deps, owner, companyId, 'buyer')).toEqual({ ok: false, reason: 'not_found' })
  const buyer = { ...owner, roles: ['buyer'] as const }
  expect(await invite(deps, buyer, owner.companyId, 'buyer')).toEqual({ ok: false, reason: 'forbidden' })
})
