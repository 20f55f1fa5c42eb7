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

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(timeZone, format)
  }
  return format
}

/** An instant as the clocks on the wall show it in `timeZone`. */
export function localTime(at: number, timeZone: string): LocalTime {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  )
  const day = `${parts.year}-${parts.month}-${parts.day}`
  return { day, hour: Number(parts.hour), minute: Number(parts.minute), weekday: weekdayOf(day) }
}

export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

export function isWeekend(day: Day): boolean {
  return weekdayOf(day) > 5
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days(count)).toISOString().slice(0, 10)
}

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
  const two = (n: number) => String(n).padStart(2, '0')
  return `${formatDay(day).slice(0, 5)} ${two(hour)}:${two(minute)}`
}

/** From 22 to 8 notices make no sound. */
export function isNight(at: number, timeZone: string): boolean {
  const { hour } = localTime(at, timeZone)
  return hour >= 22 || hour < 8
}

/** The first instant of a day in `timeZone`: not always midnight, where the clocks are put on at midnight or a day is left out. */
export function startOfDay(day: Day, timeZone: string): number {
  // In minutes. No zone is further than 14 hours before UTC or 12 behind it.
  const midnight = Date.parse(`${day}T00:00:00Z`) / minutes(1)
  let before = midnight - 15 * 60
  let begun = midnight + 13 * 60
  while (begun - before > 1) {
    const middle = Math.floor((before + begun) / 2)
    if (localTime(minutes(middle), timeZone).day < day) before = middle
    else begun = middle
  }
  return minutes(begun)
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
  const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  const time = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day
}
