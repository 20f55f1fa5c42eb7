import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { seconds } from '../../src/domain/time.ts'
import { type Person, startTelegram } from '../../src/playground/telegram/server.ts'
import { run } from '../process/program.ts'
import { argument, models } from './arguments.ts'
import { lookFor, percentile, summary } from './screens.ts'
import { priceList } from './search-bot.ts'

const usage = `npm run bench:import -- [--models FILE] [--rows 50000]

A price list is sent to the bot while people look at screens: how long it takes, and how much slower screens are.
FILE (or BENCH_MODELS): a JSON list of { brand, model, description, category }, from which goods are grown.`

const rows = Number(argument('rows') ?? 50_000)

const MANAGER = 900_000
/** So many take turns that none is held back by the limits of a chat. */
const VISITORS = 60
const typed = ['/catalog', 'кабель hdmi', '/desk', 'проектор']

async function main(): Promise<void> {
  const telegram = await startTelegram({ flood: false })
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-bench-'))
  const url = `sqlite:${path.join(folder, 'bot.sqlite')}`
  const db = openDatabase(url)
  await migrate(db)
  const people: Person[] = []
  for (let id = MANAGER; id <= MANAGER + VISITORS; id++) {
    const user = { id, firstName: 'Иван', username: '', locale: null, hints: 1, blockedAt: null, createdAt: 0 }
    await db.insertInto('users').values(user).execute()
    await db.insertInto('staff').values({ userId: id, role: 'manager', givenBy: null, givenAt: 0 }).execute()
    people.push(telegram.person({ id, firstName: 'Иван' }))
  }
  const [manager, ...visitors] = people as [Person, ...Person[]]
  const bytes = new TextEncoder().encode([...priceList(models, rows)].join(''))
  const bot = run('src/main.ts', { DATABASE_URL: url, BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root })

  /** Sends the list, and looks at screens until it is in. */
  async function take(): Promise<{ tookMs: number; screens: number[] }> {
    let tookMs = 0
    const done = () => manager.chat.filter(({ text }) => text?.includes('Новых:')).length
    const before = done()
    const isIn = () => done() > before
    const startedAt = performance.now()
    await manager.sendsFile('price.csv', bytes)
    const watching = manager.until(isIn, seconds(120)).then(() => {
      tookMs = performance.now() - startedAt
    })
    const screens = await lookFor(visitors, typed, seconds(120), () => tookMs > 0)
    await watching
    return { tookMs, screens }
  }

  try {
    await bot.up
    const empty = await lookFor(visitors, typed, seconds(5))
    console.log(`an empty catalog: ${summary(empty)}`)
    const first = await take()
    console.log(`${rows} new rows: ${(first.tookMs / 1000).toFixed(1)} s (goal: at most 10)`)
    await lookFor(visitors, typed, seconds(5))
    const idle = await lookFor(visitors, typed, seconds(15))
    const again = await take()
    console.log(`the same rows again: ${(again.tookMs / 1000).toFixed(1)} s`)
    console.log(`screens, idle:           ${summary(idle)}`)
    console.log(`screens, new rows:       ${summary(first.screens)}`)
    console.log(`screens, the same again: ${summary(again.screens)}`)
    const ratio = (screens: readonly number[]) => (percentile(screens, 0.99) / percentile(idle, 0.99)).toFixed(2)
    console.log(`p99 to idle: ${ratio(first.screens)} with new rows, ${ratio(again.screens)} again (goal: at most 2)`)
  } finally {
    bot.kill('SIGTERM')
    await bot.ended
    await db.destroy()
    await telegram.close()
    await rm(folder, { recursive: true })
  }
}

if (process.argv.includes('--help')) console.log(usage)
else await main()
