import { expect, test } from 'vitest'
import type { Person } from '#playground/telegram/server.ts'
import { world } from '../../support/world.ts'
import { invoiceOf } from '../scene.ts'

/** An invoice of two switchers for 2 000,00 ₽, and two managers. */
async function withInvoice() {
  const w = await world()
  const [manager, other] = [await w.staff('manager'), await w.staff('manager')]
  const dealer = await w.dealer(manager)
  await invoiceOf(w.app.deps, dealer, [[w.goods.switcher, 2]])
  const paid = async () => {
    const rows = await w.app.deps.db.selectFrom('payments').select('amountKopecks').orderBy('id').execute()
    return rows.map(({ amountKopecks }) => amountKopecks)
  }
  return { ...w, manager, other, dealer, paid }
}

async function asks(manager: Person, typed: string) {
  await manager.sends('1001')
  await manager.taps('Записать оплату')
  await manager.sends(typed)
}

test('a typed sum is asked about once, with what follows, and counts once however often it is pressed', async () => {
  const { manager, paid } = await withInvoice()
  await asks(manager, '500')
  expect(manager.sees()).toContain('Записать 500,00\u00a0₽ на счёт № 1001?')
  expect(manager.sees()).toContain('Останется оплатить 1\u00a0500,00\u00a0₽')
  expect(await paid()).toEqual([])
  const question = manager.last().message_id
  const [[yes] = []] = manager.last().reply_markup?.inline_keyboard ?? []
  const data = yes && 'callback_data' in yes ? yes.callback_data : ''
  await manager.taps('Да, записать 500,00\u00a0₽ на счёт № 1001')
  await manager.tapsData(question, data)
  expect(await paid()).toEqual([500_00])
})

test('«Назад» records nothing; a sum beyond the invoice says what becomes an advance', async () => {
  const { manager, paid } = await withInvoice()
  await asks(manager, '2500')
  expect(manager.sees()).toContain('500,00\u00a0₽ станут авансом')
  await manager.taps('Назад')
  expect(manager.sees()).toContain('Осталось 2\u00a0000,00\u00a0₽')
  expect(await paid()).toEqual([])
})

test('a question that another payment has overtaken is asked anew with the sums of now', async () => {
  const { manager, other, paid } = await withInvoice()
  await manager.sends('1001')
  await manager.taps('Записать оплату')
  await manager.taps('Вся сумма')
  await asks(other, '1500')
  await other.taps('Да, записать')
  expect(await manager.taps('Да, записать')).toMatchObject({ text: expect.stringContaining('другую оплату') })
  expect(await paid()).toEqual([1_500_00])
  await manager.taps('Да, записать 500,00')
  expect(await paid()).toEqual([1_500_00, 500_00])
})

test('the button of long ago still records the whole sum at once', async () => {
  const { manager, app, paid } = await withInvoice()
  const { id } = await app.deps.db.selectFrom('invoices').select('id').executeTakeFirstOrThrow()
  await manager.tapsData(manager.last().message_id, `!payall:${id}`)
  expect(await paid()).toEqual([2_000_00])
})
