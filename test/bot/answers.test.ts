import type { Update } from 'grammy/types'
import { expect, test } from 'vitest'
import { articleKey } from '../../src/domain/catalog.ts'
import { limits } from '../../src/domain/limits.ts'
import { inns, register, type World, world } from '../support/world.ts'
import { cartOf, invoiceOf, refusals, speaks } from './scene.ts'
import { wholeState } from './state.ts'

test('a press is answered before the slow work: the PDF of 300 lines comes after it', async () => {
  const w = await world()
  const { telegram, app } = w
  const dealer = await w.dealer(await w.staff('manager'))
  const goods = await manyGoods(w, limits.cartLines)
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

/** How updates reach the bot: each is one promise to be kept once, however it comes. */
const deliveries: Record<string, (give: (update: Update) => Promise<void>) => (update: Update) => Promise<void>> = {
  'again after it was dealt with': (give) => async (update) => {
    await give(update)
    await give(update)
  },
  'twice at the same time': (give) => async (update) => void (await Promise.all([give(update), give(update)])),
  'together with the answer before it': (give) => {
    const before = new Map<number, Update>()
    return async (update) => {
      await give(update)
      const { message, callback_query: pressed } = update
      if (pressed) before.delete(pressed.from.id)
      if (!message || message.text?.startsWith('/')) return
      const { id } = message.chat
      const again = before.get(id)
      before.set(id, update)
      if (again) for (const one of [again, update]) await give(one)
    }
  },
  'pressed once more': (give) => async (update) => {
    await give(update)
    const { callback_query: pressed, update_id: id } = update
    if (pressed) await give({ update_id: id + 1_000_000, callback_query: { ...pressed, id: `${pressed.id}1` } })
  },
}

test.each(Object.keys(deliveries))('whatever is done has one effect when it comes %s', async (way) => {
  const once = await wholePurchase((give) => give)
  const twice = await wholePurchase(deliveries[way] ?? ((give) => give))
  for (const [table, rows] of Object.entries(once)) expect.soft(twice[table], table).toEqual(rows)
})

/** Everything that people do here, once; what it leaves in the database. */
async function wholePurchase(way: (give: (update: Update) => Promise<void>) => (update: Update) => Promise<void>) {
  const w = await world()
  const { telegram, app, clock } = w
  const give = telegram.deliver ?? (() => Promise.resolve())
  const manager = await w.staff('manager')
  telegram.deliver = way(give)
  const [dealer, colleague] = [w.stranger('Иван'), w.stranger('Анна')]
  await register(dealer, 'ООО «Ромашка»', inns[0])
  await manager.taps('Одобрить')
  await manager.taps('Карточка дилера')
  await manager.taps('Отсрочка')
  await manager.sends('14')
  await manager.taps('Лимит')
  await manager.sends('1 000 000')

  await dealer.sends('CBL-10')
  await dealer.taps('В корзину')
  await dealer.sends('20')
  await dealer.sends('AV-10.003 4\nCBL-10 5\nNO-1 1')
  await dealer.sends('/cart')
  await dealer.taps('Создать счёт')
  for (const label of ['Зарезервировать', 'Снять резерв', 'Да, снять резерв', 'Зарезервировать'])
    await dealer.taps(label)
  await manager.sends('1001')
  await manager.taps('Записать оплату')
  await manager.sends('1 000,50')

  await dealer.taps('Заявка на отгрузку')
  await dealer.taps('Доставка до склада')
  const answers = ['Деловые Линии', 'Москва, Промышленная, 12', '30.11.2026', 'Сидоров Пётр', '+7 916 123-45-67']
  for (const answer of answers) await dealer.sends(answer)
  await dealer.taps('Состав')
  await dealer.taps('CBL-10')
  await dealer.sends('10')
  await dealer.tapsData(dealer.last().message_id, 'draft:1')
  await dealer.taps('Отправить заявку')
  for (const label of ['Принять', 'Собирается', 'Готово к выдаче', 'Отправлено', 'Доставлено'])
    await manager.taps(label)

  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Заявка на отгрузку')
  await dealer.taps('Доставка силами')
  for (const answer of ['Казань, Баумана, 5', '30.11.2026']) await dealer.sends(answer)
  await dealer.taps('Сидоров Пётр')
  await dealer.taps('Отправить заявку')
  await manager.taps('Отклонить')
  await manager.sends('нет машины')
  await manager.sends('1001')
  await manager.taps('Записать оплату')
  await manager.taps('Вся сумма')

  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Повторить')
  await dealer.sends('/cart')
  await dealer.taps('Создать счёт')
  for (const label of ['Зарезервировать', 'Назад', 'Отменить счёт', 'Да, отменить']) await dealer.taps(label)
  telegram.deliver = give
  await dealer.sends('/settings')
  await dealer.taps('Сотрудники')
  await dealer.taps('Пригласить')
  const link = /start=([\w-]+)/.exec(dealer.sees())?.[1]
  telegram.deliver = way(give)
  await colleague.sends(`/start ${link}`)
  await dealer.sends('/settings')
  await dealer.taps('Сотрудники')
  await dealer.taps('Исключить: Анна')
  clock.advance(1)
  await app.runDue()
  const state = await wholeState(app.deps.db)
  expect(refusals(w)).toEqual([])
  return state
}

test('what one person does at the same moment happens one thing after another', async () => {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  await Promise.all(Array.from({ length: 10 }, () => dealer.sends('CBL-10 1')))
  await dealer.sends('/cart')
  expect(dealer.sees()).toContain('10 шт.')
  const [message, data] = [dealer.last().message_id, `!invoice:${await cartOf(w.app.deps, dealer)}`]
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
  const held = dealers.map((dealer) => Number(/Зарезервировано: (\d) из 5/.exec(dealer.sees())?.[1]))
  expect(held.reduce((sum, one) => sum + one, 0)).toBe(7)
  expect(Math.max(...held)).toBe(5)
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
  await stranger.sends('/desk')
  expect(names(stranger)).toBe(names(manager))
  expect(refusals(w)).toEqual([])
})

async function manyGoods({ app, goods }: World, count: number): Promise<number[]> {
  const { db } = app.deps
  const { id: _, ...model } = await db
    .selectFrom('products')
    .selectAll()
    .where('id', '=', goods.cable)
    .executeTakeFirstOrThrow()
  const ids: number[] = []
  for (let i = 0; i < count; i++) {
    const row = { ...model, key: `many-${i}`, sku: `MANY-${i}`, skuKey: articleKey(`MANY-${i}`) }
    const { id } = await db.insertInto('products').values(row).returning('id').executeTakeFirstOrThrow()
    await db
      .insertInto('prices')
      .values({ productId: id, priceTypeId: 2, kopecks: 1_00 + i })
      .execute()
    await db.insertInto('stock').values({ productId: id, warehouseId: goods.moscow, onHand: 1 }).execute()
    ids.push(id)
  }
  return ids
}
