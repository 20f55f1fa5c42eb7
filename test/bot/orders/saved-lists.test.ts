import { expect, test } from 'vitest'
import { world } from '../../support/world.ts'
import { scene } from '../scene.ts'
import { refusals } from '../told.ts'

async function saved() {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  await dealer.sends('CBL-10 2\nAV-10.003 1')
  await dealer.taps('Корзина')
  await dealer.taps('Сохранить')
  await dealer.sends('Переговорная <8 мест>')
  return { ...w, w, dealer }
}

test('a cart saved under a name goes into a cart whole, twice pressed once; another name is the same list', async () => {
  const { w, dealer } = await saved()
  expect(dealer.sees()).toContain('📋 Переговорная <8 мест>')
  expect(dealer.sees()).toMatch(/CBL-10 (.|\n)*2 шт\./)
  await dealer.taps('Имя')
  await dealer.sends('Зал')
  expect(dealer.sees()).toContain('📋 Зал')
  await dealer.sends('/cart')
  await dealer.taps('Очистить')
  await dealer.taps('Да, убрать')
  await dealer.taps('Списки')
  await dealer.taps('Зал · 2')
  await dealer.taps('Всё в корзину · 2')
  await dealer.redelivers()
  expect(dealer.sees()).toContain('Корзина · 2')
  expect(dealer.sees()).toMatch(/CBL-10 (.|\n)*2 шт\./)
  expect(refusals(w)).toEqual([])
})

test('an invoice is saved too; what is no longer sold is said and left out', async () => {
  const { app, goods, dealer } = await saved()
  await dealer.sends('/cart')
  await dealer.taps('Создать счёт')
  await dealer.taps('Сохранить')
  await dealer.sends('Как в счёте')
  await app.deps.db.updateTable('products').set({ hiddenAt: 1 }).where('id', '=', goods.cable).execute()
  await dealer.sends('/cart')
  await dealer.taps('Списки')
  await dealer.taps('Как в счёте')
  expect(dealer.sees()).toContain('больше не продаётся')
  await dealer.taps('Всё в корзину · 1')
  expect(dealer.sees()).toContain('Корзина · 1')
})

test('a list is the company’s: a colleague sees it, another company does not; removed it is gone for all', async () => {
  const { cast, ids } = await scene()
  await cast.buyer.sends('/cart')
  await cast.buyer.taps('Списки')
  expect(cast.buyer.buttons().join()).toContain('Переговорная Альфа')
  await cast.ownerB.sends('/cart')
  await cast.ownerB.taps('Списки')
  expect(cast.ownerB.sees()).toContain('Списки · 0')
  await cast.owner.tapsData(cast.owner.last().message_id, `removelist:${ids.saved}`)
  await cast.owner.taps('Да, удалить список')
  expect(cast.owner.sees()).toContain('Списки · 0')
  await cast.buyer.taps('Переговорная Альфа')
  expect(cast.buyer.toasts.at(-1)?.text).toContain('Не найдено')
})
