import { type App, createApp } from '#app.ts'
import { readConfig } from '#config/config.ts'
import { migrate } from '#db/engine/migrate.ts'
import { withDialect } from '#db/engine/open.ts'
import { sqliteDialect } from '#db/engine/sqlite.ts'
import { minutes } from '#domain/time.ts'
import { type Person, startTelegram, type Telegram } from '#playground/telegram/server.ts'
import { createLock } from '#runtime/lock.ts'
import { createLog } from '#runtime/log.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { giveRole } from '#services/people/staff.ts'
import { type FakeClock, fakeClock } from '../support/clock.ts'
import { stockUp } from '../support/goods.ts'
import { type Credit, createCredit } from './credit.ts'
import { type Fuse, fused } from './fuse.ts'
import { createHistory } from './history.ts'
import { type Passages, watch } from './outbox.ts'
import { type Random, randomOf } from './random.ts'

export interface Stage {
  telegram: Telegram
  clock: FakeClock
  fuse: Fuse
  app: App
  random: Random
  people: Person[]
  trail: string[]
  /** The time of each person's last press or message. */
  actedAt: Map<number, number>
  /** The count of presses of each button of each message. */
  pressed: Map<string, number>
  crashes: number
  /** Findings during a step. */
  found: string[]
  passages: Passages
  credit: Credit
  look(): Promise<string[]>
  /** The process dies now, if it is at work: calls of a dead one kill nobody. */
  dies(): void
  lives(work: (app: App) => Promise<void>): Promise<void>
}

/** The limit of the company that gets goods before payment: enough for a few orders, and not for all. */
const CREDIT_LIMIT_KOPECKS = 1_000_000

/** The id of its person. */
export const onCredit = 3

const inns = ['7707083893', '7728168971']

/** Sets up two managers and two members with their companies, a full stock, and a bot that can die. */
export async function raise(seed: number): Promise<Stage> {
  const clock = fakeClock()
  const telegram = await startTelegram({ now: clock.now })
  const fuse = fused(sqliteDialect(':memory:', { writeLock: createLock() }))
  const db = withDialect(fuse.dialect)
  await migrate(db)
  const config = readConfig({ BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root })
  let minted = 0
  const passages: Passages = new Map()
  const boot = async () => {
    const app = await createApp({
      config,
      clock,
      db,
      log: createLog('silent'),
      tokens: { token: () => `token-${++minted}`.padEnd(43, 'x') },
      pausesMs: [0, 0],
    })
    await watch(app.deps, telegram, fuse, passages)
    return app
  }
  const stage: Stage = {
    telegram,
    clock,
    fuse,
    app: await boot(),
    random: randomOf(seed),
    people: [],
    trail: [],
    actedAt: new Map(),
    pressed: new Map(),
    crashes: 0,
    found: [],
    passages,
    credit: createCredit(telegram),
    look: () => Promise.resolve([]),
    dies: () => {},
    lives: () => Promise.resolve(),
  }
  await stockUp(stage.app.deps)
  // Price lists find a warehouse by its name: each gets its name as its key, so that they make no second one.
  await db
    .updateTable('warehouses')
    .set((eb) => ({ key: eb.ref('name') }))
    .execute()
  let atWork = 0
  stage.dies = () => {
    if (atWork > 0) fuse.blow()
  }
  /** Starts a new process; one that dies during its start is followed by another. */
  const restart = async () => {
    do {
      stage.crashes++
      fuse.renew()
      await boot().then(
        (app) => {
          stage.app = app
        },
        (error: unknown) => {
          if (!fuse.blown()) throw error
        },
      )
    } while (fuse.blown())
  }
  /** Runs work of the process; if it dies, a new one starts and gets the same work again. */
  stage.lives = async (work) => {
    atWork++
    try {
      for (;;) {
        try {
          await work(stage.app)
          await stage.app.settled()
          // Notices go when no screen is on its way, so that the auditor can distinguish them.
          if (atWork === 1) await stage.app.runDue()
          if (!fuse.blown()) return
        } catch (error) {
          if (!fuse.blown()) throw error
        }
        await restart()
      }
    } finally {
      atWork--
    }
  }
  telegram.deliver = (update) => stage.lives((app) => app.handleUpdate(update))
  const person = (id: number, firstName: string) => telegram.person({ id, firstName, phone: `+7916000000${id}` })
  const [manager, second] = [person(1, 'Мария'), person(4, 'Олег')]
  for (const one of [manager, second]) {
    await giveRole(stage.app.deps, null, one.id, 'manager')
    await one.sends('/start')
  }
  const dealers = [person(2, 'Анна'), person(onCredit, 'Борис')]
  for (const [i, dealer] of dealers.entries()) {
    await dealer.sends('/start')
    await dealer.taps('Зарегистрироваться')
    await dealer.taps('Отправить номер')
    await dealer.sends(inns[i] ?? '')
    await dealer.sends(`ООО «Дилер ${i}»`)
    await manager.taps('Одобрить')
    clock.advance(minutes(1))
  }
  // One of them may have goods before payment, so that runs get to the hand-over.
  await db
    .updateTable('companies')
    .set({ deferralDays: 30, creditLimitKopecks: CREDIT_LIMIT_KOPECKS })
    .where('id', '=', 2)
    .execute()
  stage.people = [manager, second, ...dealers]
  const companies = dealers.map((dealer, i) => ({ person: dealer, company: `ООО «Дилер ${i}»` }))
  const history = createHistory({ telegram, reserveForMs: config.reserveForMs, dealers: companies })
  stage.look = async () => {
    const { db } = stage.app.deps
    return [...(await history.look(db, clock.now())), ...(await stage.credit.look(db))]
  }
  return stage
}

/**
 * Takes in a price list with quantities by the import itself; it never states less than before, which would be an
 * alarm.
 */
export async function recount({ app, random }: Stage): Promise<void> {
  const stock = await app.deps.db
    .selectFrom('stock')
    .innerJoin('products', 'products.id', 'stock.productId')
    .innerJoin('warehouses', 'warehouses.id', 'stock.warehouseId')
    .select(['products.sku', 'products.name', 'warehouses.name as warehouse', 'stock.onHand'])
    .execute()
  const { sku, name, warehouse, onHand } = random.pick(stock)
  const list = `Артикул;Наименование;Дилерская цена, руб.;Остаток ${warehouse}\n${sku};${name};1000,00;${onHand + random.below(4)}\n`
  const imported = await importCatalog(app.deps, null, { name: 'price.csv', bytes: new TextEncoder().encode(list) })
  if (!imported.ok) throw new Error(`the price list was not taken in: ${imported.reason}`)
}
