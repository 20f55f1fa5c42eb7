import { expect, test } from 'vitest'
import { days } from '#domain/time.ts'
import { runDue } from '#jobs/index.ts'
import { recordPayment } from '#services/money/payments.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { audit } from '../../support/auditor.ts'
import { shop } from '../../support/shop.ts'

test('notices and deeds go when they have been kept for as long as the settings say; invoices, money and stock stay', async () => {
  const { deps, clock, dealer, invoice, goods, manager } = await shop()
  const anna = await dealer()
  const id = await invoice(anna, [goods.switcher, 2])
  await reserve(deps, anna, id)
  await recordPayment(deps, manager, id, null, 'key')
  await runDue(deps)
  const count = async (table: 'outbox' | 'auditTrail' | 'invoices' | 'payments' | 'reservations') =>
    (await deps.db.selectFrom(table).select('id').execute()).length
  const [notices, deeds] = [await count('outbox'), await count('auditTrail')]
  expect(Math.min(notices, deeds)).toBeGreaterThan(0)
  clock.advance(days(30) - 1)
  await runDue(deps)
  expect(await count('outbox')).toBeGreaterThanOrEqual(notices)
  clock.advance(days(60))
  await runDue(deps)
  expect([await count('outbox'), await count('auditTrail')]).toEqual([0, deeds])
  clock.advance(days(1100))
  await runDue(deps)
  expect(await count('auditTrail')).toBe(0)
  expect([await count('invoices'), await count('payments'), await count('reservations')]).toEqual([1, 1, 1])
  expect(await audit(deps.db, clock.now())).toEqual([])
})
