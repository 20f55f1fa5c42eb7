import { addDays, type Day, isWeekend } from './time.ts'

/** What differs from the week's own rhythm of five working days and two days off. */
export interface Calendar {
  /** Days off that are no Saturday or Sunday. */
  daysOff: ReadonlySet<Day>
  /** Saturdays and Sundays that are worked. */
  workingDays: ReadonlySet<Day>
}

/** Which days are worked, and where the day begins. */
export interface WorkTime {
  calendar: Calendar
  timeZone: string
}

export function calendarOf(daysOff: readonly Day[], workingDays: readonly Day[] = []): Calendar {
  return { daysOff: new Set(daysOff), workingDays: new Set(workingDays) }
}

/** A year beyond the calendar's has working days by its weeks alone. */
export function isWorkingDay({ daysOff, workingDays }: Calendar, day: Day): boolean {
  return isWeekend(day) ? workingDays.has(day) : !daysOff.has(day)
}

/** No calendar is trusted to have more days off in a row. */
const LONGEST_HOLIDAY = 60

/** The first working day from a day on, the day itself included. */
export function workingDayFrom(calendar: Calendar, day: Day): Day {
  let found = day
  for (let i = 0; !isWorkingDay(calendar, found) && i < LONGEST_HOLIDAY; i++) found = addDays(found, 1)
  return found
}

/** The working day that comes `count` working days after a day. */
export function addWorkingDays(calendar: Calendar, day: Day, count: number): Day {
  let found = day
  for (let i = 0; i < count; i++) found = workingDayFrom(calendar, addDays(found, 1))
  return found
}

/**
 * Russia's: the holidays of the Labour Code (article 112), those on a weekend moved to the next working day. Of 2026 with
 * the moved days of the government's decree. The decree of 2027 was not at hand: the days off that its draft names are days
 * off here, and no Saturday is worked, so that nothing is promised for a day on which the warehouse may be closed.
 */
export const russia: Calendar = calendarOf([
  ...['2026-01-01', '2026-01-02', '2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09'],
  ...['2026-02-23', '2026-03-09', '2026-05-01', '2026-05-11', '2026-06-12', '2026-11-04', '2026-12-31'],
  ...['2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08'],
  ...['2027-02-22', '2027-02-23', '2027-03-08', '2027-05-03', '2027-05-10', '2027-06-14'],
  ...['2027-11-04', '2027-11-05', '2027-12-31'],
])
