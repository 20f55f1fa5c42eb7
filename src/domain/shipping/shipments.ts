import { addWorkingDays, isWorkingDay, type WorkTime, workingDayFrom } from '#domain/calendar.ts'
import { addDays, type Day, localTime } from '#domain/time.ts'
import { shippingLimits } from './limits.ts'

export const methods = ['pickup', 'terminal', 'carrier', 'own'] as const

/** pickup: from a warehouse · terminal: to a carrier's warehouse · carrier: by a carrier to an address · own: by the distributor. */
export type Method = (typeof methods)[number]

export type ShipmentState =
  | 'filed'
  | 'accepted'
  | 'picking'
  | 'ready'
  | 'handed_over'
  | 'dispatched'
  | 'delivered'
  | 'refused'
  | 'cancelled'

export interface Shipment {
  id: number
  number: number
  invoiceId: number
  companyId: number
  method: Method
  warehouseId: number | null
  carrier: string
  terminal: string
  address: string
  shipOn: Day
  contactName: string
  contactPhone: string
  state: ShipmentState
  filedBy: number
  filedAt: number
  /** By which the carrier finds the goods; empty: none. */
  tracking: string
}

const transitions = {
  filed: ['accepted', 'refused', 'cancelled'],
  accepted: ['picking', 'refused', 'cancelled'],
  picking: ['ready', 'refused'],
  ready: ['handed_over', 'dispatched'],
  handed_over: [],
  dispatched: ['delivered'],
  delivered: [],
  refused: [],
  cancelled: [],
} as const satisfies Record<ShipmentState, readonly ShipmentState[]>

export function canMove(from: ShipmentState, to: ShipmentState, method: Method): boolean {
  const allowed: readonly ShipmentState[] = transitions[from]
  if (to === 'handed_over' && method !== 'pickup') return false
  if (to === 'dispatched' && method === 'pickup') return false
  return allowed.includes(to)
}

/** Filed, and neither gone nor given up. */
export const openStates = ['filed', 'accepted', 'picking', 'ready'] as const satisfies readonly ShipmentState[]

/** Given up: its goods are the invoice's again, and it may be filed anew. */
export const endedStates: readonly ShipmentState[] = ['refused', 'cancelled']

/** Where a manager may move it, in the order of the buttons. */
export function nextStates(from: ShipmentState, method: Method): ShipmentState[] {
  return transitions[from].filter((to) => to !== 'cancelled' && canMove(from, to, method))
}

/** The goods have left: rows are shipped, stock goes down, the ledger gets its entry. */
export function leavesStock(to: ShipmentState): boolean {
  return to === 'handed_over' || to === 'dispatched'
}

/** A person must know of it at once: he has to come, to wait or to file anew. */
export function isUrgent(to: ShipmentState): boolean {
  return to === 'ready' || to === 'refused' || leavesStock(to)
}

/** Its goods are kept whatever the clock says. */
export function keepsGoods(state: ShipmentState): boolean {
  return state === 'accepted' || state === 'picking' || state === 'ready'
}

export type DayProblem = 'past' | 'too_early' | 'weekend' | 'too_far'

/** The first day that can be asked for now: tomorrow, or the day after once the cut-off hour is past; always a working day. */
export function firstShipDay(now: number, { calendar, timeZone }: WorkTime): Day {
  const { day, hour } = localTime(now, timeZone)
  return workingDayFrom(calendar, addDays(day, hour >= shippingLimits.cutOffHour ? 2 : 1))
}

/** The next `count` working days that can be asked for. */
export function shipDays(now: number, work: WorkTime, count: number): Day[] {
  const first = firstShipDay(now, work)
  return Array.from({ length: count }, (_, ahead) => addWorkingDays(work.calendar, first, ahead))
}

export function dayProblem(day: Day, now: number, work: WorkTime): DayProblem | null {
  const today = localTime(now, work.timeZone).day
  if (day < today) return 'past'
  if (day > addDays(today, shippingLimits.shipAheadDays)) return 'too_far'
  if (!isWorkingDay(work.calendar, day)) return 'weekend'
  return day < firstShipDay(now, work) ? 'too_early' : null
}

/** Goods that a carrier takes have a number by which he finds them. */
export function isTracked(method: Method): boolean {
  return method === 'terminal' || method === 'carrier'
}

/** A carrier's number as typed, on one line; null where it is none. */
export function parseTracking(text: string): string | null {
  const number = text.replace(/\s+/g, ' ').trim()
  return /^[\p{L}\d№][\p{L}\d ./№-]{2,59}$/u.test(number) && /\d/.test(number) ? number : null
}

/** What a method needs beside the date and the person. */
export const neededFields = {
  pickup: ['warehouseId'],
  terminal: ['carrier', 'terminal'],
  carrier: ['carrier', 'address'],
  own: ['address'],
} as const satisfies Record<Method, readonly (keyof Shipment)[]>

/** Where goods go, in words; a method needs some of it. */
export const placeFields = ['carrier', 'terminal', 'address'] as const

export type PlaceField = (typeof placeFields)[number]

export type Place = Record<PlaceField, string>

/** What of a place a method needs; the rest is empty. */
export function placeFor(method: Method, place: Place): Place {
  const needed: readonly string[] = neededFields[method]
  const kept = (field: PlaceField) => (needed.includes(field) ? place[field] : '')
  return { carrier: kept('carrier'), terminal: kept('terminal'), address: kept('address') }
}

export interface Terms {
  invoicePaid: boolean
  deferralDays: number
  creditLimitKopecks: number
  /** What the company will owe once all its requests and this one have left, less what it has paid for them and ahead. */
  owedKopecks: number
  overdueKopecks: number
}

export type TermsProblem = 'not_paid' | 'overdue' | 'limit'

/** Whether only payment opens the way: the company has no deferral and the invoice is not paid. */
export function mustPayFirst({ invoicePaid, deferralDays }: Pick<Terms, 'invoicePaid' | 'deferralDays'>): boolean {
  return !invoicePaid && deferralDays === 0
}

/** Why goods may not go yet, or null: paid goods always go; on credit only within the limit and with nothing overdue. */
export function termsProblem(terms: Terms): TermsProblem | null {
  if (terms.invoicePaid) return null
  if (mustPayFirst(terms)) return 'not_paid'
  if (terms.overdueKopecks > 0) return 'overdue'
  return terms.owedKopecks > terms.creditLimitKopecks ? 'limit' : null
}
