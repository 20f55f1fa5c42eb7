import type { InlineQueryResultArticle } from 'grammy/types'
import { expect, test } from 'vitest'
import { importCatalog } from '#services/imports/imports.ts'
import { world } from '../../support/world.ts'
import { refusals } from '../told.ts'

const goods = Array.from(
  { length: 45 },
  (_, i) => `P-${i};PA${i}UL;Проектор лазерный ${i};Проекторы;NEC;${1000 + i},00;777,00;4`,
)
const priceList = `Артикул;Модель;Наименование;Категория;Производитель;Розничная цена, руб.;Дилерская цена, руб.;Остаток Москва
${goods.join('\n')}
`

async function shown() {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  const list = { name: 'price.csv', bytes: new TextEncoder().encode(priceList) }
  expect((await importCatalog(w.app.deps, null, list)).ok).toBe(true)
  return { ...w, w, dealer, stranger: w.stranger('Чужой') }
}

const textOf = (result: unknown) => {
  const { input_message_content: content } = result as InlineQueryResultArticle
  return 'message_text' in content ? content.message_text : ''
}

test('in any chat a dealer finds goods with the retail price and the stock, a stranger without the stock', async () => {
  const { w, dealer, stranger } = await shown()
  for (const person of [dealer, stranger]) {
    const [first] = (await person.asksInline('PA7UL')).results
    expect(textOf(first)).toContain('Проектор лазерный 7')
    expect(textOf(first)).toContain('Розничная цена: 1\u00a0007,00\u00a0₽')
    expect(JSON.stringify(first)).not.toContain('777')
    expect(textOf(first).includes('Доступно: 4 шт.')).toBe(person === dealer)
    expect(JSON.stringify(first)).toContain('?start=goods-')
  }
  expect(await w.app.deps.db.selectFrom('users').select('id').where('id', '=', stranger.id).execute()).toEqual([])
  expect(refusals(w)).toEqual([])
})

test('the same search as in the bot: a typo and the other keyboard layout find it too', async () => {
  const { dealer } = await shown()
  for (const typed of ['прожктор', 'ghjtrnjh', 'проекторы']) {
    expect((await dealer.asksInline(typed)).results.length, typed).toBeGreaterThan(0)
  }
})

test('results are paged to their end, none twice; an empty query has none', async () => {
  const { dealer } = await shown()
  const ids: string[] = []
  let offset = ''
  do {
    const { results, nextOffset } = await dealer.asksInline('проектор', offset)
    ids.push(...results.map(({ id }) => id))
    offset = nextOffset
  } while (offset !== '')
  expect(ids).toHaveLength(45)
  expect(new Set(ids).size).toBe(45)
  expect(await dealer.asksInline(' ')).toMatchObject({ results: [], button: { text: 'Весь каталог' } })
  expect(await dealer.asksInline('зюзюка')).toMatchObject({
    results: [],
    button: { text: expect.stringContaining('Ничего не найдено') },
  })
})

test('the button opens the good in the bot; for a stranger it opens the way in', async () => {
  const { dealer, stranger } = await shown()
  const [first] = (await dealer.asksInline('PA7UL')).results
  const { reply_markup: markup } = first as InlineQueryResultArticle
  const [button] = markup?.inline_keyboard.flat() ?? []
  const payload = /start=(.+)$/.exec(button && 'url' in button ? button.url : '')?.[1]
  await dealer.sends(`/start ${payload}`)
  expect(dealer.sees()).toContain('Артикул: P-7')
  await stranger.sends(`/start ${payload}`)
  expect(stranger.sees()).toContain('Зарегистрироваться')
  await dealer.sends('/start goods-999999')
  expect(dealer.sees()).toContain('Не найдено')
})

test('an answer that comes too late is let go in silence', async () => {
  const { w, dealer, telegram, clock } = await shown()
  const { deliver } = telegram
  if (!deliver) throw new Error('updates go by another way')
  telegram.deliver = async (update) => {
    clock.advance(60_000)
    await deliver(update)
  }
  await dealer.asksInline('PA7UL')
  const [call] = telegram.calls.filter(({ method }) => method === 'answerInlineQuery')
  expect(call?.description).toContain('query is too old')
  telegram.deliver = deliver
  await dealer.sends('PA7UL')
  expect(dealer.sees()).toContain('Артикул: P-7')
  expect(w.telegram.unanswered).toEqual([])
})

test('a card that is inserted into the chat with the bot opens the good; it is not read as an order', async () => {
  const { w, dealer, stranger } = await shown()
  for (const person of [dealer, stranger]) {
    const { queryId, results } = await person.asksInline('PA7UL')
    await person.insertsInline(queryId, results[0]?.id ?? '')
  }
  expect(dealer.sees()).toContain('Артикул: P-7')
  expect(dealer.buttons()).toContain('⚖️ Сравнить')
  expect(stranger.sees()).toContain('Зарегистрироваться')
  expect(refusals(w)).toEqual([])
})

test('a card that is inserted while a form waits for an answer leaves the form', async () => {
  const { dealer } = await shown()
  const { queryId, results } = await dealer.asksInline('PA7UL')
  await dealer.sends('CBL-10 5')
  await dealer.tapsData(dealer.last().message_id, 'savelist')
  await dealer.insertsInline(queryId, results[0]?.id ?? '')
  expect(dealer.sees()).toContain('Артикул: P-7')
  await dealer.sends('PA8UL')
  expect(dealer.sees()).toContain('Артикул: P-8')
})
