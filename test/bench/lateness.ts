import type { Kysely } from 'kysely'
import { shelves } from '#db/catalog/stock.ts'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import type { Schema } from '#db/schema/schema.ts'
import { russia } from '#domain/calendar.ts'
import { demoSeller } from '#domain/orders/seller.ts'
import { createScheduler } from '#jobs/scheduler.ts'
import { systemClock, systemStopwatch, systemTokens } from '#runtime/system.ts'
import { loadNotice } from '#services/desk/notice-subjects.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { createForeground } from '#services/kernel/foreground.ts'
import { createRows } from '../support/rows.ts'

/** What isn't released by then counts as that late, ms. */
const GIVE_UP_AFTER = 18_000

const COMPANIES = 100

/** How late each of so many reserves is released that end at one instant, ms; the bot's whole timetable runs beside it. */
export async function measureLateness(file: string, reserves: number) {
  const db = openDatabase(`sqlite:${file}`)
  await migrate(db)
  const productId = await stockUp(db, reserves)
  // All are written, and the scheduler has looked, before the first one ends.
  const endsAt = Date.now() + 1500 + Math.round(reserves / 5)
  await addReserves(db, reserves, productId, endsAt)

  const settings = {
    reserveForMs: 5000,
    claimFreezeMs: 1000,
    unpaidReserves: 1e6,
    reserveRenewals: 1e6,
    keepForMs: { refusals: 1e15, lists: 1e15, notices: 1e15, auditEntries: 1e15, visitors: 1e15, operations: 1e15 },
    reserveWarnBeforeMs: [1000],
    timeZone: 'UTC',
    calendar: russia,
  }
  const deps: Deps = {
    db,
    clock: systemClock,
    tokens: systemTokens,
    loadNotice,
    notifier: { send: async () => ({ outcome: 'sent', messageId: 1 }) },
    scheduler: { wake: () => scheduler.wake() },
    search: { find: () => Promise.reject(new Error('nobody searches')), wake: () => {} },
    foreground: createForeground(systemStopwatch),
    settings: { ...settings, locale: 'ru', seller: demoSeller },
  }
  const say = (details: object, message: string) => console.error(message, details)
  const log = { error: say, warn: say, info: say }
  const scheduler = createScheduler({ db, log, systemClock })
  await scheduler.start(deps)
  if (Date.now() >= endsAt) throw new Error('the reserves ended before the scheduler was up')

  const free = async (now: number) => (await shelves(db, [productId], now))[0]?.free
  const freeBefore = await free(endsAt - 1)
  await sleep(endsAt - Date.now())
  const isFreeAtOnce = freeBefore === 0 && (await free(endsAt)) === reserves
  let undone = await left(db)
  while (undone > 0 && Date.now() < endsAt + GIVE_UP_AFTER) {
    await sleep(200)
    undone = await left(db)
  }
  const rows = await db.selectFrom('reservations').select('releasedAt').execute()
  const late = rows.map((row) => (row.releasedAt ?? endsAt + GIVE_UP_AFTER) - endsAt)
  await scheduler.stop()
  await db.destroy()
  return { late, undone, isFreeAtOnce }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))

async function left(db: Kysely<Schema>): Promise<number> {
  const rows = db.selectFrom('reservations').where('releasedAt', 'is', null)
  const { count } = await rows.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

async function stockUp(db: Kysely<Schema>, onHand: number): Promise<number> {
  const rows = createRows(db)
  const productId = await rows.product()
  await rows.stock(productId, await rows.warehouse(), onHand)
  return productId
}

/** One invoice with one line and one piece each, of a hundred companies. */
async function addReserves(db: Kysely<Schema>, count: number, productId: number, untilAt: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => i + 1)
  const companies = numbers.slice(0, COMPANIES)
  const at = untilAt - 5000
  const companyOf = (n: number) => (n % companies.length) + 1
  await db.transaction().execute(async (tx) => {
    const { fill } = createRows(tx)
    const each = <Item>(ids: readonly number[], row: (id: number) => Item) => ids.map(row)
    await fill(
      'users',
      each(companies, (id) => ({ id, firstName: `${id}` })),
    )
    await fill(
      'companies',
      each(companies, (id) => ({ id, name: `${id}`, inn: `${id}`, approvedBy: 1 })),
    )
    await fill(
      'members',
      each(companies, (id) => ({ userId: id, companyId: id, role: 'owner' as const })),
    )
    await fill(
      'carts',
      each(numbers, (id) => ({ id, userId: companyOf(id), companyId: companyOf(id), createdAt: at, closedAt: at })),
    )
    await fill(
      'invoices',
      each(numbers, (id) => {
        const parents = { cartId: id, companyId: companyOf(id), createdBy: companyOf(id) }
        return { id, number: id, ...parents, createdAt: at, payBy: untilAt }
      }),
    )
    await fill(
      'invoiceLines',
      each(numbers, (id) => ({ id, invoiceId: id, productId })),
    )
    await fill(
      'reservations',
      each(numbers, (id) => {
        const parents = { invoiceId: id, lineId: id, productId, warehouseId: 1, reservedBy: companyOf(id) }
        return { id, ...parents, reservedAt: at, untilAt }
      }),
    )
  })
}
