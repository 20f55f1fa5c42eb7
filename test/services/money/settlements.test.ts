import { expect, test } from 'vitest'
import { recordPayment } from '#services/money/payments.ts'
import { seeSettlement } from '#services/money/settlements.ts'
import { shop } from '../../support/shop.ts'

test('money that came before goods is a balance in favour of the dealer, and no debt', async () => {
  const { deps, manager, dealer, invoice, goods } = await shop()
  const anna = await dealer()
  await recordPayment(deps, manager, await invoice(anna, [goods.switcher, 1]), null, 'k')
  const seen = await seeSettlement(deps, anna)
  expect(seen.ok && seen.sheet).toMatchObject({ balanceKopecks: 1_000_00, debtKopecks: 0, overdueKopecks: 0 })
})

test('settlements are seen by all members of the company and by managers, and by nobody else', async () => {
  const { deps, manager, dealer, staff } = await shop()
  const [anna, boris] = [await dealer(), await dealer()]
  const accountant = { ...anna, roles: ['accountant'] as const }
  for (const actor of [anna, accountant, manager])
    expect(await seeSettlement(deps, actor, anna.companyId)).toMatchObject({ ok: true })
  for (const actor of [boris, await staff('support')])
    expect(await seeSettlement(deps, actor, anna.companyId)).toEqual({ ok: false, reason: 'forbidden' })
})
