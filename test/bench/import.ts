import { seconds } from '#domain/time.ts'
import { argument, models } from './arguments.ts'
import { openStage, rssMb } from './bot.ts'
import { finds, lookSteadily, percentile, summary, timed } from './screens.ts'
import { growGoods, priceList, readModels } from './search-goods.ts'

const usage = `npm run bench:import -- [--models FILE] [--rows 50000]

A price list is sent to the bot while people look at screens: how long it takes, and how much slower screens are.
FILE (or BENCH_MODELS): a JSON list of { brand, model, description, category }, from which goods are grown.`

const rows = Number(argument('rows') ?? 50_000)

/** So many screens a second: ninety thousand an hour. */
const PER_SECOND = 25

const typed = ['/catalog', 'кабель hdmi', '/desk', 'проектор']

const inSeconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

interface Taken {
  lookedMs: number
  tookMs: number
  screens: number[]
}

async function main(): Promise<void> {
  const { manager, visitors, start, close } = await openStage()
  const listOf = (given: { prefix?: string; dearer?: number } = {}) =>
    new TextEncoder().encode([...priceList(models, rows, given)].join(''))
  // Before anybody looks: whoever measures is not to be measured.
  const [list, dearer, others] = [listOf(), listOf({ dearer: 1 }), listOf({ prefix: 'B' })]

  const told = (words: RegExp) => manager.chat.filter(({ text = '' }) => words.test(text)).length
  async function until(words: RegExp, work: () => Promise<unknown>): Promise<void> {
    const before = told(words)
    await work()
    await manager.until(() => told(words) > before, seconds(120))
  }

  /** Sends the list, lets it count when it is shown what changes, and looks at screens until it is in. */
  async function take(bytes: Uint8Array): Promise<Taken> {
    const startedAt = performance.now()
    let [lookedMs, tookMs] = [0, 0]
    const taking = until(/что изменится|ничего не изменилось/, () => manager.sendsFile('price.csv', bytes))
      .then(() => {
        lookedMs = performance.now() - startedAt
        // A list that changes nothing is not asked about.
        if (manager.chat.at(-1)?.text?.includes('ничего не изменилось')) return
        return until(/загружен/, () => manager.taps('Загрузить'))
      })
      .then(() => {
        tookMs = performance.now() - startedAt - lookedMs
      })
    const screens = await lookSteadily(visitors, typed, PER_SECOND, seconds(240), () => tookMs > 0)
    await taking
    return { lookedMs, tookMs, screens }
  }

  try {
    const bot = await start()
    const first = await take(list)
    /** By the list's first article, as people type it. */
    const found = async (prefix = '') => {
      const article = `${prefix}${growGoods(readModels(models), 1).next().value?.sku}`
      const typed = article.toLowerCase().replaceAll('-', '')
      const told = await timed(() => finds(visitors[0] ?? manager, typed, article))
      return `its goods are found ${told.toFixed(0)} ms after its end (goal: at most 1000)`
    }
    console.log(
      `a first list of ${rows} rows: looked at in ${inSeconds(first.lookedMs)}, in after ${inSeconds(first.tookMs)} (goal: at most 10); ${await found()}`,
    )
    await lookSteadily(visitors, typed, PER_SECOND, seconds(8))
    const idle = await lookSteadily(visitors, typed, PER_SECOND, seconds(15))
    const again = await take(list)
    const repriced = await take(dearer)
    const fresh = await take(others)
    const freshFound = await found('B')
    console.log(`screens, idle: ${summary(idle)}`)
    const ratio = (screens: readonly number[]) => (percentile(screens, 0.99) / percentile(idle, 0.99)).toFixed(2)
    for (const [name, { lookedMs, tookMs, screens }] of Object.entries({
      'the same again': again,
      'new prices': repriced,
      'as many new rows': fresh,
    })) {
      console.log(
        `${name}: looked at in ${inSeconds(lookedMs)}, in after ${inSeconds(tookMs)} (goal: at most 10); screens: ${summary(screens)}, p99 to idle ${ratio(screens)} (goal: at most 2)`,
      )
    }
    console.log(`as many new rows: ${freshFound}`)
    console.log(`the bot holds ${rssMb(bot).toFixed(0)} MB after it`)
  } finally {
    await close()
  }
}

if (process.argv.includes('--help')) console.log(usage)
else await main()
