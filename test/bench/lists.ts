import type { Kysely } from 'kysely'
import type { Schema } from '../../src/db/schema.ts'
import { seconds } from '../../src/domain/time.ts'
import { importCatalog } from '../../src/services/imports.ts'
import { startSegment } from '../../src/services/segment-writer.ts'
import { systemClock } from '../../src/system.ts'
import { argument, models } from './arguments.ts'
import { openStage } from './bot.ts'
import { finds, lookSteadily, percentile, summary } from './screens.ts'
import { growGoods, priceList, readModels } from './search-goods.ts'

const size = Number(argument('goods') ?? 50_000)
const LINES = 2000
const PER_SECOND = 25
const typed = ['/catalog', 'кабель hdmi', '/desk', 'проектор']

const goods = [...growGoods(readModels(models), LINES)]
const swapped = (text: string) => text.replace(/(\p{L})(\p{L})(?=\p{L}{2})/gu, '$2$1')
const nonsense = (i: number) =>
  Array.from({ length: 30 }, (_, k) => ((i * 7919 + k * 104_729) ** 2 % 1e9).toString(36))
    .join(' ')
    .slice(0, 290)
const files: [name: string, list: string][] = [
  ['words', goods.map(({ name }, i) => `${name} - ${(i % 9) + 1} шт`).join('\n')],
  ['typos', goods.map(({ name }, i) => `${swapped(name)} - ${(i % 9) + 1} шт`).join('\n')],
  ['nonsense', goods.map((_, i) => `${nonsense(i)} - 5 шт`).join('\n')],
  [
    'table',
    [
      'Артикул;Наименование;Цена;Заказ, шт',
      ...goods.map(({ sku, name }, i) => `${sku};${name};${i},50;${(i % 9) + 1}`),
    ].join('\n'),
  ],
  ['backtracking', Array.from({ length: LINES }, () => `a${': '.repeat(140)}9999999!`).join('\n')],
]

/** Lists of 2,000 lines over 50,000 goods, while others look at 25 screens a second. */
async function main(): Promise<void> {
  const { db, visitors, dealer, start, close } = await openDealerStage()
  try {
    const catalog = new TextEncoder().encode([...priceList(models, size)].join(''))
    const taken = await importCatalog({ db, clock: systemClock, startSegment }, null, { name: 'p.csv', bytes: catalog })
    if (!taken.ok) throw new Error(taken.reason)
    await start()
    await finds(visitors[0] ?? dealer, 'кабель', 'абель')
    await lookSteadily(visitors, typed, PER_SECOND, seconds(5))
    const idle = await lookSteadily(visitors, typed, PER_SECOND, seconds(15))
    console.log(`idle: ${summary(idle)}`)
    const only = argument('only')
    for (const [name, list] of files.filter(([one]) => !only || one === only)) {
      const before = dealer.chat.length
      const startedAt = performance.now()
      let tookMs = 0
      const isRead = () => dealer.chat.length > before + 2
      await dealer.sendsFile(`${name}.csv`, new TextEncoder().encode(list))
      const reading = dealer.until(isRead, seconds(240)).then(() => {
        tookMs = performance.now() - startedAt
      })
      const screens = await lookSteadily(visitors, typed, PER_SECOND, seconds(240), () => tookMs > 0)
      await reading
      const ratio = percentile(screens, 0.99) / percentile(idle, 0.99)
      const most = Math.max(...screens)
      console.log(
        `${name}: ${(tookMs / 1000).toFixed(1)} s; ${summary(screens)}, max ${most.toFixed(0)} ms; p99 to idle ${ratio.toFixed(2)} (goal: at most 2)`,
      )
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
  const terms = { priceTypeId: null, managerId, deferralDays: 0, creditLimitKopecks: 0, kpp: '' }
  const row = { name: 'ООО «Ромашка»', inn: '7707083893', ...terms, approvedBy: managerId, approvedAt: 0 }
  const { id } = await db.insertInto('companies').values(row).returning('id').executeTakeFirstOrThrow()
  await db
    .insertInto('members')
    .values({ userId, companyId: id, role: 'owner', addedBy: managerId, addedAt: 0 })
    .execute()
}

await main()
