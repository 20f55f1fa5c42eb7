import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, formatDay } from '#domain/time.ts'
import { typedDay } from '#domain/typed-days.ts'

/** A Friday. */
const today = '2026-11-27'

test.each([
  ['в среду', '2026-12-02'],
  ['Среда', '2026-12-02'],
  ['во вторник', '2026-12-01'],
  ['на пятницу', '2026-12-04'],
  ['в эту субботу', '2026-11-28'],
  ['в следующую субботу', '2026-12-05'],
  ['в следующий вторник', '2026-12-01'],
  ['пн', '2026-11-30'],
  ['2 декабря', '2026-12-02'],
  ['на 2 декабря 2026 г.', '2026-12-02'],
  ['27 января', '2027-01-27'],
  ['1-го марта', '2027-03-01'],
  ['Dec 2', '2026-12-02'],
  ['December 2nd, 2026', '2026-12-02'],
  ['2 of December', '2026-12-02'],
  ['on wednesday', '2026-12-02'],
  ['next friday', '2026-12-04'],
  ['через 3 дня', '2026-11-30'],
  ['через неделю', '2026-12-04'],
  ['in 5 days', '2026-12-02'],
  ['в ближайший понедельник', '2026-11-30'],
  ['ближайшая пятница', '2026-12-04'],
  ['к пятнице', '2026-12-04'],
  ['ко вторнику', '2026-12-01'],
  ['к следующей среде', '2026-12-02'],
  ['к 5 декабря', '2026-12-05'],
  ['by monday', '2026-11-30'],
  ['через две недели', '2026-12-11'],
  ['через 2 недели', '2026-12-11'],
  ['через пару дней', '2026-11-29'],
  ['через день', '2026-11-28'],
  ['in two weeks', '2026-12-11'],
  ['завтра', '2026-11-28'],
  ['2.12', '2026-12-02'],
])('«%s» is %s', (typed, day) => {
  expect(typedDay(typed, today)).toBe(day)
})

test.each(['31 февраля', 'в четверк', 'среда 2', 'когда угодно', '40 мая', 'может', '', 'в', 'через год', '2 2 2'])(
  '«%s» is no day',
  (typed) => {
    expect(typedDay(typed, today)).toBeNull()
  },
)

const monthNames = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ')

test('any day of the next months is read as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 150 }), (ahead) => {
      const day = addDays(today, ahead)
      const [, month, date] = day.split('-').map(Number)
      expect(typedDay(`${date} ${monthNames[(month ?? 1) - 1]}`, today)).toBe(day)
      expect(typedDay(formatDay(day), today)).toBe(day)
    }),
  )
})

test('whatever is typed, the answer is a day or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'в средупят 12.-аяdec'), maxLength: 20 }), (typed) => {
      const day = typedDay(typed, today)
      expect(day === null || /^\d{4}-\d\d-\d\d$/.test(day)).toBe(true)
    }),
  )
})
