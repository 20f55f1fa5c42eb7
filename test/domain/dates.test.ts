import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarOf, isWorkingDay, russia } from '#domain/calendar.ts'
import { dayProblem, firstShipDay, shipDays } from '#domain/shipping/shipments.ts'
import { addDays, formatMoment, hours, isNight, localTime, parseDay, parseDuration, startOfDay } from '#domain/time.ts'

const moscow = 'Europe/Moscow'
const work = { calendar: russia, timeZone: moscow }
/** Monday, 2026-11-23. */
const noon = Date.UTC(2026, 10, 23, 9)
const today = '2026-11-23'

test.each([
  ['48h', 172_800_000],
  ['90m', 5_400_000],
  ['3s', 3_000],
  ['500ms', 500],
])('%s is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms))

test.each(['', '48', 'h', '-1h', '1.5h', '48 hours'])('«%s» is no duration', (text) =>
  expect(parseDuration(text)).toBeNull(),
)

test.each([
  ['25.11.2026', '2026-11-25'],
  ['25.11.26', '2026-11-25'],
  ['25.11', '2026-11-25'],
  ['25/11/2026', '2026-11-25'],
  ['2026-11-25', '2026-11-25'],
  ['завтра', '2026-11-24'],
  ['12.01', '2027-01-12'],
])('«%s» is the day %s', (text, day) => expect(parseDay(text, today)).toBe(day))

test.each(['31.02.2026', '32.01.2026', 'скоро', '', '1.1.1', '00.00.2026', '25.13.2026'])('«%s» is no day', (text) => {
  expect(parseDay(text, today)).toBeNull()
})

test('goods can be asked for tomorrow until the cut-off hour, and never for a day off', () => {
  expect(firstShipDay(noon, work)).toBe('2026-11-24')
  expect(firstShipDay(noon + hours(4), work)).toBe('2026-11-25')
  expect(firstShipDay(Date.UTC(2026, 10, 27, 9), work)).toBe('2026-11-30')
  expect(dayProblem('2026-11-22', noon, work)).toBe('past')
  expect(dayProblem(today, noon, work)).toBe('too_early')
  expect(dayProblem('2026-11-28', noon, work)).toBe('weekend')
  expect(dayProblem('2027-11-23', noon, work)).toBe('too_far')
  expect(dayProblem('2026-11-24', noon, work)).toBeNull()
})

test('every day that is offered can be asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: noon, max: noon + hours(24 * 400) }), (now) => {
      const offered = shipDays(now, work, 6)
      return (
        offered.length === 6 && offered.every((day) => dayProblem(day, now, work) === null && isWorkingDay(russia, day))
      )
    }),
  )
})

test('Russia does not work from 31 December to 10 January: no such day is offered, and none is taken', () => {
  const newYear = Date.UTC(2026, 11, 29, 9)
  expect(shipDays(newYear, work, 3)).toEqual(['2026-12-30', '2027-01-11', '2027-01-12'])
  for (const day of ['2026-12-31', '2027-01-04', '2027-01-08']) expect(dayProblem(day, newYear, work)).toBe('weekend')
})

test('a Saturday that is worked can be asked for', () => {
  const saturday = { ...work, calendar: calendarOf([], ['2026-11-28']) }
  expect(dayProblem('2026-11-28', noon, saturday)).toBeNull()
  expect(shipDays(Date.UTC(2026, 10, 27, 9), saturday, 2)).toEqual(['2026-11-28', '2026-11-30'])
})

test("the wall clock is the company's", () => {
  expect(formatMoment(noon, moscow)).toBe('23.11 12:00')
  expect(isNight(Date.UTC(2026, 10, 23, 19), moscow)).toBe(true)
  expect(isNight(Date.UTC(2026, 10, 24, 5), moscow)).toBe(false)
  expect(startOfDay('2026-11-23', moscow)).toBe(Date.UTC(2026, 10, 22, 21))
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})

test('a day begins when it begins, also where the clocks are changed', () => {
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland']) {
    for (let i = 0; i < 366; i++) {
      const day = addDays('2026-01-01', i)
      expect(formatMoment(startOfDay(day, zone), zone)).toBe(`${day.slice(8)}.${day.slice(5, 7)} 00:00`)
    }
  }
})

test('in every zone there is, around every change of the clocks: a day begins a millisecond after the day before', () => {
  const year = Array.from({ length: 366 }, (_, i) => addDays('2026-01-01', i))
  let changes = 0
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const noons = year.map((day) => localTime(Date.parse(`${day}T12:00:00Z`), zone).hour)
    for (const [i, day] of year.entries()) {
      if (noons[i] === noons[Math.max(0, i - 1)] && noons[i] === noons[Math.min(365, i + 1)]) continue
      changes++
      const start = startOfDay(day, zone)
      expect([zone, localTime(start, zone).day, localTime(start - 1, zone).day]).toEqual([zone, day, addDays(day, -1)])
    }
  }
  expect(changes).toBeGreaterThan(100)
})

test.each([
  ['2026-03-08', 'America/Havana', '08.03 01:00'],
  ['2026-09-06', 'America/Santiago', '06.09 01:00'],
])('%s in %s begins when the clocks have been put on', (day, zone, moment) => {
  expect(formatMoment(startOfDay(day, zone), zone)).toBe(moment)
})

test('a day that was left out begins with the next one', () => {
  expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(startOfDay('2011-12-31', 'Pacific/Apia'))
})
