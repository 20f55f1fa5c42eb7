import { expect, test } from 'vitest'
import { days } from '#domain/time.ts'
import { demoCatalog } from '#playground/catalog/demo.ts'
import type { Person } from '#playground/telegram/server.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { world } from '../../support/world.ts'
import { done } from '../scene.ts'

/** What a task costs a person. */
interface Cost {
  taps: number
  texts: number
}

/** A person whose presses and messages are counted. */
function counting(person: Person) {
  const cost: Cost = { taps: 0, texts: 0 }
  const taps = (label: string | RegExp) => {
    cost.taps++
    return person.taps(label)
  }
  const types = (text: string) => {
    cost.texts++
    return person.sends(text)
  }
  return { taps, types, cost }
}

type Steps = (hand: ReturnType<typeof counting>) => Promise<unknown>

/** A dealer and a manager before the demo's catalog. */
async function shop() {
  const w = await world()
  const { deps } = w.app
  done(await importCatalog(deps, null, demoCatalog))
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  const { id } = await deps.db
    .selectFrom('priceTypes')
    .select('id')
    .where('name', 'like', '%илерская%')
    .executeTakeFirstOrThrow()
  await deps.db.updateTable('companies').set({ priceTypeId: id }).execute()
  return { w, manager, dealer }
}

const table: string[] = []

/** Does a task and holds what it costs; `before`: what it cost when the product was first watched. */
async function costs(task: string, person: Person, before: string, most: Cost, steps: Steps): Promise<void> {
  const hand = counting(person)
  await steps(hand)
  const { taps, texts } = hand.cost
  table.push(`${task.padEnd(52)} ${before.padEnd(16)} ${taps} taps + ${texts} t`)
  expect.soft(hand.cost, task).toEqual(most)
}

test('what daily work costs in taps and typed texts', async () => {
  const { w, manager, dealer } = await shop()

  await costs('product by article', dealer, '1 t', { taps: 0, texts: 1 }, (hand) => hand.types('prj1010'))
  expect(dealer.sees()).toContain('Артикул: PRJ-1010')

  await costs(
    'projector by lumens and WUXGA, to its card',
    dealer,
    '11 taps + 1 t',
    { taps: 7, texts: 1 },
    async (hand) => {
      await hand.types('проектор')
      await hand.taps('Фильтры')
      await hand.taps('Яркость')
      await hand.taps(/\d\s*–\s*\d/)
      await hand.taps('Разрешение')
      await hand.taps('WUXGA')
      await hand.taps('Показать товары')
      await hand.taps(/^1 · /)
    },
  )
  expect(dealer.sees()).toContain('Артикул')

  await costs('one product: search, invoice, reserve', dealer, '5 taps + 1 t', { taps: 4, texts: 1 }, async (hand) => {
    await hand.types('PRJ-1001')
    await hand.taps('В корзину')
    await hand.taps('1 шт.')
    await hand.taps('Корзина')
    await hand.taps('Счёт и резерв')
  })
  expect(dealer.sees()).toContain('Зарезервировано: 1 из 1')

  await costs(
    'compare 3 and put the winner into the cart',
    dealer,
    '9 taps + 1 t',
    { taps: 7, texts: 1 },
    async (hand) => {
      await hand.types('проектор')
      await hand.taps('Сравнить')
      for (const number of [1, 2, 3]) await hand.taps(new RegExp(`^${number} · `))
      await hand.taps('Сравнение · 3')
      await hand.taps('🛒 ②')
      await hand.taps('1 шт.')
    },
  )

  await costs('quantity of one line in the cart', dealer, '3 taps', { taps: 2, texts: 0 }, async (hand) => {
    await dealer.sends('/cart')
    await hand.taps('✏️ 1')
    await hand.taps('2 шт.')
  })
  expect(dealer.sees()).toContain('Корзина · 1')

  await costs('analogue of what is short, into the cart', dealer, '4 taps', { taps: 2, texts: 0 }, async (hand) => {
    await dealer.sends('PRJ-1005 1')
    await dealer.taps('Всё в корзину')
    await dealer.sends('/cart')
    await hand.taps('Аналог для')
    await hand.taps('Заменить на')
  })
  await dealer.sends('/cart')
  await dealer.taps('Очистить')
  await dealer.taps('Да, ')

  await costs('a clean list, reserved', dealer, '3 taps + 1 t', { taps: 2, texts: 1 }, async (hand) => {
    await hand.types('PRJ-1001 1\nPRJ-1010 1')
    await hand.taps('Корзина')
    await hand.taps('Счёт и резерв')
  })
  expect(dealer.sees()).toContain('Зарезервировано: 2 из 2')

  await dealer.sends('/start')
  await costs('PDF of the last invoice', dealer, '3 taps', { taps: 2, texts: 0 }, async (hand) => {
    await hand.taps('🧾 № 1002')
    await hand.taps('PDF')
  })

  await costs('find an invoice by its number', dealer, '2 taps + pages', { taps: 0, texts: 1 }, (hand) =>
    hand.types('счёт 1001'),
  )
  expect(dealer.sees()).toContain('Счёт № 1001')

  // The third tap is the question: a payment can't be taken back here.
  await costs('record a payment', manager, '2 taps + 1 t', { taps: 3, texts: 1 }, async (hand) => {
    await hand.types('1002')
    await hand.taps('Записать оплату')
    await hand.taps('Вся сумма')
    await hand.taps('Да, записать')
  })

  await costs('shipment, pickup, the first time', dealer, '5 taps + 2 t', { taps: 5, texts: 0 }, async (hand) => {
    await dealer.sends('1002')
    await hand.taps('Заявка на отгрузку')
    await hand.taps('Самовывоз')
    if (dealer.buttons().some((label) => label.includes('Москва'))) await hand.taps('Москва')
    await hand.taps(/\d\d\.\d\d/)
    await hand.taps('Я сам')
    await hand.taps('Отправить заявку')
  })
  expect(dealer.sees()).toContain('Заявка № 1')

  await costs('move a shipment to its end', manager, '4 taps', { taps: 5, texts: 0 }, async (hand) => {
    for (const label of ['Принять', 'Собирается', 'Готово к выдаче', 'Выдано', 'Да, выдано']) await hand.taps(label)
  })

  await costs('an old invoice again, reserved', dealer, '6 taps', { taps: 3, texts: 0 }, async (hand) => {
    await dealer.sends('1002')
    await hand.taps('Повторить')
    await hand.taps('Корзина')
    await hand.taps('Счёт и резерв')
  })
  expect(dealer.sees()).toContain('Зарезервировано: 2 из 2')

  w.clock.advance(days(1))
  await manager.sends('1003')
  await manager.taps('Записать оплату')
  await manager.taps('Вся сумма')
  await manager.taps('Да, записать')
  await costs('shipment, the second time', dealer, '5 taps', { taps: 3, texts: 0 }, async (hand) => {
    await dealer.sends('1003')
    await hand.taps('Заявка на отгрузку')
    await hand.taps('Как в прошлый раз')
    await hand.taps('Отправить заявку')
  })
  expect(dealer.sees()).toContain('Заявка № 2')
  if (process.env.TAPS) console.info(`${'task'.padEnd(52)} ${'before'.padEnd(16)} now\n${table.join('\n')}`)
})
