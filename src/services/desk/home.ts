import { cartLines, findOpenCart } from '#db/orders/carts.ts'
import { listInvoices } from '#db/orders/invoices.ts'
import { findCompany } from '#db/people/companies.ts'
import { companyReserves, type InvoiceReserve } from '#db/reserve/reservations.ts'
import type { Invoice } from '#domain/orders/invoices.ts'
import { type Actor, isStaff } from '#domain/policy.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { awaitedOf, companySettlement } from '#services/money/settlements.ts'
import { type Desk, seeDesk } from './desk.ts'

export interface Home {
  companyName: string | null
  /** null for staff that belong to no company. */
  dealer: {
    reserves: number
    /** The reserve that ends first; null if none is ending. */
    nearest: InvoiceReserve | null
    /** What waits for money: goods that have left, and invoices whose goods have not. */
    unpaidKopecks: number
    overdueKopecks: number
    cartLines: number
    awaitedInvoices: number
    /** The newest invoice that is not cancelled. */
    lastInvoice: Invoice | null
  } | null
  /** The total that waits for a staff member; null for everybody else. */
  waiting: number | null
}

function waitingFor({ registrations, shipments, extensions, claims }: Desk): number {
  return registrations + shipments + extensions + claims
}

/** The data of the first screen. */
export async function seeHome(deps: Deps, actor: Actor): Promise<Home> {
  const desk = isStaff(actor) ? await seeDesk(deps, actor) : null
  const waiting = desk?.ok ? waitingFor(desk.desk) : null
  if (actor.companyId === null) return { companyName: null, dealer: null, waiting }
  const now = deps.clock.now()
  const company = await findCompany(deps.db, actor.companyId)
  const reserves = await companyReserves(deps.db, actor.companyId, now)
  const invoices = await listInvoices(deps.db, actor.companyId)
  const awaited = company ? await awaitedOf(deps.db, company, invoices) : []
  const settlement = await companySettlement(deps.db, actor.companyId, now)
  const cart = await findOpenCart(deps.db, actor.id)
  const dealer = {
    reserves: reserves.length,
    nearest: reserves[0] && reserves[0].untilAt !== null ? reserves[0] : null,
    unpaidKopecks: awaited.reduce((sum, one) => sum + one.awaitedKopecks, settlement.debtKopecks),
    overdueKopecks: settlement.overdueKopecks,
    cartLines: cart ? (await cartLines(deps.db, cart.id)).length : 0,
    awaitedInvoices: awaited.length,
    lastInvoice: invoices.find((invoice) => invoice.cancelledAt === null) ?? null,
  }
  return { companyName: company?.name ?? null, dealer, waiting }
}
