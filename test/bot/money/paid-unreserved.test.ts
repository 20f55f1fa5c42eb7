import { expect, test } from 'vitest'
import { reserve } from '#services/reserve/reservations.ts'
import { world } from '../../support/world.ts'
import { actorOf, done, invoiceOf } from '../scene.ts'

/** Ten switchers of which seven are there, paid in full. */
async function paidTooMuch() {
  const w = await world()
  const { deps } = w.app
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  const invoice = await invoiceOf(deps, dealer, [[w.goods.switcher, 10]])
  done(await reserve(deps, await actorOf(deps, dealer), invoice.id))
  await manager.sends('1001')
  await manager.taps('Записать оплату')
  await manager.taps('Вся сумма')
  await manager.taps('Да, записать')
  return { ...w, manager, dealer, invoice }
}

const line = '3 шт. оплачены, но не зарезервированы'

test('money for goods that are not held is said to the dealer and to the manager', async () => {
  const { dealer, manager } = await paidTooMuch()
  expect(dealer.sees()).toContain('Оплата поступила')
  expect(dealer.sees()).toContain(line)
  expect(manager.sees()).toContain(line)
  await dealer.sends('1001')
  expect(dealer.sees()).toContain(line)
})

test('the way out: a notice when the goods are back, which reserves them for the invoice that has paid', async () => {
  const { app, dealer, goods } = await paidTooMuch()
  await dealer.taps('Чего не хватает · 3')
  expect(dealer.sees()).toContain('не хватает 3')
  expect(dealer.buttons().flat()).toContainEqual(expect.stringContaining('Аналог для AV-10.003'))
  expect(await dealer.taps('Сообщить о поступлении')).toMatchObject({ text: 'Сообщим сюда, когда появится' })
  await app.deps.db.updateTable('stock').set({ onHand: 8 }).where('warehouseId', '=', goods.moscow).execute()
  await app.runDue()
  expect(dealer.sees()).toContain('Товар поступил')
  expect(dealer.sees()).toContain('По счёту № 1001 он уже оплачен')
  await dealer.taps('Зарезервировать ещё')
  expect(dealer.sees()).toContain('зарезервировано всё')
})

test('goods that are free meanwhile are reserved, not waited for', async () => {
  const { app, dealer, goods } = await paidTooMuch()
  await dealer.taps('Чего не хватает · 3')
  await app.deps.db.updateTable('stock').set({ onHand: 8 }).where('warehouseId', '=', goods.moscow).execute()
  expect(await dealer.taps('Сообщить о поступлении')).toMatchObject({ text: expect.stringContaining('уже свободен') })
})

test('a manager sees which dealer holds a product, and reads no words for dealers', async () => {
  const { manager } = await paidTooMuch()
  await manager.sends('AV-10.003')
  expect(manager.sees()).toMatch(/Ромашка.*— 5 шт\. без срока, счёт № 1001/)
  expect(manager.sees()).not.toContain('станет вашим')
})
