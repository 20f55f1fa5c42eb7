import { language } from './language.js'

let timeZone = 'Europe/Moscow'
const formats = new Map()

function format(at, options) {
  const key = JSON.stringify([timeZone, options])
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat(language === 'ru' ? 'ru' : 'en-GB', { timeZone, ...options }))
  return formats.get(key).format(at)
}

/** All times on the page are in the product's time zone, wherever the browser is. */
export function setTimeZone(name) {
  timeZone = name
}

const relative = new Intl.RelativeTimeFormat(language, { style: 'short' })

/** `через 27 ч`, `5 мин. назад` */
export function relativeOf(at, now) {
  const minutes = Math.round((at - now) / 60_000)
  return Math.abs(minutes) < 60 ? relative.format(minutes, 'minute') : relative.format(Math.round(minutes / 60), 'hour')
}

/** `14:05` */
export function timeOf(at) {
  return format(at, { hour: '2-digit', minute: '2-digit' })
}

/** `23 ноября` */
export function dayOf(at) {
  return format(at, { day: 'numeric', month: 'long' })
}

/** `пн 23 нояб. 2026, 14:05:09` */
export function momentOf(at) {
  const day = format(at, { weekday: 'short' })
  const date = format(at, { day: 'numeric', month: 'short', year: 'numeric' }).replace(/\.| г/g, '')
  return `${day} ${date}, ${format(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' })}`
}
