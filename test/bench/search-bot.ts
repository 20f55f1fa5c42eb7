import { seconds } from '#domain/time.ts'
import { systemClock } from '#runtime/system.ts'
import { startSegment } from '#search/memory/segment-writer.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { openStage, rssMb } from './bot.ts'
import { finds, lookFor, timed } from './screens.ts'
import { priceList } from './search-goods.ts'

export interface BotReport {
  /** From its being up to the first answer of the search, ms. */
  readyMs: number
  /** How long each screen took that was looked at meanwhile, ms. */
  meanwhile: number[]
  /** How long each page of a search took with the catalog beside it, ms. */
  pages: number[]
  /** Memory over an empty catalog, over the goods, and after all those pages. */
  emptyMb: number
  goodsMb: number
  usedMb: number
  /** From the end of an import of one row in another process to its being found, ms. */
  followedMs: number
  /** The same for so many new goods at once. */
  followedManyMs: number
}

/** So many new goods are published with what they are found by. */
export const MANY = 20_000

/** The whole bot, as `npm start` runs it, over a database with so many goods. */
export async function measureBot(models: string, size: number): Promise<BotReport> {
  const { db, manager, visitors, start, close } = await openStage()
  const take = async (text: string) => {
    const file = { name: 'price.csv', bytes: new TextEncoder().encode(text) }
    const taken = await importCatalog({ db, clock: systemClock, startSegment }, null, file)
    if (!taken.ok) throw new Error(taken.reason)
  }
  try {
    const empty = await start()
    await lookFor(visitors, ['/desk'], seconds(1))
    const emptyMb = rssMb(empty)
    empty.kill('SIGTERM')
    await empty.ended
    await take([...priceList(models, size)].join(''))

    const bot = await start()
    let readyMs = 0
    const ready = timed(() => finds(manager, 'кабель', 'кабель')).then((ms) => {
      readyMs = ms
    })
    const meanwhile = await lookFor(visitors, ['/desk', '/help'], seconds(60), () => readyMs > 0)
    await ready
    await lookFor(visitors, ['/desk'], seconds(2))
    const goodsMb = rssMb(bot)
    const pages = await lookFor(visitors, ['кабель hdmi', 'проектор', 'мтричный switcher', 'панель 10 м'], seconds(10))
    const usedMb = rssMb(bot)

    await take('Артикул;Наименование\nONLY-1;Единственный сабвуфер\n')
    const followedMs = await timed(() => finds(manager, 'сабвуфер', 'ONLY-1'))
    const many = Array.from({ length: MANY }, (_, i) => `MANY-${i};Ещё один рупор ${i}`)
    await take(`Артикул;Наименование\n${many.join('\n')}\n`)
    const followedManyMs = await timed(() => finds(manager, 'MANY-4321', 'Ещё один рупор 4321'))
    return { readyMs, meanwhile, pages, emptyMb, goodsMb, usedMb, followedMs, followedManyMs }
  } finally {
    await close()
  }
}
