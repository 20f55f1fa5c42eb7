export const seconds = (n: number): number => n * 1_000
export const minutes = (n: number): number => n * 60_000
export const hours = (n: number): number => n * 3_600_000
export const days = (n: number): number => n * 86_400_000

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `48h`, `90m`, `3s`, `500ms`, `2d` in milliseconds, or null. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text.trim())
  if (!match) return null
  return Number(match[1]) * units[match[2] as keyof typeof units]
}

/** A day of the calendar as `2026-11-23`: it has no time zone of its own. */
export type Day = string

interface LocalTime {
  day: Day
  hour: number
  minute: number
  /** 1 = Monday … 7 = Sunday */
  weekday: number
}

/** An instant as the clocks on the wall show it in `timeZone`. */
export function localTime(at: number, timeZone: string): LocalTime {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return { day: local.toPlainDate().toString(), hour: local.hour, minute: local.minute, weekday: local.dayOfWeek }
}

export function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

export function isWeekend(day: Day): boolean {
  return weekdayOf(day) > 5
}

export function addDays(day: Day, count: number): Day {
  return Temporal.PlainDate.from(day).add({ days: count }).toString()
}

const two = (n: number) => String(n).padStart(2, '0')

/** `23.11.2026` */
export function formatDay(day: Day): string {
  const [year, month, date] = day.split('-')
  return `${date}.${month}.${year}`
}

/** `23.11.2026`, the day of an instant. */
export function formatDate(at: number, timeZone: string): string {
  return formatDay(localTime(at, timeZone).day)
}

/** `25.11 14:05` */
export function formatMoment(at: number, timeZone: string): string {
  const { day, hour, minute } = localTime(at, timeZone)
  return `${formatDay(day).slice(0, 5)} ${two(hour)}:${two(minute)}`
}

/** From 22 to 8 notices make no sound. */
export function isNight(at: number, timeZone: string): boolean {
  const { hour } = localTime(at, timeZone)
  return hour >= 22 || hour < 8
}

/** The first instant of a day in `timeZone`: not always midnight, where the clocks are put on at midnight or a day is left out. */
export function startOfDay(day: Day, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds
}

/** A day typed by a person, today being `today`: `25.11.2026`, `25.11.26`, `25.11`, `25/11`, `2026-11-25`; or null. */
export function parseDay(text: string, today: Day): Day | null {
  const plain = text.trim().toLowerCase()
  if (plain === 'сегодня' || plain === 'today') return today
  if (plain === 'завтра' || plain === 'tomorrow') return addDays(today, 1)
  if (plain === 'послезавтра') return addDays(today, 2)
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(plain)
  if (iso) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const match = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?(?:\s*г\.?)?$/.exec(plain)
  if (!match) return null
  const [date, month] = [Number(match[1]), Number(match[2])]
  const thisYear = Number(today.slice(0, 4))
  if (match[3]) return existing(match[3].length === 2 ? 2000 + Number(match[3]) : Number(match[3]), month, date)
  const near = existing(thisYear, month, date)
  // «12.01» written in December means next January.
  return near !== null && near < addDays(today, -180) ? existing(thisYear + 1, month, date) : near
}

function existing(year: number, month: number, date: number): Day | null {
  try {
    return Temporal.PlainDate.from(`${year}-${two(month)}-${two(date)}`).toString()
  } catch {
    // The calendar has no such day.
    return null
  }
}
