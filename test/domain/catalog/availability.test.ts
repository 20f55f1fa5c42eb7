import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explainShelf, type ShelfReservation, watchersToNotify } from '#domain/catalog/availability.ts'

const reservation: fc.Arbitrary<ShelfReservation> = fc.record({
  warehouseId: fc.integer({ min: 1, max: 2 }),
  quantity: fc.integer({ min: 1, max: 9 }),
  own: fc.boolean(),
  endsAt: fc.option(fc.integer({ min: 1, max: 5 })),
})

test('what is free, own and of others is what is on hand; of others no more ends next than they reservation', () => {
  fc.assert(
    fc.property(fc.array(reservation), fc.nat(20), (reservations, free) => {
      const reserved = reservations.filter((one) => one.warehouseId === 1).reduce((sum, one) => sum + one.quantity, 0)
      const shelf = explainShelf({ warehouseId: 1, warehouseName: 'М', onHand: reserved + free, free }, reservations)
      expect(shelf.free + shelf.own + shelf.others).toBe(shelf.onHand)
      const ends = reservations.flatMap((one) =>
        one.warehouseId === 1 && !one.own && one.endsAt !== null ? [one.endsAt] : [],
      )
      expect(shelf.next?.at ?? null).toBe(ends.length > 0 ? Math.min(...ends) : null)
      expect(shelf.next?.quantity ?? 0).toBeLessThanOrEqual(shelf.others)
    }),
  )
})

test('where an ERP has lowered what is on hand below what is reserved, nothing is free', () => {
  const shelf = { warehouseId: 1, warehouseName: 'М', onHand: 1, free: -3 }
  expect(explainShelf(shelf, [{ warehouseId: 1, quantity: 4, own: true, endsAt: 5 }])).toEqual({
    ...{ warehouseName: 'М', onHand: 1, free: 0, own: 4, others: 0, next: null },
  })
})

test('no more are notified than there are pieces, and those who were notified just now count', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.array(fc.nat(), { maxLength: 60 }), (free, notifiedAt) => {
      expect(watchersToNotify({ free, notifiedAt }) + notifiedAt.length).toBe(Math.max(free, notifiedAt.length))
    }),
  )
  expect(watchersToNotify({ free: null, notifiedAt: [1, 2, 3] })).toBe(Number.POSITIVE_INFINITY)
})
