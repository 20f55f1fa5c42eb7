import { orderLimits } from './limits.ts'

export type QuantityProblem = 'not_number' | 'fraction' | 'zero' | 'negative' | 'too_many'

/** A count of pieces as typed: `5`, `5 шт`, `5,0`; or the problem with it. */
export function parseQuantity(text: string): { ok: true; quantity: number } | { ok: false; problem: QuantityProblem } {
  const plain = text
    .replace(/[\s\u00a0]/g, '')
    .replace(/(шт\.?|штук[аи]?|pcs\.?|pieces?)$/i, '')
    .replace(/^[xх×+]/i, '')
  const match = /^([-−]?)(\d{1,15})(?:[.,](\d+))?$/.exec(plain)
  if (!match) return { ok: false, problem: 'not_number' }
  if (match[3] && /[^0]/.test(match[3])) return { ok: false, problem: match[1] ? 'negative' : 'fraction' }
  const quantity = Number(match[2])
  if (quantity === 0) return { ok: false, problem: 'zero' }
  if (match[1]) return { ok: false, problem: 'negative' }
  return quantity > orderLimits.quantity ? { ok: false, problem: 'too_many' } : { ok: true, quantity }
}
