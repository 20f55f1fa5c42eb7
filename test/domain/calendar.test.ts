import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addWorkingDays, calendarOf, isWorkingDay, russia, workingDayFrom } from '#domain/calendar.ts'
import { addDays } from '#domain/time.ts'

const day = fc.integer({ min: 0, max: 729 }).map((count) => addDays('2026-01-01', count))

test.each([
  ['the New Year’s holidays', '2026-12-31', '2027-01-11'],
  ['a Friday off', '2026-06-12', '2026-06-15'],
  ['a holiday on a Saturday, moved to Monday', '2026-05-09', '2026-05-12'],
  ['a holiday in the middle of a week', '2026-11-04', '2026-11-05'],
  ['a working day', '2026-11-27', '2026-11-27'],
])('after %s work goes on', (_, from, then) => {
  expect(workingDayFrom(russia, from)).toBe(then)
})

test('a working day is never a day off, and the next one is never before the day itself', () => {
  fc.assert(
    fc.property(day, fc.nat(10), (from, count) => {
      const found = addWorkingDays(russia, from, count)
      expect(count === 0 || isWorkingDay(russia, found)).toBe(true)
      expect(found >= from).toBe(true)
      const between = Array.from({ length: 60 }, (_, i) => addDays(from, i + 1)).filter((one) => one <= found)
      expect(between.filter((one) => isWorkingDay(russia, one))).toHaveLength(count)
    }),
  )
})

test('a calendar of one’s own has its own days: a Saturday that is worked, a Monday that is not', () => {
  const own = calendarOf(['2026-11-30'], ['2026-11-28'])
  expect(isWorkingDay(own, '2026-11-28')).toBe(true)
  expect(workingDayFrom(own, '2026-11-29')).toBe('2026-12-01')
})
