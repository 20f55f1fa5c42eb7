import { expect, test } from 'vitest'
import { seeProduct } from '#services/catalog/products.ts'
import { seeInvoice } from '#services/orders/invoices.ts'
import { audit } from '../../support/auditor.ts'
import { shop } from '../../support/shop.ts'
import { file, handOver, reserved } from './requests.ts'

test('goods that leave in parts are debited to the kopeck, as if they had left at once', async () => {
  const given = await shop()
  const { deps, dealer, clock } = given
  const anna = await dealer()
  const id = await reserved(given, anna, true)
  for (const part of [2, 1, 3]) await handOver(given, await file(given, anna, id, part))
  await handOver(given, await file(given, anna, id))
  const { debit } = await deps.db
    .selectFrom('ledgerEntries')
    .select((eb) => eb.fn.sum<number>('debitKopecks').as('debit'))
    .executeTakeFirstOrThrow()
  expect(Number(debit)).toBe(100_003)
  expect(await audit(deps.db, clock.now())).toEqual([])
  const seen = await seeInvoice(deps, anna, id)
  expect(seen.ok && [seen.sheet.shipped, seen.sheet.reserved, seen.sheet.missing]).toEqual([7, 0, 0])
})

test('goods handed over are gone from the shelf', async () => {
  const given = await shop()
  const { deps, dealer, goods } = given
  const anna = await dealer()
  await handOver(given, await file(given, anna, await reserved(given, anna, true)))
  const seen = await seeProduct(deps, anna, goods.cable)
  expect(seen.ok && seen.card.shelves[0]).toMatchObject({ onHand: 93, free: 93 })
})
