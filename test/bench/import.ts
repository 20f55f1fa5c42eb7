import { seconds } from '../../src/domain/time.ts'
import { argument, models } from './arguments.ts'
import { openStage, rssMb } from './bot.ts'
import { lookSteadily, percentile, summary } from './screens.ts'
import { priceList } from './search-goods.ts'

const usage = `npm run bench:import -- [--models FILE] [--rows 50000]

A price list is sent to the bot while people look at screens: how long it takes, and how much slower screens are.
FILE (or BENCH_MODELS): a JSON list of { brand, model, description, category }, from which goods are grown.`

const rows = Number(argument('rows') ?? 50_000)

/** So many screens a second: a distributor's whole day in an hour or two. */
const PER_SECOND = 40

const typed = ['/catalog', 'кабель hdmi', '/desk', 'проектор']

async function main(): Promise<void> {
  const { manager, visitors, start, close } = await openStage()
  const bytes = new TextEncoder().encode([...priceList(models, rows)].join(''))

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
    const screens = await lookSteadily(visitors, typed, PER_SECOND, seconds(120), () => tookMs > 0)
    await watching
    return { tookMs, screens }
  }

  try {
    const bot = await start()
    const empty = await lookSteadily(visitors, typed, PER_SECOND, seconds(5))
    console.log(`an empty catalog: ${summary(empty)}`)
    const first = await take()
    console.log(`${rows} new rows: ${(first.tookMs / 1000).toFixed(1)} s (goal: at most 10)`)
    await lookSteadily(visitors, typed, PER_SECOND, seconds(5))
    const idle = await lookSteadily(visitors, typed, PER_SECOND, seconds(15))
    const again = await take()
    console.log(`the same rows again: ${(again.tookMs / 1000).toFixed(1)} s`)
    console.log(`screens, idle:           ${summary(idle)}`)
    console.log(`screens, new rows:       ${summary(first.screens)}`)
    console.log(`screens, the same again: ${summary(again.screens)}`)
    const ratio = (screens: readonly number[]) => (percentile(screens, 0.99) / percentile(idle, 0.99)).toFixed(2)
    console.log(`the bot holds ${rssMb(bot).toFixed(0)} MB after it`)
    console.log(`p99 to idle: ${ratio(first.screens)} with new rows, ${ratio(again.screens)} again (goal: at most 2)`)
  } finally {
    await close()
  }
}

if (process.argv.includes('--help')) console.log(usage)
else await main()
