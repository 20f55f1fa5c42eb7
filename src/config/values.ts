import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Calendar, calendarOf } from '#domain/calendar.ts'
import type { Seller } from '#domain/orders/seller.ts'
import { days, isWeekend, parseDay, parseDuration } from '#domain/time.ts'

/** A parsed setting; null when the text is not valid. */
export interface ParsedSetting<Value> {
  ok: true
  value: Value
}
export type ParseSetting<Value> = (text: string) => ParsedSetting<Value> | null

export const accept = <Value>(value: Value): ParsedSetting<Value> => ({ ok: true, value })

const sellerShape = z.object({
  name: z.string().min(1),
  shortName: z.string().min(1),
  inn: z.string().regex(/^(\d{10}|\d{12})$/),
  kpp: z.string(),
  address: z.string(),
  phone: z.string(),
  account: z.string().regex(/^\d{20}$/),
  bank: z.object({ name: z.string().min(1), bic: z.string().regex(/^\d{9}$/), correspondentAccount: z.string() }),
  director: z.string(),
  accountant: z.string(),
  pickupHours: z.string().optional(),
})

/** A setting's text for messages, without passwords: before the last @ of an address, or behind their name. */
export function withoutPassword(text: string): string {
  return text
    .replace(
      /^([a-z][a-z\d+.-]*:\/*)?(?:([^:@/]*):)?.*@/is,
      (_, scheme = '', user = '') => `${scheme}${user}${user && ':'}…@`,
    )
    .replace(/\b(password|passwd|pwd|passfile|sslpassword)=[^&\s]*/gi, '$1=…')
}

export function httpUrl(text: string): ParsedSetting<string> | null {
  return URL.canParse(text) && /^https?:/.test(text) ? accept(text.replace(/\/+$/, '')) : null
}

export function ids(text: string): ParsedSetting<number[]> | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  return parts.length > 0 && parts.every((part) => /^\d{1,15}$/.test(part) && Number(part) > 0)
    ? accept(parts.map(Number))
    : null
}

export function duration(text: string): ParsedSetting<number> | null {
  const ms = parseDuration(text)
  return ms === null || ms === 0 ? null : accept(ms)
}

/** A day or more: people would miss data that is deleted earlier. */
export function keeping(text: string): ParsedSetting<number> | null {
  const read = duration(text)
  return read && read.value >= days(1) ? read : null
}

export const wholeFrom =
  (least: number): ParseSetting<number> =>
  (text) =>
    /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= 100_000 ? accept(Number(text)) : null

export function durations(text: string): ParsedSetting<number[]> | null {
  const all = text.split(',').map(parseDuration)
  return all.every((ms) => ms !== null && ms > 0) ? accept(all.map(Number).sort((a, b) => b - a)) : null
}

export function timeZone(text: string): ParsedSetting<string> | null {
  try {
    return accept(new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text)
  } catch {
    return null
  }
}

export function sellerFile(path: string): ParsedSetting<Seller> | null {
  try {
    const parsed = sellerShape.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? accept(parsed.data) : null
  } catch {
    return null
  }
}

const day = z.string().refine((text) => /^\d{4}-\d\d-\d\d$/.test(text) && parseDay(text, text) !== null)

/** A working day in the middle of the week says nothing: it is taken for a slip of the pen. */
const calendarShape = z.strictObject({
  daysOff: z.array(day),
  workingDays: z.array(day.refine(isWeekend)).default([]),
})

export function calendarFile(path: string): ParsedSetting<Calendar> | null {
  try {
    const { daysOff, workingDays } = calendarShape.parse(JSON.parse(readFileSync(path, 'utf8')))
    return accept(calendarOf(daysOff, workingDays))
  } catch {
    return null
  }
}

export function textFile(path: string): ParsedSetting<string> | null {
  try {
    return accept(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
