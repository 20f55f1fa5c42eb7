import { formatKopecks } from '#domain/money.ts'
import { tellingName } from '#domain/names.ts'
import { formatDate, formatDay, formatMoment, hours, minutes, weekdayOf } from '#domain/time.ts'
import type { Ui } from './context.ts'

export function sum(kopecks: number): string {
  return formatKopecks(kopecks)
}

export function date(ui: Ui, at: number): string {
  return formatDate(at, ui.timeZone)
}

/**
 * An instant as HTML: new clients show it in the reader's own zone and language (`r`: as the time left, running), old
 * ones show the text inside. Formats: https://core.telegram.org/bots/api#date-time-entity-formatting
 */
export function ticking(at: number, text: string, format: 'r' | 'Dt'): string {
  return `<tg-time unix="${Math.floor(at / 1000)}" format="${format}">${html(text)}</tg-time>`
}

/** `25.11 14:05`, as HTML. */
export function instant(ui: Ui, at: number): string {
  return ticking(at, formatMoment(at, ui.timeZone), 'Dt')
}

/** `до 25.11 14:05`, as HTML. */
export function until(ui: Ui, at: number): string {
  return ui.t('common.until', { moment: instant(ui, at) })
}

export function moment(ui: Ui, at: number): string {
  return formatMoment(at, ui.timeZone)
}

/** `27 ч`, `3 ч 20 мин`, `45 мин`, `20 с`: to the nearest minute, from ten hours on to the nearest hour. */
export function duration(ui: Ui, ms: number): string {
  if (ms >= hours(10)) return ui.t('common.hours', { count: Math.round(ms / hours(1)) })
  if (ms >= minutes(59.5)) {
    const whole = Math.round(ms / minutes(1))
    const rest = whole % 60
    const shown = ui.t('common.hours', { count: Math.floor(whole / 60) })
    return rest === 0 ? shown : `${shown} ${ui.t('common.minutes', { count: rest })}`
  }
  if (ms >= minutes(1)) return ui.t('common.minutes', { count: Math.round(ms / minutes(1)) })
  return ui.t('common.seconds', { count: Math.max(1, Math.ceil(ms / 1000)) })
}

/** `ещё 27 ч, до 25.11 14:05`, as HTML; time that is up does not run on. */
export function timeLeft(ui: Ui, at: number): string {
  const left = ui.t('common.left', { left: duration(ui, Math.max(0, at - ui.now)) })
  return `${at > ui.now ? ticking(at, left, 'r') : left}, ${until(ui, at)}`
}

/** `вт 25.11.2026` */
export function weekday(ui: Ui, day: string): string {
  return `${ui.label(`common.weekday${weekdayOf(day)}`)} ${formatDay(day)}`
}

export function pieces(ui: Ui, quantity: number): string {
  return ui.t('common.pieces', { quantity })
}

/** `Откуда: Москва — 15 шт., Екатеринбург — 2 шт.`; nothing where there is nothing. */
export function placesLine(ui: Ui, places: readonly { name: string; quantity: number }[]): string[] {
  const all = places.map(({ name, quantity }) => `${name} — ${ui.label('common.pieces', { quantity })}`)
  return all.length === 0 ? [] : [ui.t('common.from', { places: all.join(', ') })]
}

/** `100 000`, with no-break spaces. */
export function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '\u00a0')
}

/** Cuts a long name in the middle, between words if possible, so that the model at its end stays whole. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const head = text.slice(0, length - 1 - Math.floor((length - 1) / 3))
  const tail = text.slice(head.length - length + 1)
  const wordsOfTail = text.at(-tail.length - 1) === ' ' ? tail : tail.slice(tail.indexOf(' ') + 1)
  return `${head.trimEnd()}…${wordsOfTail}`
}

const NAME_LENGTH = 200

/** A name within a text: whole, for what tells goods apart may stand anywhere in it. Beyond 200 letters it is cut. */
export function named(name: string): string {
  return html(cut(name, NAME_LENGTH))
}

/** A product among others: its model, the rest of its name, its article to copy. */
export function goodsName(line: { sku: string; model: string; name: string }): string {
  const rest = named(tellingName(line))
  if (line.model === '' || line.model === line.sku) return [code(line.sku), rest].filter((part) => part).join(' · ')
  return [`<b>${html(line.model)}</b>`, rest, code(line.sku)].filter((part) => part).join(' · ')
}

/** Text that a tap copies. */
export function code(text: string): string {
  return `<code>${html(text)}</code>`
}

export function html(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
