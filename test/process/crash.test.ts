import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#db/engine/open.ts'
import type { Schema } from '#db/schema/schema.ts'
import { type Person, startTelegram, type Telegram } from '#playground/telegram/server.ts'
import { randomOf } from '../simulation/random.ts'
import { audit } from '../support/auditor.ts'
import { inns } from '../support/world.ts'
import { type Program, run } from './program.ts'

const CRASHES = Number(process.env.CRASHES ?? 30)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const WAIT = 8000

const priceList = `Артикул;Модель;Наименование;Категория;Дилерская цена, руб.;Остаток Москва
CBL-10;HDMI-10;Кабель HDMI 10 м;Кабели;250,50;100000
`

const shows = (person: Person, label: string) =>
  person.until(() => person.buttons().some((button) => button.includes(label)), WAIT)

async function registers(dealer: Person, manager: Person, inn: string): Promise<void> {
  await dealer.sends('/start')
  await shows(dealer, 'Зарегистрироваться')
  await dealer.taps('Зарегистрироваться')
  await dealer.until(() => dealer.sees().includes('шаг 1'), WAIT)
  await dealer.taps('Отправить номер')
  await dealer.until(() => dealer.sees().includes('шаг 2'), WAIT)
  await dealer.sends(inn)
  await dealer.until(() => dealer.sees().includes('шаг 3'), WAIT)
  await dealer.sends(`ООО «Ромашка ${dealer.id}»`)
  await shows(manager, 'Одобрить')
  await manager.taps('Одобрить')
  await dealer.until(() => dealer.sees().includes('Добро пожаловать'), WAIT)
}

/** Orders and reserves; then his manager records the money, or the reserve ends. */
async function buys(dealer: Person, manager: Person, isPaid: boolean): Promise<void> {
  await dealer.sends('CBL-10 2')
  await dealer.sends('/cart')
  await shows(dealer, 'Создать счёт')
  await dealer.taps('Создать счёт')
  await shows(dealer, 'Зарезервировать')
  const number = /Счёт № (\d+)/.exec(dealer.sees())?.[1] ?? ''
  await dealer.taps('Зарезервировать')
  await dealer.until(() => dealer.sees().includes('Зарезервировано: 2'), WAIT)
  if (!isPaid) return dealer.until(() => dealer.sees().includes('Резерв снят'), WAIT)
  await manager.sends(number)
  await shows(manager, 'Записать оплату')
  await manager.taps('Записать оплату')
  await shows(manager, 'Вся сумма')
  await manager.taps('Вся сумма')
  await shows(manager, 'Да, записать')
  await manager.taps('Да, записать')
  await dealer.until(() => dealer.sees().includes('Оплата поступила'), WAIT)
}

/** Resolves when something happens in Telegram so many times, or when nothing does for long. */
function happens(telegram: Telegram, times: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let left = times
  const unsubscribe = telegram.events.subscribe(() => --left <= 0 && resolve())
  const timer = setTimeout(resolve, 3000)
  return promise.finally(() => {
    unsubscribe()
    clearTimeout(timer)
  })
}

/** Until no reserve runs and no notice waits. */
async function quiet(db: Kysely<Schema>, telegram: Telegram): Promise<void> {
  for (;;) {
    const open = await db
      .selectFrom('reservations')
      .select('id')
      .where('releasedAt', 'is', null)
      .where('shippedAt', 'is', null)
      .where('protectedAt', 'is', null)
      .execute()
    const waiting = db.selectFrom('outbox').select('id').where('sentAt', 'is', null).where('droppedAt', 'is', null)
    if (open.length === 0 && (await waiting.execute()).length === 0) return
    await happens(telegram, 1)
  }
}

const firstLines = {
  reserve_ended: /Резерв снят/,
  payment_recorded: /Оплата поступила/,
} as const

