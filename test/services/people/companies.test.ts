import { expect, test } from 'vitest'
import { seeCompanies, seeCompany } from '#services/people/companies.ts'
import { shop } from '../../support/shop.ts'

test('a card shows the company with its people and its manager, to managers and to its owner alone', async () => {
  const { deps, manager, dealer } = await shop()
  const [owner, other] = [await dealer(), await dealer()]
  const companyId = owner.companyId ?? 0
  for (const actor of [manager, owner]) {
    const seen = await seeCompany(deps, actor, companyId)
    expect(seen.ok && seen.card.members.map(({ userId }) => userId)).toEqual([owner.id])
    expect(seen.ok && seen.card.managerName).toBe('Человек 1')
  }
  for (const actor of [other, { ...owner, roles: ['buyer'] as const }])
    expect(await seeCompany(deps, actor, companyId)).toEqual({ ok: false, reason: 'forbidden' })
})

test('all dealers are listed for those who manage them, and for nobody else', async () => {
  const { deps, manager, dealer, staff } = await shop()
  const [owner, other] = [await dealer(), await dealer()]
  const listed = await seeCompanies(deps, manager)
  expect(listed.ok && listed.companies.map(({ id }) => id)).toEqual([owner.companyId, other.companyId])
  for (const actor of [owner, await staff('support')])
    expect(await seeCompanies(deps, actor)).toEqual({ ok: false, reason: 'forbidden' })
})
