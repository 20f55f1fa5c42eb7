import { seconds } from '#domain/time.ts'
import type { Person } from '#playground/telegram/server.ts'
import { recordPayment } from '#services/money/payments.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { NOW } from '../../support/whole-rows.ts'
import { world } from '../../support/world.ts'
import { actorOf, invoiceOf } from '../scene.ts'

/**
 * A dealer whose paid invoice holds seven switchers in two warehouses and ten cables in Moscow, and one each of `more`
 * other goods there; the form is open.
 */
export async function formOpen(more = 0) {
  const given = await world()
  const { app, goods, rows, staff } = given
  const manager = await staff('manager')
  const dealer = await given.dealer(manager)
  const others: [number, number][] = []
  for (let i = 1; i <= more; i++) {
    const id = await rows.product({
      key: `MNT-${i}`,
      sku: `MNT-${i}`,
      model: `KM-${i}`,
      name: `Крепление KM-${i} чёрное`,
    })
    await rows.price(id, 2, 10_000)
    await rows.stock(id, goods.moscow, 5)
    await app.deps.db
      .insertInto('stockMoves')
      .values({ productId: id, warehouseId: goods.moscow, delta: 5, at: NOW, importId: null, shipmentId: null })
      .execute()
    others.push([id, 1])
  }
  const { id: invoiceId } = await invoiceOf(app.deps, dealer, [[goods.switcher, 7], [goods.cable, 10], ...others])
  const actor = await actorOf(app.deps, dealer)
  await reserve(app.deps, actor, invoiceId)
  await recordPayment(app.deps, await actorOf(app.deps, manager), invoiceId, null, 'all')
  await app.runDue()
  await openForm(dealer)
  return { ...given, manager, dealer, invoiceId }
}

/** From anywhere to the form of the first invoice. */
export async function openForm(dealer: Person): Promise<void> {
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Заявка на отгрузку')
}

/** A pickup from Moscow, filed. */
export async function filePickup(dealer: Person): Promise<void> {
  await dealer.taps('Самовывоз')
  await dealer.taps('Москва')
  await dealer.taps('вт 24.11')
  await dealer.taps('Я сам')
  await dealer.taps('Отправить заявку')
}

/** The manager's presses; notices to one person are a second apart. */
export async function moves(
  { manager, clock }: Pick<Awaited<ReturnType<typeof formOpen>>, 'manager' | 'clock'>,
  buttons: readonly string[],
): Promise<void> {
  for (const button of buttons) {
    clock.advance(seconds(1))
    await manager.taps(button)
  }
  clock.advance(seconds(1))
}

/** Delivered by the distributor tomorrow, filed. */
export async function fileByHand(dealer: Person): Promise<void> {
  await dealer.taps('Доставка силами AUVIX')
  await dealer.sends('Тверь, Советская, 1')
  await dealer.sends('завтра')
  await dealer.sends('Сидоров Пётр, +7 916 123-45-67')
  await dealer.taps('Отправить заявку')
}
