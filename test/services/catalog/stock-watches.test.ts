import { expect, test } from 'vitest'
import type { Actor } from '#domain/policy.ts'
import { hours, minutes } from '#domain/time.ts'
import { runDue } from '#jobs/index.ts'
import { seeProduct } from '#services/catalog/products.ts'
import { nextNotifyingAt, notifyWatchers, unwatchStock, watchStock } from '#services/catalog/stock-watches.ts'
import { cancelInvoice } from '#services/orders/invoice-changes.ts'
import { releaseReserve, reserve } from '#services/reserve/reservations.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { type Shop, shop } from '../../support/shop.ts'
import { take } from '../imports/imports.ts'

/** A shop where somebody holds all seven switchers until the day after tomorrow. */
async function soldOut(given: Shop): Promise<{ holder: Actor; id: number }> {
  const holder = await given.dealer()
  const id = await given.invoice(holder, [given.goods.switcher, 7])
  await reserve(given.deps, holder, id)
  return { holder, id }
}

const notified = ({ notices }: Shop) =>
  notices.filter(({ kind }) => kind === 'back_in_stock').map(({ userId, createdAt }) => ({ userId, createdAt }))

async function dealers({ dealer, deps, goods }: Shop, count: number): Promise<Actor[]> {
  const all: Actor[] = []
  for (let i = 0; i < count; i++) {
    const one = await dealer()
    expect(await watchStock(deps, one, goods.switcher)).toEqual({ ok: true })
    all.push(one)
  }
  return all
}

/** A list of so many on one more warehouse. */
const listOf = (onHand: number) =>
  `Артикул;Наименование;Дилерская цена;Остаток Тверь\nAV-10.003;Коммутатор HDMI 4x1;1000;${onHand}`

onEachDatabase('notified when it comes', (kind) => {
  test.each<[string, (given: Shop, held: { holder: Actor; id: number }) => Promise<unknown>]>([
    ['a release by hand', ({ deps }, { holder, id }) => releaseReserve(deps, holder, id)],
    ['a cancelled invoice', ({ deps }, { holder, id }) => cancelInvoice(deps, holder, id)],
    ['the clock', async ({ clock }) => clock.advance(hours(48))],
    ['an import', ({ deps }) => take(deps, listOf(30))],
  ])('by %s: all who wait, in the order of asking, once', async (_, happens) => {
    const given = await shop(kind)
    const held = await soldOut(given)
    const waiting = await dealers(given, 3)
    const [anna] = waiting
    if (anna) await watchStock(given.deps, anna, given.goods.switcher)
    await runDue(given.deps)
    expect(notified(given)).toEqual([])
    await happens(given, held)
    await Promise.all([runDue(given.deps), notifyWatchers(given.deps)])
    await runDue(given.deps)
    expect(notified(given).map(({ userId }) => userId)).toEqual(waiting.map(({ id }) => id))
    given.clock.advance(hours(30))
    await runDue(given.deps)
    expect(notified(given)).toHaveLength(3)
  })

  test('few pieces: as many are notified as there are pieces; an hour later, if they are still there, the next', async () => {
    const given = await shop(kind)
    const { deps, clock, goods } = given
    await soldOut(given)
    const waiting = await dealers(given, 5)
    await take(deps, listOf(2))
    await runDue(deps)
    const ids = waiting.map(({ id }) => id)
    const heard = () => notified(given).map(({ userId }) => userId)
    expect(heard()).toEqual(ids.slice(0, 2))
    expect(await nextNotifyingAt(deps)).toBe(clock.now() + hours(1))
    clock.advance(hours(1) - 1)
    await runDue(deps)
    expect(heard()).toEqual(ids.slice(0, 2))
    const [, second] = waiting
    const bought = second ? await given.invoice(second, [goods.switcher, 1]) : 0
    if (second) await reserve(deps, second, bought)
    clock.advance(1)
    await runDue(deps)
    expect(heard()).toEqual(ids.slice(0, 3))
    await take(deps, listOf(3))
    await runDue(deps)
    expect(heard()).toEqual(ids.slice(0, 4))
  })
})

