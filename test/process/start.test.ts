import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { type Person, startTelegram } from '#playground/telegram/server.ts'
import { run } from './program.ts'

const priceList = `Артикул;Модель;Наименование;Категория;Дилерская цена, руб.;Остаток Москва
AV-10.003;VS-411X;Коммутатор HDMI 4x1;Коммутация;1000,00;7
`

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'dealerdesk-process-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}

const WAIT = 15_000
const sees = (person: Person, text: string) => person.until(() => person.sees().includes(text), WAIT)

async function says(person: Person, text: string, answer: string): Promise<void> {
  await person.sends(text)
  await sees(person, answer)
}

async function presses(person: Person, label: string, answer: string): Promise<void> {
  await person.taps(label)
  await sees(person, answer)
}

test('the bot as a program: the whole path from outside, a reserve that ends by itself, a kill in the middle', {
  timeout: 120_000,
}, async () => {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const data = await folder()
  const database = { DATABASE_URL: `sqlite:${path.join(data, 'bot.sqlite')}` }
  const env = {
    ...database,
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    ADMIN_IDS: '1',
    RESERVE_FOR: '3s',
  }
  await writeFile(path.join(data, 'price.csv'), priceList)
  const imported = run('src/cli/import.ts', database, '--json', path.join(data, 'price.csv'))
  expect(await imported.ended).toBe(0)
  expect(imported.said()).toContain('"new":1')
  expect(await run('src/cli/staff.ts', database, '--user', '2', '--role', 'manager').ended).toBe(0)

  let bot = run('src/main.ts', env)
  onTestFinished(() => bot.kill('SIGKILL'))
  await bot.up
  const admin = telegram.person({ id: 1, firstName: 'Админ' })
  const manager = telegram.person({ id: 2, firstName: 'Мария' })
  const dealer = telegram.person({ id: 3, firstName: 'Иван', phone: '+79161234567' })

  await says(admin, '/staff', 'менеджер')
  await says(manager, '/start', 'Ждут вас')
  await says(dealer, '/start', 'Зарегистрироваться')
  await presses(dealer, 'Зарегистрироваться', 'шаг 1')
  await presses(dealer, 'Отправить номер', 'шаг 2')
  await says(dealer, '7707083893', 'шаг 3')
  await says(dealer, 'ООО «Ромашка»', 'на рассмотрении')
  await sees(manager, 'ООО «Ромашка»')
  await presses(manager, 'Одобрить', 'Одобрено')
  await sees(dealer, 'Добро пожаловать')

  await says(dealer, 'АВ 10003', 'Доступно: 7 шт.')
  await presses(dealer, 'В корзину', 'Сколько')
  // A form is open: killed now, it goes on after the restart.
  bot.kill('SIGKILL')
  await bot.ended
  bot = run('src/main.ts', env)
  await bot.up
  await says(dealer, '5', 'В корзине: 5 шт.')
  await says(dealer, '/cart', 'Итого: 5\u00a0000,00\u00a0₽')
  await presses(dealer, 'Создать счёт', 'Счёт № 1001')
  await presses(dealer, 'Зарезервировать', 'Зарезервировано: 5 из 5')
  await sees(dealer, 'Резерв снят')
  await sees(manager, 'Резерв снят')
  await presses(dealer, 'Зарезервировать снова', 'Зарезервировано: 5 из 5')
  await presses(dealer, 'Проверить оплату', 'Оплата не поступала')
  await says(manager, '1001', 'Записать оплату')
  await presses(manager, 'Записать оплату', 'Вся сумма')
  await presses(manager, 'Вся сумма', 'Да, записать')
  await presses(manager, 'Да, записать', 'Оплачен')
  await sees(dealer, 'Оплата поступила')

  await presses(dealer, 'Счёт № 1001', 'Оплачен')
  if (dealer.buttons().some((label) => label.includes('Зарезервировать'))) {
    await presses(dealer, 'Зарезервировать', 'Зарезервировано: 5 из 5')
  }
  await presses(dealer, 'Заявка на отгрузку', 'Как забрать')
  await presses(dealer, 'Самовывоз', 'Когда')
  await dealer.taps(dealer.buttons()[0] ?? '')
  await sees(dealer, 'Кто примет')
  await says(dealer, 'Сидоров Пётр, +7 916 123-45-67', 'Отправить заявку')
  await presses(dealer, 'Отправить заявку', 'Заявка № 1')
  await sees(manager, 'Новая заявка № 1')
  for (const [button, state] of [
    ['Принять', 'Принята'],
    ['Собирается', 'Собирается'],
    ['Готово к выдаче', 'Готова к выдаче'],
    ['Выдано', 'Выдана'],
  ] as const) {
    await manager.until(() => manager.buttons().some((label) => label.includes(button)), WAIT)
    const isAsked = button === 'Выдано'
    await presses(manager, button, isAsked ? 'товар выдан' : state)
    if (isAsked) await presses(manager, 'Да, выдано', state)
    await sees(dealer, `Заявка № 1: ${state}`)
  }
  await says(dealer, '/settlements', 'Баланс: 0,00\u00a0₽')

  bot.kill('SIGTERM')
  expect(await bot.ended).toBe(0)
  // The press that was not confirmed before the kill comes again: Telegram minds the second answer to it, nobody else.
  const again = /query is too old|message is not modified/
  const refused = telegram.calls.filter((call) => !call.ok && call.method !== 'getUpdates')
  expect(refused.filter((call) => !again.test(call.description ?? ''))).toEqual([])
  expect(refused.length).toBeLessThanOrEqual(2)
})

