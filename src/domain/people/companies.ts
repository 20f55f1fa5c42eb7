import { peopleLimits } from './limits.ts'

/** The refusal of a registration that was never refused. */
export const neverRefused = { refusedAt: null, refusedBy: null, refusedPrepared: 0, refusedText: '' } as const

const weights10 = [2, 4, 10, 3, 5, 9, 4, 6, 8]
const weights11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
const weights12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]

/** True for an INN of 10 digits (a company) or 12 (an entrepreneur) whose check digits are right. */
export function isInn(inn: string): boolean {
  if (!/^\d+$/.test(inn) || /^0+$/.test(inn)) return false
  const digits = [...inn].map(Number)
  const check = (weights: number[]) =>
    (weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0) % 11) % 10
  if (digits.length === 10) return check(weights10) === digits[9]
  if (digits.length === 12) return check(weights11) === digits[10] && check(weights12) === digits[11]
  return false
}

export type InnProblem = 'not_digits' | 'length' | 'checksum'

/** The digits of an INN as typed (spaces and «ИНН» are dropped), or the problem with it. */
export function parseInn(text: string): { ok: true; inn: string } | { ok: false; problem: InnProblem; digits: number } {
  const inn = text.replace(/^\s*инн[\s:№]*/i, '').replace(/[\s\u00a0-]/g, '')
  if (!/^\d+$/.test(inn)) return { ok: false, problem: 'not_digits', digits: 0 }
  if (inn.length !== 10 && inn.length !== 12) return { ok: false, problem: 'length', digits: inn.length }
  return isInn(inn) ? { ok: true, inn } : { ok: false, problem: 'checksum', digits: inn.length }
}

/** A name as typed, on one line; null if it is too short, too long, or has no letter. */
export function parseName(text: string): string | null {
  const name = text.replace(/\s+/g, ' ').trim()
  return name.length >= 2 && name.length <= peopleLimits.nameLength && /\p{L}/u.test(name) ? name : null
}