test('what is taken back is not notified; who asks again goes to the end of the line', async () => {
  const given = await shop()
  const { deps, goods } = given
  const { holder, id } = await soldOut(given)
  const [anna, boris, vera] = await dealers(given, 3)
  if (!anna || !boris || !vera) throw new Error('three')
  for (const one of [anna, anna, boris]) expect(await unwatchStock(deps, one, goods.switcher)).toEqual({ ok: true })
  await watchStock(deps, boris, goods.switcher)
  const seen = await seeProduct(deps, boris, goods.switcher)
  expect(seen.ok && [seen.card.watched, seen.card.soldOut]).toEqual([true, true])
  await releaseReserve(deps, holder, id)
  await runDue(deps)
  expect(notified(given).map(({ userId }) => userId)).toEqual([vera.id, boris.id])
})

test('goods that are gone before the notice is sent are notified when they come again, in the old order', async () => {
  const given = await shop()
  const { deps, clock, goods } = given
  const { holder, id } = await soldOut(given)
  const waiting = await dealers(given, 2)
  let gone = true
  const { notifier } = deps
  deps.notifier = { send: async (notice) => (gone ? { outcome: 'obsolete' } : notifier.send(notice)) }
  await releaseReserve(deps, holder, id)
  await notifyWatchers(deps)
  await reserve(deps, holder, id)
  await runDue(deps)
  gone = false
  clock.advance(minutes(5))
  await releaseReserve(deps, holder, id)
  await runDue(deps)
  expect(notified(given)).toEqual(waiting.map((one) => ({ userId: one.id, createdAt: clock.now() })))
  expect((await seeProduct(deps, holder, goods.switcher)).ok).toBe(true)
})

test('where a list says only that there are some, everybody who waits is notified', async () => {
  const given = await shop()
  const { deps, goods } = given
  const anna = await given.dealer()
  expect(await watchStock(deps, anna, goods.wall)).toEqual({ ok: true })
  await take(deps, 'Артикул;Наименование;Дилерская цена;Наличие\nWALL-1;Видеостена;;1')
  await runDue(deps)
  expect(notified(given)).toHaveLength(1)
})

test('who may not, what is there, what does not exist', async () => {
  const given = await shop()
  const { deps, goods, manager } = given
  const accountant = await given.dealer('accountant')
  const anna = await given.dealer()
  expect(await watchStock(deps, accountant, goods.wall)).toEqual({ ok: false, reason: 'forbidden' })
  expect(await watchStock(deps, manager, goods.wall)).toEqual({ ok: false, reason: 'forbidden' })
  expect(await watchStock(deps, anna, goods.switcher)).toEqual({ ok: false, reason: 'in_stock' })
  expect(await watchStock(deps, anna, 999_999)).toEqual({ ok: false, reason: 'not_found' })
  expect(await nextNotifyingAt(deps)).toBeNull()
})

test('the card explains each warehouse: what is free, what others hold and until when, what is one’s own', async () => {
  const given = await shop()
  const { deps, clock, goods } = given
  const [anna, boris] = [await given.dealer(), await given.dealer()]
  const id = await given.invoice(anna, [goods.switcher, 2])
  await reserve(deps, anna, id)
  clock.advance(hours(1))
  const other = await given.invoice(boris, [goods.switcher, 1])
  await reserve(deps, boris, other)
  const seen = await seeProduct(deps, boris, goods.switcher)
  const next = { quantity: 2, at: clock.now() + hours(47) }
  expect(seen.ok && seen.card.shelves).toEqual([
    { warehouseName: 'Москва', onHand: 5, free: 2, own: 1, others: 2, next },
    { warehouseName: 'Екатеринбург', onHand: 2, free: 2, own: 0, others: 0, next: null },
  ])
})
