import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideTaking, dueWarning, isLive, warningSteps } from '#domain/reserve/reservations.ts'
import { hours } from '#domain/time.ts'

const row = { releasedAt: null, shippedAt: null, protectedAt: null, untilAt: 1000 }

test('a row is live to the millisecond, and longer only when it is protected', () => {
  expect(isLive(row, 999)).toBe(true)
  expect(isLive(row, 1000)).toBe(false)
  expect(isLive({ ...row, protectedAt: 5 }, 10 ** 9)).toBe(true)
  expect(isLive({ ...row, protectedAt: 5, releasedAt: 6 }, 7)).toBe(false)
  expect(isLive({ ...row, protectedAt: 5, shippedAt: 6 }, 7)).toBe(false)
})

const demands = fc.array(
  fc.record({ lineId: fc.nat(), productId: fc.nat({ max: 3 }), missing: fc.integer({ min: 1, max: 20 }) }),
  { maxLength: 8 },
)
const shelves = fc.uniqueArray(
  fc.record({ productId: fc.nat({ max: 3 }), warehouseId: fc.nat({ max: 2 }), free: fc.integer({ min: -5, max: 15 }) }),
  {
    selector: (shelf) => `${shelf.productId}:${shelf.warehouseId}`,
  },
)

test('never more is taken than a shelf has free or a line lacks, and nothing is left that somebody lacks', () => {
  fc.assert(
    fc.property(demands, shelves, (wanted, free) => {
      const lines = wanted.map((demand, lineId) => ({ ...demand, lineId }))
      const takings = decideTaking(lines, free)
      const sum = (list: readonly { quantity: number }[]) => list.reduce((total, one) => total + one.quantity, 0)
      for (const shelf of free) {
        const taken = sum(
          takings.filter((one) => one.productId === shelf.productId && one.warehouseId === shelf.warehouseId),
        )
        expect(taken).toBeLessThanOrEqual(Math.max(0, shelf.free))
      }
      for (const line of lines)
        expect(sum(takings.filter((one) => one.lineId === line.lineId))).toBeLessThanOrEqual(line.missing)
      for (const productId of [0, 1, 2, 3]) {
        const lacking = lines
          .filter((line) => line.productId === productId)
          .reduce((total, line) => total + line.missing, 0)
        const there = free
          .filter((shelf) => shelf.productId === productId)
          .reduce((total, shelf) => total + Math.max(0, shelf.free), 0)
        expect(sum(takings.filter((one) => one.productId === productId))).toBe(Math.min(lacking, there))
      }
    }),
  )
})

test('a line is served from one warehouse where one can serve it whole', () => {
  const free = [
    { productId: 1, warehouseId: 1, free: 3 },
    { productId: 1, warehouseId: 2, free: 9 },
  ]
  expect(decideTaking([{ lineId: 7, productId: 1, missing: 5 }], free)).toEqual([
    { lineId: 7, productId: 1, warehouseId: 2, quantity: 5 },
  ])
})

test('a bot that slept warns once, of the nearest step, and never of what has ended', () => {
  const steps = [hours(24), hours(4), hours(1)]
  const end = hours(48)
  expect(dueWarning(end, steps, hours(23))).toBeNull()
  expect(dueWarning(end, steps, hours(24))).toBe(hours(24))
  expect(dueWarning(end, steps, hours(47.5))).toBe(hours(1))
  expect(dueWarning(end, steps, hours(48))).toBeNull()
})

test('no warning is taken for the next one, however near the steps are to each other', () => {
  const steps = fc.uniqueArray(fc.integer({ min: 1, max: 10 ** 9 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(steps, (warnBefore) => {
      const found = warningSteps(warnBefore)
      for (const { before, slack } of found) {
        expect(slack).toBeGreaterThanOrEqual(0)
        for (const larger of warnBefore.filter((other) => other > before))
          expect(larger).toBeGreaterThan(before + slack)
      }
    }),
  )
})
