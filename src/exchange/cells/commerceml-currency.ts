import { normaliseCurrency } from './numbers.ts'

/** The ISO code of a currency as 1C writes it; silence is RUB. Other countries' roubles are not ours. */
export function roubleOr(text: string): string {
  const plain = text.trim()
  if (/бел|byn|byr|^93[3]$|^974$/i.test(plain)) return 'BYN'
  if (/приднестр|^prb$/i.test(plain)) return 'PRB'
  return normaliseCurrency(plain)
}
