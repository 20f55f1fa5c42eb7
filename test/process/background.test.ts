import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#db/engine/open.ts'
import { type Person, startTelegram } from '#playground/telegram/server.ts'
import { type Program, run } from './program.ts'

const WAIT = 60_000
const GOODS = 4000
const ORDERED = 1500

const header = 'Артикул;Наименование;Дилерская цена, руб.;Остаток Москва'
const priceList = (price: number) =>
  [header, ...Array.from({ length: GOODS }, (_, i) => `CBL-${i + 1};Кабель HDMI ${i + 1} м;${price + i},50;10`)].join(
    '\n',
  )
const bytes = (text: string) => new TextEncoder().encode(text)

async function office() {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const data = await mkdtemp(path.join(tmpdir(), 'dealerdesk-background-'))
  onTestFinished(() => rm(data, { recursive: true }))
  const url = `sqlite:${path.join(data, 'bot.sqlite')}`
  const env = { DATABASE_URL: url, BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root }
  await writeFile(path.join(data, 'price.csv'), priceList(100))
  expect(await run('src/cli/import.ts', { DATABASE_URL: url }, path.join(data, 'price.csv')).ended).toBe(0)
  expect(await run('src/cli/staff.ts', { DATABASE_URL: url }, '--user', '2', '--role', 'manager').ended).toBe(0)
  let bot: Program = run('src/main.ts', env)
  onTestFinished(() => bot.kill('SIGKILL'))
  await bot.up
  const dies = async () => {
    bot.kill('SIGKILL')
    await bot.ended
    bot = run('src/main.ts', env)
    await bot.up
  }
  const stops = async () => {
    bot.kill('SIGTERM')
    return bot.ended
  }
  const manager = telegram.person({ id: 2, firstName: 'Мария' })
  const dealer = telegram.person({ id: 3, firstName: 'Иван', phone: '+79161234567' })
  await manager.sends('/start')
  await sees(manager, 'Ждут вас')
  return { telegram, url, manager, dealer, dies, stops }
}

const sees = (person: Person, text: string) => person.until(() => person.sees().includes(text), WAIT)
const reads = (person: Person) =>
  person.chat.filter(({ fromBot, text }) => fromBot && /Читаю|Загружаю/.test(text ?? ''))
/** Stops waiting at the very moment it is said. */
const isSaid = (person: Person, text: string) =>
  person.until(() => person.chat.some((message) => message.fromBot && (message.text ?? '').includes(text)), WAIT)

test('a price list outlives kill −9 while it is looked at and while it is taken in: its sender has his answer, once', {
  timeout: 180_000,
}, async () => {
  const { url, manager, dies, stops } = await office()
  await manager.sendsFile('new.csv', bytes(priceList(200)))
  await isSaid(manager, 'Читаю new.csv')
  await dies()
  await manager.until(() => manager.buttons().some((label) => label.includes('Загрузить')), WAIT)
  expect(reads(manager)).toEqual([])
  await manager.taps('Загрузить')
  await isSaid(manager, 'Загружаю')
  await dies()
  await sees(manager, 'new.csv загружен')
  expect(reads(manager)).toEqual([])
  expect(await stops()).toBe(0)
  const db = openDatabase(url)
  onTestFinished(() => db.destroy())
  const prices = await db
    .selectFrom('prices')
    .select((eb) => eb.fn.min('kopecks').as('least'))
    .executeTakeFirst()
  expect(prices?.least).toBe(20_050)
  expect(await db.selectFrom('backgroundWork').select('kind').where('doneAt', 'is', null).execute()).toEqual([])
})

test('a dealer’s long list outlives kill −9, as a text and as a file: it lies in the cart, once', {
  timeout: 180_000,
}, async () => {
  const { url, manager, dealer, dies } = await office()
  await dealer.sends('/start')
  await dealer.until(() => dealer.buttons().some((label) => label.includes('Зарегистрироваться')), WAIT)
  await dealer.taps('Зарегистрироваться')
  await sees(dealer, 'шаг 1')
  await dealer.taps('Отправить номер')
  await sees(dealer, 'шаг 2')
  await dealer.sends('7707083893')
  await sees(dealer, 'шаг 3')
  await dealer.sends('ООО «Ромашка»')
  await manager.until(() => manager.buttons().some((label) => label.includes('Одобрить')), WAIT)
  await manager.taps('Одобрить')
  await sees(dealer, 'Добро пожаловать')

  const list = ['Артикул;Количество', ...Array.from({ length: ORDERED }, (_, i) => `CBL-${i + 1};2`)].join('\n')
  await dealer.sendsFile('list.csv', bytes(list))
  await isSaid(dealer, 'Читаю список')
  await dies()
  await sees(dealer, `В корзине: ${ORDERED} из ${ORDERED}`)
  expect(reads(dealer)).toEqual([])
  const db = openDatabase(url)
  onTestFinished(() => db.destroy())
  const lines = await db.selectFrom('cartLines').select('quantity').execute()
  expect([lines.length, new Set(lines.map(({ quantity }) => quantity))]).toEqual([ORDERED, new Set([2])])
  expect(await db.selectFrom('quickOrders').select('id').execute()).toHaveLength(1)
})
