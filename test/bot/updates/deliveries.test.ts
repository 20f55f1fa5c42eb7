import type { Update } from 'grammy/types'
import { expect, test } from 'vitest'
import { inns, register, world } from '../../support/world.ts'
import { wholeState } from '../state.ts'
import { refusals } from '../told.ts'

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
async function wholePurchase(
  way: (give: (update: Update) => Promise<void>) => (update: Update) => Promise<void>,
): Promise<Record<string, unknown>> {
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
  await manager.taps('Да, записать 1')

  await dealer.taps('Заявка на отгрузку')
  await dealer.taps('Доставка до склада')
  const answers = ['Деловые Линии', 'Москва, Промышленная, 12', '30.11.2026', 'Сидоров Пётр', '+7 916 123-45-67']
  for (const answer of answers) await dealer.sends(answer)
  await dealer.taps('Состав')
  await dealer.taps('HDMI-10')
  await dealer.sends('10')
  await dealer.tapsData(dealer.last().message_id, 'draft:1')
  await dealer.taps('Отправить заявку')
  for (const label of ['Принять', 'Собирается', 'Готово к выдаче', 'Отправлено']) await manager.taps(label)
  await manager.sends('ДЛ-77123')
  await manager.taps('Доставлено')

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
  await manager.taps('Да, записать')

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
  await dealer.taps('закупщик')
  const link = /start=([\w-]+)/.exec(dealer.sees())?.[1]
  telegram.deliver = way(give)
  await colleague.sends(`/start ${link}`)
  await dealer.sends('/settings')
  await dealer.taps('Сотрудники')
  await dealer.taps('Исключить: Анна')
  await dealer.taps('Да, исключить: Анна')
  clock.advance(1)
  await app.runDue()
  const state = await wholeState(app.deps.db)
  expect(refusals(w)).toEqual([])
  // A payment is named after the update that asked about it: asked twice, it is asked by the second.
  const payments = (state.payments as { key: string }[]).map((row) => ({ ...row, key: '' }))
  return { ...state, payments }
}
