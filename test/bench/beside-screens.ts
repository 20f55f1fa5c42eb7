import type { Kysely } from 'kysely'
import type { Schema } from '#db/schema/schema.ts'
import { seconds } from '#domain/time.ts'
import { systemClock } from '#runtime/system.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { startSegment } from '#workers/programs.ts'
import { createRows } from '../support/rows.ts'
import { argument, models } from './arguments.ts'
import { openStage } from './bot.ts'
import { finds, lookSteadily, percentile, summary } from './screens.ts'
import { priceList } from './search-goods.ts'

export interface SentFile {
  name: string
  bytes: Uint8Array
}

const size = Number(argument('goods') ?? 50_000)
const PER_SECOND = 25
const typed = ['/catalog', 'кабель hdmi', '/desk', 'проектор']
/** What is said before a file is read to its end. */
const interim = /Принято|Читаю|следующий/

/** One dealer sends files, one after the other, to a bot with 50,000 goods, while others look at 25 screens a second. */
export async function besideScreens(files: readonly SentFile[]): Promise<void> {
  const { db, visitors, dealer, start, close } = await openDealerStage()
  try {
    const catalog = new TextEncoder().encode([...priceList(models, size)].join(''))
    const taken = await importCatalog({ db, clock: systemClock, startSegment }, null, { name: 'p.csv', bytes: catalog })
    if (!taken.ok) throw new Error(taken.reason)
    const bot = await start()
    let isUp = true
    void bot.ended.then(() => {
      isUp = false
    })
    await finds(visitors[0] ?? dealer, 'кабель', 'абель')
    await lookSteadily(visitors, typed, PER_SECOND, seconds(5))
    const idle = await lookSteadily(visitors, typed, PER_SECOND, seconds(15))
    console.log(`idle: ${summary(idle)}`)
    const only = argument('only')
    for (const { name, bytes } of files.filter((one) => !only || one.name.startsWith(only))) {
      const before = dealer.chat.length
      const startedAt = performance.now()
      let tookMs = 0
      const answer = () => dealer.chat.slice(before + 1).findLast(({ text = '' }) => !interim.test(text))
      await dealer.sendsFile(name, bytes)
      const reading = dealer
        .until(() => answer() !== undefined, seconds(240))
        .then(() => {
          tookMs = performance.now() - startedAt
        })
      const isOver = () => tookMs > 0 && performance.now() - startedAt > seconds(5)
      const screens = await lookSteadily(visitors, typed, PER_SECOND, seconds(240), isOver)
      await reading
      const ratio = percentile(screens, 0.99) / percentile(idle, 0.99)
      const most = Math.max(...screens)
      console.log(
        `${name}, ${Math.ceil(bytes.length / 1024)} KB: ${(tookMs / 1000).toFixed(1)} s; ${summary(screens)}, max ${most.toFixed(0)} ms; p99 to idle ${ratio.toFixed(2)} (goal: at most 2)
  ${answer()?.text?.split('\n')[0] ?? 'a file'}`,
      )
      if (!isUp) throw new Error('the bot is dead')
      await lookSteadily(visitors, typed, PER_SECOND, seconds(2))
    }
  } finally {
    await close()
  }
}

/** The stage of the benches, and a dealer on it. */
async function openDealerStage() {
  const stage = await openStage()
  const dealer = stage.visitors.pop()
  if (!dealer) throw new Error('nobody is on the stage')
  await makeDealer(stage.db, dealer.id, stage.manager.id)
  return { ...stage, dealer }
}

async function makeDealer(db: Kysely<Schema>, userId: number, managerId: number): Promise<void> {
  await db.deleteFrom('staff').where('userId', '=', userId).execute()
  const rows = createRows(db)
  const terms = { managerId, approvedBy: managerId }
  const companyId = await rows.company({ name: 'ООО «Ромашка»', inn: '7707083893', ...terms })
  await rows.member({ userId, companyId, role: 'owner', addedBy: managerId })
}
