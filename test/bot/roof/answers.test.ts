import { expect, test } from 'vitest'
import { inns, type World, world } from '../../support/world.ts'
import { invoiceOf } from '../scene.ts'
import { refusals, speaks } from '../told.ts'

test('a press is answered before the slow work: the PDF of 300 lines comes after it', async () => {
  const w = await world()
  const { telegram, app } = w
  const dealer = await w.dealer(await w.staff('manager'))
  const goods = await manyGoods(w, 300)
  await invoiceOf(
    app.deps,
    dealer,
    goods.map((id) => [id, 2] as const),
  )
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  expect(dealer.sees()).toContain('Все строки · 300')
  const from = telegram.calls.length
  const answer = await dealer.taps('PDF')
  expect(answer.text).toBe('Готовлю PDF…')
  const methods = telegram.calls.slice(from).map(({ method }) => method)
  expect(methods).toEqual(['answerCallbackQuery', 'sendChatAction', 'sendDocument'])
  const [pdf] = dealer.documents()
  expect(
    Buffer.from(pdf?.bytes ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  expect(pdf?.caption).toContain('Счёт № 1001')
  await dealer.taps('Зарезервировать')
  expect(dealer.chat.some(({ text }) => text?.includes('Зарезервировано: 300 из 600'))).toBe(true)
  expect(refusals(w)).toEqual([])
})

test('what one person does at the same moment happens one thing after another', async () => {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  await Promise.all(Array.from({ length: 10 }, () => dealer.sends('CBL-10 1')))
  await dealer.sends('/cart')
  expect(dealer.sees()).toContain('10 шт.')
  const [message, data] = [dealer.last().message_id, dealer.dataOf('Создать счёт')]
  await Promise.all(Array.from({ length: 5 }, () => dealer.tapsData(message, data)))
  await dealer.sends('/invoices')
  expect(dealer.sees()).toContain('Счета · 1')
  expect(refusals(w)).toEqual([])
})

test('two dealers who press at the same moment never get the same unit', async () => {
  const w = await world()
  const { app, goods } = w
  const manager = await w.staff('manager')
  const dealers = [
    await w.dealer(manager, { name: 'ООО «Альфа»', inn: inns[0] }),
    await w.dealer(manager, { name: 'ООО «Бета»', inn: inns[1] }),
  ]
  for (const dealer of dealers) {
    const { number } = await invoiceOf(app.deps, dealer, [[goods.switcher, 5]])
    await dealer.sends('/invoices')
    await dealer.taps(`№ ${number}`)
  }
  await Promise.all(dealers.map((dealer) => dealer.taps('Зарезервировать')))
  const reserved = dealers.map((dealer) => Number(/Зарезервировано: (\d) из 5/.exec(dealer.sees())?.[1]))
  expect(reserved.reduce((sum, one) => sum + one, 0)).toBe(7)
  expect(Math.max(...reserved)).toBe(5)
})

test('each sees in his menu his own commands, in his language, from the moment his role changes', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const [support, admin, stranger] = [await w.staff('support'), await w.staff('admin'), w.stranger()]
  const dealer = await w.dealer(manager)
  await stranger.sends('/start')
  const names = (person: typeof dealer) =>
    person
      .commands()
      .map(({ command }) => command)
      .join(' ')
  expect(names(stranger)).toBe('start help settings cancel')
  expect(names(dealer)).toBe('start catalog search cart invoices reserves shipments settlements help settings cancel')
  expect(names(manager)).toBe('start catalog search desk dealers import help settings cancel')
  expect(names(support)).toBe('start catalog search desk help settings cancel')
  expect(names(admin)).toBe('start catalog search desk dealers import staff help settings cancel')

  expect(dealer.commands().find(({ command }) => command === 'cart')?.description).toBe('Корзина')
  await speaks(dealer, 'en')
  expect(dealer.commands().find(({ command }) => command === 'cart')?.description).toBe('Cart')
  await admin.sends('/staff')
  await admin.sends(String(stranger.id))
  await admin.taps('Дать: менеджер')
  await admin.taps('Да, дать роль')
  await stranger.sends('/desk')
  expect(names(stranger)).toBe(names(manager))
  expect(refusals(w)).toEqual([])
})

async function manyGoods({ rows, goods }: World, count: number): Promise<number[]> {
  const ids: number[] = []
  for (let i = 0; i < count; i++) {
    const id = await rows.productLike(goods.cable, { sku: `MANY-${i}`, name: 'Кабель HDMI 10 м' })
    await rows.price(id, 2, 1_00 + i)
    await rows.stock(id, goods.moscow, 1)
    ids.push(id)
  }
  return ids
}
