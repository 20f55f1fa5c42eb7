import { onTestFinished } from 'vitest'
import { russia } from '#domain/calendar.ts'
import { demoSeller } from '#domain/orders/seller.ts'
import type { Actor, MemberRole, StaffRole } from '#domain/policy.ts'
import { days, hours } from '#domain/time.ts'
import type { Deps, DueNotice, LoadedNotice } from '#services/kernel/deps.ts'
import { createForeground } from '#services/kernel/foreground.ts'
import { setQuantity } from '#services/orders/carts.ts'
import { createInvoice } from '#services/orders/invoices.ts'
import { type DatabaseKind, openTestDatabase } from './databases.ts'
import { type Goods, stockUp } from './goods.ts'
import { createRows, type Rows } from './rows.ts'
import { searchOver } from './search.ts'
import { type FakeClock, fakeClock } from './world.ts'

export interface Shop {
  deps: Deps
  clock: FakeClock
  goods: Goods
  rows: Rows
  /** The notices that were sent, in order. */
  notices: DueNotice[]
  manager: Actor
  /** A company with one member. */
  dealer(role?: MemberRole): Promise<Actor>
  staff(...roles: StaffRole[]): Promise<Actor>
  /** An invoice of that many pieces each, in a new cart. */
  invoice(actor: Actor, ...lines: [productId: number, quantity: number][]): Promise<number>
}

/** The services over an empty database, without a bot: everything is sent at once and remembered. */
export async function shop(kind: DatabaseKind = 'sqlite'): Promise<Shop> {
  const { db, close } = await openTestDatabase(kind)
  onTestFinished(close)
  return shopOn(db)
}

/** A notice in the form of a notifier that only counts. */
const unread = {
  receiver: { user: { blockedAt: null } } as LoadedNotice['receiver'],
  subject: {},
  place: 'anew',
  invoiceId: null,
  shipmentId: null,
} as const

/** The same over a database that the caller opened and closes. */
export async function shopOn(db: Deps['db']): Promise<Shop> {
  const clock = fakeClock()
  const notices: DueNotice[] = []
  let minted = 0
  const deps: Deps = {
    db,
    clock,
    tokens: { token: () => `token-${++minted}` },
    // Nobody reads them, so their subjects stay unloaded.
    loadNotice: async (_, notice) => ({ ...notice, ...unread }),
    notifier: {
      async send(notice) {
        notices.push(notice)
        return { outcome: 'sent', messageId: notices.length }
      },
    },
    scheduler: { wake() {} },
    search: searchOver({ db, clock }),
    foreground: createForeground(() => performance.now()),
    settings: {
      reserveForMs: hours(48),
      claimFreezeMs: hours(24),
      unpaidReserves: 20,
      reserveRenewals: 2,
      keepForMs: {
        refusals: days(90),
        lists: days(180),
        notices: days(30),
        auditEntries: days(1095),
        visitors: days(365),
        operations: days(90),
      },
      reserveWarnBeforeMs: [hours(24), hours(4), hours(1)],
      timeZone: 'Europe/Moscow',
      calendar: russia,
      locale: 'ru',
      seller: demoSeller,
    },
  }
  const goods = await stockUp(deps)
  const rows = createRows(db)
  let people = 0
  const user = async () => {
    const id = 100 + ++people
    return rows.user({ id, firstName: `Человек ${people}`, createdAt: clock.now(), seenAt: clock.now() })
  }
  const staff = async (...roles: StaffRole[]): Promise<Actor> => {
    const id = await user()
    await rows.staff(id, ...roles)
    return { id, companyId: null, roles }
  }
  const manager = await staff('manager')
  const { id: priceTypeId } = await db
    .selectFrom('priceTypes')
    .select('id')
    .where('key', '=', 'dealer')
    .executeTakeFirstOrThrow()
  return {
    deps,
    clock,
    goods,
    rows,
    notices,
    manager,
    staff,
    async dealer(role = 'owner') {
      const id = await user()
      const terms = { priceTypeId, managerId: manager.id, approvedBy: manager.id }
      const companyId = await rows.company({ name: `ООО «Дилер ${id}»`, inn: String(7700000000 + id), ...terms })
      await rows.member({ userId: id, companyId, role, addedBy: manager.id })
      return { id, companyId, roles: [role] }
    },
    async invoice(actor, ...lines) {
      for (const [productId, quantity] of lines) await setQuantity(deps, actor, productId, String(quantity))
      const cart = await db
        .selectFrom('carts')
        .select('id')
        .where('userId', '=', actor.id)
        .where('closedAt', 'is', null)
        .executeTakeFirstOrThrow()
      const made = await createInvoice(deps, actor, cart.id)
      if (!made.ok) throw new Error(`no invoice: ${made.reason}`)
      return made.invoice.id
    },
  }
}
