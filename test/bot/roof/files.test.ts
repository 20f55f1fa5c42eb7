import { expect, test } from 'vitest'
import { world } from '../../support/world.ts'

const statement = new TextEncoder().encode('1CClientBankExchange\r\nВерсияФормата=1.03\r\nКонецФайла\r\n')
const prices = new TextEncoder().encode('Артикул;Наименование;Дилерская цена, руб.\nAV-10.003;Коммутатор;900,00\n')

test('a statement and a price list of the same person are told apart by what they hold', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  await manager.sendsFile('price.csv', statement)
  expect(manager.sees()).toContain('банковская выписка')
  expect(manager.buttons()).not.toContain('Загрузить')
  await manager.sendsFile('kl_to_1c.txt', prices)
  expect(manager.buttons().join()).toContain('Загрузить')
})

test('a dealer who sends a statement is told so, and nothing is ordered', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  await dealer.sendsFile('order.csv', statement)
  expect(dealer.sees()).toContain('банковская выписка')
  await dealer.sends('/cart')
  expect(dealer.sees()).toContain('пуст')
})