const postgresUrl = process.env.TEST_POSTGRES_URL

test.skipIf(!postgresUrl)('on PostgreSQL it starts, serves, and starts again', { timeout: 60_000 }, async () => {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const name = `process_${process.pid}`
  const server = new pg.Client({ connectionString: postgresUrl })
  await server.connect()
  await server.query(`create database ${name}`)
  onTestFinished(async () => {
    await server.query(`drop database ${name} with (force)`)
    await server.end()
  })
  const url = new URL(postgresUrl ?? '')
  url.pathname = `/${name}`
  const env = { BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root, ADMIN_IDS: '1', DATABASE_URL: url.href }
  const admin = telegram.person({ id: 1, firstName: 'Админ' })
  for (const _ of ['first', 'again']) {
    const bot = run('src/main.ts', env)
    await bot.up
    await says(admin, '/staff', 'администратор')
    bot.kill('SIGTERM')
    expect(await bot.ended).toBe(0)
  }
})

test('a wrong setting stops the start with one message that lists every problem', async () => {
  const bot = run('src/main.ts', { DATABASE_URL: 'mysql://here', RESERVE_FOR: 'two days', TIME_ZONE: 'Moon/Crater' })
  expect(await bot.ended).toBe(1)
  for (const words of [
    'BOT_TOKEN',
    'DATABASE_URL=mysql://here',
    'RESERVE_FOR=two days',
    '48h',
    'TIME_ZONE=Moon/Crater',
    'Europe/Moscow',
  ]) {
    expect(bot.said()).toContain(words)
  }
})

test('a token that Telegram does not know stops the start with a clear line', async () => {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const data = await folder()
  const bot = run('src/main.ts', {
    BOT_TOKEN: '1:WRONG-token',
    TELEGRAM_API_ROOT: telegram.root,
    DATABASE_URL: `sqlite:${path.join(data, 'bot.sqlite')}`,
  })
  expect(await bot.ended).toBe(1)
  expect(bot.said()).toContain('BOT_TOKEN')
})

const oneLine = /^[^\n{]+\n$/

test.each([
  [
    'is no database',
    async (data: string) => {
      await writeFile(path.join(data, 'bot.sqlite'), 'this is not a database, whatever its name says'.repeat(100))
      return `sqlite:${path.join(data, 'bot.sqlite')}`
    },
  ],
  ['is a folder', async (data: string) => `sqlite:${data}`],
  [
    'can’t be made',
    async (data: string) => {
      await writeFile(path.join(data, 'file'), '')
      return `sqlite:${path.join(data, 'file', 'bot.sqlite')}`
    },
  ],
  ['can’t be reached', async () => 'postgres://user:hush@127.0.0.1:9/base'],
  [
    'answers nothing',
    async () => {
      const silent = createServer(() => {}).listen(0, '127.0.0.1')
      await once(silent, 'listening')
      onTestFinished(() => void silent.close())
      return `postgres://user:hush@127.0.0.1:${(silent.address() as AddressInfo).port}/base?connect_timeout=1`
    },
  ],
])('a database that %s stops the start with one clear line', async (_, make) => {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const url = await make(await folder())
  const env = { BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root, DATABASE_URL: url }
  const bot = run('src/main.ts', env)
  expect(await bot.ended).toBe(1)
  expect(bot.said()).toMatch(oneLine)
  expect(bot.said()).toContain('DATABASE_URL=')
  expect(bot.said()).not.toContain('hush')
})

test('a port that somebody else has stops the start with a clear line', async () => {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const { port } = new URL(telegram.root)
  const bot = run('src/main.ts', {
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    DATABASE_URL: `sqlite:${path.join(await folder(), 'bot.sqlite')}`,
    WEBHOOK_URL: 'https://bot.example.org/telegram',
    PORT: port,
    LOG_LEVEL: 'fatal',
  })
  expect(await bot.ended).toBe(1)
  expect(bot.said()).toMatch(oneLine)
  expect(bot.said()).toContain(`PORT=${port}`)
})

test('while Telegram can’t be reached the bot says so at once, and again', { timeout: 30_000 }, async () => {
  const bot = run('src/main.ts', {
    BOT_TOKEN: '123456:AbC-dEf',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
    DATABASE_URL: `sqlite:${path.join(await folder(), 'bot.sqlite')}`,
  })
  onTestFinished(() => bot.kill('SIGKILL'))
  await expect.poll(() => bot.said().split('reached').length, { timeout: 20_000 }).toBeGreaterThan(2)
  bot.kill('SIGTERM')
  await bot.ended
})
