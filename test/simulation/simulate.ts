import { type App, createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { migrate } from '../../src/db/migrate.ts'
import { withDialect } from '../../src/db/open.ts'
import { sqliteDialect } from '../../src/db/sqlite.ts'
import { hours, minutes } from '../../src/domain/time.ts'
import { createLog } from '../../src/log.ts'
import { type Person, startTelegram, type Telegram } from '../../src/playground/telegram/server.ts'
import { importCatalog } from '../../src/services/imports.ts'
import { giveRole } from '../../src/services/people.ts'
import { audit } from '../support/auditor.ts'
import { type FakeClock, fakeClock } from '../support/clock.ts'
import { stockUp } from '../support/goods.ts'
import { type Fuse, fused } from './fuse.ts'
import { auditOutbox } from './outbox.ts'
import { type Random, randomOf } from './random.ts'

export interface Outcome {
  seed: number
  steps: number
  crashes: number
  /** Reserved rows, payments, shipments that left: a run that does nothing proves nothing. */
  reserved: number
  paid: number
  shipped: number
  /** What the auditors found, and the deeds before it. */
  found: string[]
  trail: string[]
}

interface Stage {
  telegram: Telegram
  clock: FakeClock
  fuse: Fuse
  app: App
  random: Random
  people: Person[]
  trail: string[]
  crashes: number
  lives(work: (app: App) => Promise<void>): Promise<void>
}

const inns = ['7707083893', '7728168971']

/** One run from one seed: people press and type at random, the clock jumps, Telegram fails, the process dies. */
export async function simulate(seed: number, steps = 160): Promise<Outcome> {
  const stage = await raise(seed)
  const { telegram, clock, trail } = stage
  let found: string[] = []
  let step = 0
  try {
    for (; step < steps && found.length === 0; step++) {
      await act(stage)
      found = await audit(stage.app.deps.db, clock.now())
    }
    await calmDown(stage)
    found.push(...(await audit(stage.app.deps.db, clock.now())), ...(await auditOutbox(stage.app.deps.db, telegram)))
    const { db } = stage.app.deps
    const reserved = (await db.selectFrom('reservations').select('id').execute()).length
    const paid = (await db.selectFrom('payments').select('id').execute()).length
    const shipped = (await db.selectFrom('reservations').select('id').where('shippedAt', 'is not', null).execute())
      .length
    return { seed, steps: step, crashes: stage.crashes, reserved, paid, shipped, found, trail }
  } finally {
    await telegram.close()
    await stage.app.deps.db.destroy()
  }
}

async function raise(seed: number): Promise<Stage> {
  const clock = fakeClock()
  const telegram = await startTelegram({ now: clock.now })
  const fuse = fused(sqliteDialect(':memory:'))
  const db = withDialect(fuse.dialect)
  await migrate(db)
  const config = readConfig({ BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root })
  let tokens = 0
  const boot = () =>
    createApp({
      config,
      clock,
      db,
      log: createLog('silent'),
      chance: { token: () => `token-${++tokens}`.padEnd(43, 'x') },
      pausesMs: [0, 0],
    })
  const stage: Stage = {
    telegram,
    clock,
    fuse,
    app: await boot(),
    random: randomOf(seed),
    people: [],
    trail: [],
    crashes: 0,
    lives: () => Promise.resolve(),
  }
  await stockUp(stage.app.deps)
  // Price lists know a warehouse by its name: theirs is this one, not another of the same name.
  await db
    .updateTable('warehouses')
    .set((eb) => ({ key: eb.ref('name') }))
    .execute()
  /** Work of the process; where it dies, a new one starts and is given the same again. */
  stage.lives = async (work) => {
    for (;;) {
      try {
        await work(stage.app)
        await stage.app.settled()
        await stage.app.runDue()
        if (!fuse.blown()) return
      } catch (error) {
        if (!fuse.blown()) throw error
      }
      stage.crashes++
      fuse.renew()
      stage.app = await boot()
    }
  }
  telegram.deliver = (update) => stage.lives((app) => app.handleUpdate(update))
  const person = (id: number, firstName: string) => telegram.person({ id, firstName, phone: `+7916000000${id}` })
  const [manager, second] = [person(1, 'Мария'), person(4, 'Олег')]
  for (const one of [manager, second]) {
    await giveRole(stage.app.deps, null, one.id, 'manager')
    await one.sends('/start')
  }
  const dealers = [person(2, 'Анна'), person(3, 'Борис')]
  for (const [i, dealer] of dealers.entries()) {
    await dealer.sends('/start')
    await dealer.taps('Зарегистрироваться')
    await dealer.taps('Отправить номер')
    await dealer.sends(inns[i] ?? '')
    await dealer.sends(`ООО «Дилер ${i}»`)
    await manager.taps('Одобрить')
    clock.advance(minutes(1))
  }
  stage.people = [manager, second, ...dealers]
  return stage
}

const typed = [
  'AV-10.003 3\nCBL-10 5',
  'CBL-10',
  '2',
  '9',
  '500,50',
  '/cart',
  '/invoices',
  '/reserves',
  '1001',
  '1002',
  '1003',
  'завтра',
  '30.11.2026',
  'Сидоров Пётр, +7 916 123-45-67',
  'Казань, Баумана, 5',
  'ПЭК',
  '/shipments',
  '/desk',
  'нет места',
]

/** What brings a purchase on; pressed more often than the rest, so that a run gets somewhere. */
const onwards =
  /Корзина|Создать счёт|Зарезервировать|Записать оплату|Вся сумма|Заявка|Самовывоз|Москва|Доставка силами|Отправить заявку|Принять|Собирается|Готово|Выдано|Отправлено|Продлить|\+24|№ 100|^(пн|вт|ср|чт|пт) |Сидоров/

async function act(stage: Stage): Promise<void> {
  const { random, clock, people, telegram, fuse, trail } = stage
  const person = random.pick(people)
  if (random.chance(0.06)) telegram.faults.next(random.pick(faults))
  if (random.chance(0.001)) telegram.faults.next({ status: 429, retryAfter: 1 })
  if (random.chance(0.06)) fuse.lightAt(random.below(40))
  try {
    if (random.chance(0.1)) {
      const ms = random.pick([minutes(1), hours(1), hours(1), hours(23), hours(24)])
      trail.push(`clock +${ms / minutes(1)} min`)
      clock.advance(ms)
      await stage.lives(() => Promise.resolve())
    } else if (random.chance(0.05)) {
      trail.push('the ERP counts the stock')
      fuse.lightAt(Number.POSITIVE_INFINITY)
      await recount(stage)
    } else if (random.chance(0.08)) {
      const text = random.pick(typed)
      trail.push(`${person.id} types ${text}`)
      await person.sends(text)
    } else if (random.chance(0.04)) {
      trail.push(`${person.id} sends a payment order`)
      await person.sendsPhoto()
    } else await press(stage, person)
    if (random.chance(0.15)) {
      trail.push(`${person.id}: the last update comes again`)
      await person.redelivers()
    }
  } catch (error) {
    // People press what is not there; Telegram or the database was just dead. The auditors say whether it did harm.
    trail.push(`  ${String(error).slice(0, 120)}`)
  }
  fuse.lightAt(Number.POSITIVE_INFINITY)
}

/** Mostly what brings the newest message on; else what starts something; now and then any button there ever was. */
async function press({ random, trail }: Stage, person: Person): Promise<void> {
  const shown = person.chat.flatMap((message) =>
    (message.reply_markup?.inline_keyboard.flat() ?? []).flatMap((one) =>
      'callback_data' in one ? [{ id: message.message_id, text: one.text, data: one.callback_data ?? '' }] : [],
    ),
  )
  const newest = shown.filter((one) => one.id === shown.at(-1)?.id && onwards.test(one.text))
  if (newest.length === 0 && random.chance(0.7)) {
    const text = random.pick(person.id === 1 || person.id === 4 ? managerTypes : dealerTypes)
    trail.push(`${person.id} types ${text}`)
    return person.sends(text)
  }
  const chosen =
    newest.length > 0 && random.chance(0.9)
      ? random.pick(newest)
      : random.pick(random.chance(0.8) ? shown.slice(-40) : shown)
  trail.push(`${person.id} presses ${chosen.text} (${chosen.data})`)
  const pressed = person.tapsData(chosen.id, chosen.data)
  if (random.chance(0.2)) await Promise.all([pressed, person.tapsData(chosen.id, chosen.data)])
  else await pressed
}

const managerTypes = ['1001', '1002', '1003', '/desk', '/shipments']
const dealerTypes = [
  'AV-10.003 3\nCBL-10 5',
  '/cart',
  '/cart',
  '/invoices',
  '/invoices',
  '/reserves',
  'завтра',
  'Сидоров Пётр, +7 916 123-45-67',
  'Казань, Баумана, 5',
]

const faults = [{ status: 500 }, { cut: 'before' }, { cut: 'after' }] as const

/** A price list with quantities comes in, by the import itself; it never counts less than there was: that is an alarm. */
async function recount({ app, random }: Stage): Promise<void> {
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

/** No more faults; time enough for everything that is due. */
async function calmDown({ telegram, fuse, app, clock }: Stage): Promise<void> {
  telegram.faults.clear()
  fuse.renew()
  for (let i = 0; i < 30; i++) {
    clock.advance(minutes(2))
    await app.runDue()
  }
}