/** Notices of one kind and invoice to one person that came more or less often than the outbox says. */
async function misdelivered(db: Kysely<Schema>, telegram: Telegram): Promise<string[]> {
  const numbers = new Map(
    (await db.selectFrom('invoices').select(['id', 'number']).execute()).map((i) => [i.id, i.number]),
  )
  const rows = await db.selectFrom('outbox').selectAll().execute()
  const found = rows.filter((row) => row.sentAt === null).map((row) => `${row.key} was not sent: ${row.failure}`)
  const groups = Map.groupBy(rows, ({ userId, kind, aboutId }) => JSON.stringify([userId, kind, aboutId]))
  for (const [key, group] of groups) {
    const [userId, kind, aboutId] = JSON.parse(key) as [number, keyof typeof firstLines, number]
    if (!(kind in firstLines)) continue
    const came = telegram.calls.filter(({ method, ok, chatId, params }) => {
      const [first = ''] = String(params.text ?? '').split('\n')
      const isSent = method === 'sendMessage' && ok && chatId === userId
      return isSent && firstLines[kind].test(first) && first.includes(`№ ${numbers.get(aboutId)}`)
    }).length
    const uncertain = group.filter(({ failure }) => failure?.startsWith('uncertain'))
    const lost = uncertain.reduce((sum, { attempts }) => sum + Math.max(1, attempts), 0)
    if (came < group.length) found.push(`${key}: ${group.length} were due, ${came} came`)
    if (came > group.length + lost)
      found.push(`${key}: ${group.length} were due, ${came} came, ${lost} answers were lost`)
  }
  return found
}

test(`killed at ${CRASHES} random instants it loses nothing, doubles nothing in silence, and is back`, {
  timeout: 60_000 + CRASHES * 6000,
}, async () => {
  console.info(`crash test: SEED=${SEED} CRASHES=${CRASHES}`)
  const random = randomOf(SEED)
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const data = await mkdtemp(path.join(tmpdir(), 'dealerdesk-crash-'))
  onTestFinished(() => rm(data, { recursive: true }))
  const url = `sqlite:${path.join(data, 'bot.sqlite')}`
  const env = { DATABASE_URL: url, BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root, RESERVE_FOR: '2s' }
  await writeFile(path.join(data, 'price.csv'), priceList)
  expect(await run('src/cli/import.ts', { DATABASE_URL: url }, path.join(data, 'price.csv')).ended).toBe(0)
  const managers = [telegram.person({ id: 2, firstName: 'Мария' }), telegram.person({ id: 3, firstName: 'Пётр' })]

  let bot: Program = run('src/main.ts', { ...env, ADMIN_IDS: '9' })
  onTestFinished(() => bot.kill('SIGKILL'))
  await bot.up
  const dealers: Person[] = []
  for (const [i, manager] of managers.entries()) {
    const given = run('src/cli/staff.ts', { DATABASE_URL: url }, '--user', String(manager.id), '--role', 'manager')
    expect(await given.ended).toBe(0)
    await manager.sends('/start')
    const dealer = telegram.person({ id: 10 + i, firstName: 'Иван', phone: `+7916123456${i}` })
    await registers(dealer, manager, inns[i] ?? '')
    dealers.push(dealer)
  }

  let isOver = false
  let bought = 0
  const working = dealers.map(async (dealer, i) => {
    for (let round = i; !isOver; round++) {
      // Killed under his hands he begins anew: what he sees then is whatever was left.
      await buys(dealer, managers[i] as Person, round % 2 === 0).then(
        () => bought++,
        () => {},
      )
    }
  })

  const starts: number[] = []
  for (let crash = 0; crash < CRASHES; crash++) {
    // One in five dies while it starts; the others in the middle of their work.
    if (random.chance(0.2)) await pause(random.below(800))
    else {
      await bot.up
      await happens(telegram, 1 + random.below(12))
      await pause(random.below(20))
    }
    bot.kill('SIGKILL')
    await bot.ended
    const startedAt = performance.now()
    bot = run('src/main.ts', env)
    void bot.up.then(() => starts.push(performance.now() - startedAt)).catch(() => {})
  }
  await bot.up
  isOver = true
  await Promise.all(working)
  const db = openDatabase(url)
  onTestFinished(() => db.destroy())
  await quiet(db, telegram)
  bot.kill('SIGTERM')
  expect(await bot.ended).toBe(0)

  const rows = await db.selectFrom('outbox').select('failure').execute()
  const uncertain = rows.filter(({ failure }) => failure !== null).length
  starts.sort((a, b) => a - b)
  console.info(
    `crash test: ${bought} rounds of work, ${rows.length} notices, ${uncertain} uncertain; ` +
      `up again in ${Math.round(starts[starts.length >> 1] ?? 0)} ms (median), ${Math.round(starts.at(-1) ?? 0)} ms at most`,
  )
  expect(await audit(db, Date.now())).toEqual([])
  expect(await misdelivered(db, telegram)).toEqual([])
  expect(bought).toBeGreaterThan(0)
})
