import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { createLog } from '../../src/log.ts'
import { startTelegram } from '../../src/playground/telegram/server.ts'
import { importCatalog } from '../../src/services/imports.ts'
import { systemClock } from '../../src/system.ts'
import { growGoods, readModels, values } from './search-goods.ts'

export interface BotReport {
  /** From the start to the first answer of the search, ms. */
  readyMs: number
  /** How much later than it was due another query was answered meanwhile, at most, ms. */
  longestWaitMs: number
  findMs: number
  rssMb: number
  /** The same before it reads the catalog. */
  bareMb: number
  /** From the end of an import of one row in another process to its being found, ms. */
  followedMs: number
}

const columns = [
  '',
  'Цвет',
  'Длина, м',
  'Яркость, лм',
  'Разрешение',
  'Вес, кг',
  'Гарантия, мес.',
  'Мощность, Вт',
  'Вход',
]

/** A price list of so many goods as CSV, in portions. */
export function* priceList(models: string, size: number): Generator<string> {
  yield `Артикул;Модель;Наименование;Производитель;Категория;Дилерская цена;Остаток Москва;${columns.slice(1).join(';')}\n`
  const texts = new Map(values.map((value) => [value.id, value]))
  const cell = (text: string) => `"${text.replaceAll('"', '""').replaceAll('\n', ' ')}"`
  for (const good of growGoods(readModels(models), size)) {
    const own = good.values.map((id) => texts.get(id))
    const cells = columns.slice(1).map((_, i) => {
      const value = own.find((one) => one?.characteristicId === i + 1)
      return value?.number !== null && value ? String(value.number).replace('.', ',') : (value?.text ?? '')
    })
    const told = [good.sku, good.model, good.name, good.brand, good.category].map(cell)
    yield `${told.join(';')};${1000 + good.id};${good.id % 7};${cells.map(cell).join(';')}\n`
  }
}

/** The whole bot over a database with so many goods, in a process of its own. */
export async function measureBot(models: string, size: number): Promise<BotReport> {
  const folder = mkdtempSync(path.join(tmpdir(), 'dealerdesk-bench-'))
  const url = `sqlite:${path.join(folder, 'bench.sqlite')}`
  const db = openDatabase(url)
  await migrate(db)
  const take = async (name: string, text: string) => {
    const taken = await importCatalog({ db, clock: systemClock }, null, { name, bytes: new TextEncoder().encode(text) })
    if (!taken.ok) throw new Error(taken.reason)
  }
  await take('price.csv', [...priceList(models, size)].join(''))
  const telegram = await startTelegram({ now: systemClock.now, flood: false })
  const child = fork(import.meta.filename, [url, telegram.root, telegram.token], { execArgv: [] })
  const said = () =>
    new Promise<Partial<BotReport>>((resolve) => child.once('message', (told) => resolve(told as object)))
  const report = await said()
  await take('one.csv', 'Артикул;Наименование\nONLY-1;Единственный сабвуфер\n')
  const from = Date.now()
  child.send('find')
  await said()
  const followedMs = Date.now() - from
  child.kill()
  await telegram.close()
  await db.destroy()
  rmSync(folder, { recursive: true })
  return { ...(report as BotReport), followedMs }
}

const PAUSE = 5

async function runBot(databaseUrl: string, root: string, token: string): Promise<void> {
  const config = readConfig({ BOT_TOKEN: token, TELEGRAM_API_ROOT: root, DATABASE_URL: databaseUrl })
  const app = await createApp({ config, log: createLog('silent') })
  const started = performance.now()
  const bareMb = process.memoryUsage().rss / 2 ** 20
  await app.start()
  let [isReady, longestWaitMs] = [false, 0]
  const ready = app.deps.search.find({ text: 'кабель', limit: 6 }).then(() => {
    isReady = true
  })
  while (!isReady) {
    const asked = performance.now()
    await sleep(PAUSE)
    await app.deps.db.selectFrom('products').selectAll().limit(1).execute()
    longestWaitMs = Math.max(longestWaitMs, performance.now() - asked - PAUSE)
  }
  await ready
  const readyMs = performance.now() - started
  const before = performance.now()
  for (let i = 0; i < 100; i++) await app.deps.search.find({ text: 'кабель hdmi', limit: 6, facets: true })
  const findMs = (performance.now() - before) / 100
  await sleep(3000)
  const rssMb = process.memoryUsage().rss / 2 ** 20
  process.on('message', async () => {
    while ((await app.deps.search.find({ text: 'сабвуфер', literal: true, limit: 1 })).total === 0) await sleep(5)
    process.send?.({})
  })
  process.send?.({ readyMs, longestWaitMs, findMs, rssMb, bareMb })
}

const [, entry, databaseUrl, root, token] = process.argv
if (entry === import.meta.filename && databaseUrl && root && token) await runBot(databaseUrl, root, token)
