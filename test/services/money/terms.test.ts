import { expect, test } from 'vitest'
import { seeProduct } from '#services/catalog/products.ts'
import { changeTerms } from '#services/money/terms.ts'
import { seeCompany } from '#services/people/companies.ts'
import { shop } from '../../support/shop.ts'

test('one of the terms is changed, the others stay, and the change is written down', async () => {
  const { deps, manager, dealer } = await shop()
  const companyId = (await dealer()).companyId ?? 0
  await changeTerms(deps, manager, companyId, { deferralDays: 14 })
  await changeTerms(deps, manager, companyId, { creditLimitKopecks: 500_00 })
  const seen = await seeCompany(deps, manager, companyId)
  expect(seen.ok && seen.card.company).toMatchObject({ deferralDays: 14, creditLimitKopecks: 500_00 })
  const written = deps.db.selectFrom('auditTrail').select('details').where('action', '=', 'change terms').orderBy('id')
  expect((await written.execute()).map(({ details }) => JSON.parse(details))).toEqual([
    { deferralDays: 14 },
    { creditLimitKopecks: 500_00 },
  ])
})

test('another price type is what the dealer sees from then on; one that is not there changes nothing', async () => {
  const { deps, manager, dealer, goods } = await shop()
  const anna = await dealer()
  const price = async () => {
    const seen = await seeProduct(deps, anna, goods.switcher)
    return seen.ok && seen.card.kopecks
  }
  expect(await price()).toBe(1_000_00)
  const retail = deps.db.selectFrom('priceTypes').select('id').where('key', '=', 'retail')
  const { id: priceTypeId } = await retail.executeTakeFirstOrThrow()
  const companyId = anna.companyId ?? 0
  expect(await changeTerms(deps, manager, companyId, { priceTypeId: 999 })).toEqual({ ok: false, reason: 'not_found' })
  await changeTerms(deps, manager, companyId, { priceTypeId })
  expect(await price()).toBe(1_200_00)
})

test('no dealer sets his own terms', async () => {
  const { deps, dealer } = await shop()
  const anna = await dealer()
  const change = { creditLimitKopecks: 1_000_000_00 }
  expect(await changeTerms(deps, anna, anna.companyId ?? 0, change)).toEqual({ ok: false, reason: 'forbidden' })
})
