import { addDays, type Day, parseDay, weekdayOf } from './time.ts'

/** By the letters that tell them apart, Monday first. */
const weekdays = [
  /^(понедельнику?|пн|monday|mon)$/,
  /^(вторнику?|вт|tuesday|tue)$/,
  /^(сред[ауые]|ср|wednesday|wed)$/,
  /^(четвергу?|чт|thursday|thu)$/,
  /^(пятниц[ауые]|пт|friday|fri)$/,
  /^(суббот[ауые]|сб|saturday|sat)$/,
  /^(воскресень[ею]|вс|sunday|sun)$/,
]

const months = [
  /^(январ[ья]|янв|january|jan)$/,
  /^(феврал[ья]|фев|february|feb)$/,
  /^(марта?|мар|march|mar)$/,
  /^(апрел[ья]|апр|april|apr)$/,
  /^(ма[йя]|may)$/,
  /^(июн[ья]|june|jun)$/,
  /^(июл[ья]|july|jul)$/,
  /^(августа?|авг|august|aug)$/,
  /^(сентябр[ья]|сен|сент|september|sep|sept)$/,
  /^(октябр[ья]|окт|october|oct)$/,
  /^(ноябр[ья]|ноя|нояб|november|nov)$/,
  /^(декабр[ья]|дек|december|dec)$/,
]

/**
 * A day as people type it, today being `today`: what `parseDay` reads, «в среду», «следующая пятница», «2 декабря», `Dec 2`,
 * «через 3 дня»; null where it is no day. A weekday is the next one: said on a Wednesday «в среду» is in a week.
 */
export function typedDay(text: string, today: Day): Day | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '')
  return parseDay(plain, today) ?? weekdayNamed(plain, today) ?? dateNamed(plain, today) ?? daysAhead(plain, today)
}

function weekdayNamed(text: string, today: Day): Day | null {
  const match =
    /^(?:на |во? |ко? |on |by )?(?:эт(?:от|у|о|ой|ому) |ближайш(?:ий|ая|ую|ее|ей|ему) |this )?(следующ(?:ий|ую|ая|ее|ей|ему) |next )?(\p{L}+)$/u.exec(
      text,
    )
  const at = weekdays.findIndex((pattern) => pattern.test(match?.[2] ?? ''))
  if (!match || at < 0) return null
  const ahead = (at + 1 - weekdayOf(today) + 7) % 7 || 7
  // «В следующую пятницу» is one of next week.
  const isNextWeek = match[1] !== undefined && ahead + weekdayOf(today) <= 7
  return addDays(today, isNextWeek ? ahead + 7 : ahead)
}

function dateNamed(text: string, today: Day): Day | null {
  const match =
    /^(?:на |к |до |on |by )?(\d{1,2})(?:st|nd|rd|th|-?го)?(?: of)? (\p{L}+),?(?: (\d{4}))?(?: ?г(?:ода)?)?$/u.exec(
      text,
    ) ?? /^(?:on )?(?<month>\p{L}+) (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/u.exec(text)
  if (!match) return null
  const isMonthFirst = match.groups?.month !== undefined
  const [date, month] = isMonthFirst ? [match[2], match[1]] : [match[1], match[2]]
  const at = months.findIndex((pattern) => pattern.test(month ?? ''))
  return at < 0 ? null : parseDay([date, at + 1, ...(match[3] ? [match[3]] : [])].join('.'), today)
}

function daysAhead(text: string, today: Day): Day | null {
  const match = /^(?:через|in) (?:(\d{1,3}|\p{L}+) )?(дн(?:ей|я|ь)|день|days?|недел[юиь]|недель|weeks?)$/u.exec(text)
  const days = /^через (\d{1,3})$/.exec(text)?.[1]
  if (days !== undefined) return addDays(today, Number(days))
  const count = match && countOf(match[1] ?? '')
  if (!match || count === null) return null
  return addDays(today, /^(нед|week)/.test(match[2] ?? '') ? count * 7 : count)
}

/** In the order of their numbers, from one on. */
const counts = [
  /^(|одну|один|a|one)$/,
  /^(две|два|пару|two)$/,
  /^(три|three)$/,
  /^(четыре|four)$/,
  /^(пять|five)$/,
  /^(шесть|six)$/,
  /^(семь|seven)$/,
]

function countOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word)
  const at = counts.findIndex((pattern) => pattern.test(word))
  return at < 0 ? null : at + 1
}
