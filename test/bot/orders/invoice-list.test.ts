import { expect, test } from 'vitest'
import { days } from '#domain/time.ts'
import { world } from '../../support/world.ts'
import { invoiceOf } from '../scene.ts'
import { refusals } from '../told.ts'

/** Seven invoices in November and two in December; the second is reserved, the third paid. */
async function ordered() {
  const w = await world()
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  const { deps } = w.app
  for (let i = 0; i < 9; i++) {
    if (i === 7) w.clock.advance(days(10))
    await invoiceOf(deps, dealer, [[w.goods.cable, 1]])
  }
  await dealer.sends('1002')
  await dealer.taps('Зарезервировать')
  await manager.sends('1003')
  await manager.taps('Записать оплату')
  await manager.taps('Вся сумма')
  await manager.taps('Да, записать')
  return { w, dealer, manager }
}

const numbers = (text: string) => [...text.matchAll(/^№ (\d+) от/gm)].map(([, number]) => Number(number))

test('invoices are filtered by their state and by month, and the filter outlives a look at an invoice', async () => {
  const { w, dealer } = await ordered()
  await dealer.sends('/invoices')
  expect(dealer.sees()).toContain('Счета · 9')
  expect(numbers(dealer.sees())).toEqual([1009, 1008, 1007, 1006, 1005, 1004])

  await dealer.taps('В резерве · 1')
  expect(numbers(dealer.sees())).toEqual([1002])
  await dealer.taps('№ 1002')
  await dealer.taps('Назад')
  expect(numbers(dealer.sees())).toEqual([1002])
  await dealer.taps('✓ В резерве')
  expect(dealer.sees()).toContain('Счета · 9')

  await dealer.taps('Не оплачены · 8')
  expect(dealer.sees()).toContain('Счета · 8')
  await dealer.taps('Месяц')
  await dealer.taps('12.2026 · 2')
  expect(numbers(dealer.sees())).toEqual([1009, 1008])
  expect(dealer.buttons()).toContain('✓ 📅 12.2026')
  await dealer.taps('📅 12.2026')
  await dealer.taps('Все месяцы')
  expect(dealer.sees()).toContain('Счета · 8')
  await dealer.taps('Назад')
  expect(dealer.sees()).toContain('ООО')
  expect(refusals(w)).toEqual([])
})

test('a manager filters the invoices of one company', async () => {
  const { manager, dealer, w } = await ordered()
  const { companyId } = await w.app.deps.db
    .selectFrom('members')
    .select('companyId')
    .where('userId', '=', dealer.id)
    .executeTakeFirstOrThrow()
  await manager.tapsData(manager.last().message_id, `invoices:0:${companyId}`)
  await manager.taps('Не оплачены · 8')
  expect(manager.sees()).toContain('Счета · 8')
  expect(numbers(manager.sees())).not.toContain(1003)
})
