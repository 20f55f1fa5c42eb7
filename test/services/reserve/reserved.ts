import type { Actor } from '#domain/policy.ts'
import { hours } from '#domain/time.ts'
import { seeInvoice } from '#services/orders/invoices.ts'
import { reserve } from '#services/reserve/reservations.ts'
import type { Shop } from '../../support/shop.ts'

/** A dealer with a reserve of four switchers that ends in 48 hours. */
export async function reserved(given: Shop): Promise<{ anna: Actor; id: number; end: number }> {
  const anna = await given.dealer()
  const id = await given.invoice(anna, [given.goods.switcher, 4])
  await reserve(given.deps, anna, id)
  return { anna, id, end: given.clock.now() + hours(48) }
}

export async function standing({ deps, manager }: Shop, id: number) {
  const seen = await seeInvoice(deps, manager, id)
  return seen.ok ? { reserved: seen.sheet.reserved, untilAt: seen.sheet.untilAt } : null
}

export const file = { id: 'file', kind: 'document' } as const

export async function request({ deps }: Shop): Promise<number> {
  const row = await deps.db.selectFrom('extensions').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  return row.id
}

export async function reservedPieces(shopped: Shop, invoiceId: number): Promise<number> {
  const seen = await seeInvoice(shopped.deps, shopped.manager, invoiceId)
  return seen.ok ? seen.sheet.reserved : -1
}
