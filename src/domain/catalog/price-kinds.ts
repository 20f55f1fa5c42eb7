import { isSecretPrice } from './prices.ts'

const dealersWords = /дилер|dealer|партн[её]р|partner|(?<!\p{L})опт|wholesale|reseller|интегратор|integrator/iu
const retailWords = /розни|retail|(?<!\p{L})(ррц|мрц|мрп|msrp|srp|rrp|list)(?!\p{L})/iu

/**
 * The price type that a dealer buys by until a manager sets another one: the one that is named after dealers. null if
 * none or several are, since a manager must choose then. A single type serves everybody. The distributor's own cost
 * serves nobody.
 */
export function usualPriceType<Type extends { name: string }>(types: readonly Type[]): Type | null {
  const shown = types.filter(({ name }) => !isSecretPrice(name))
  const dealers = shown.filter(({ name }) => dealersWords.test(name))
  const called = dealers.filter(({ name }) => /дилер|dealer/i.test(name))
  // If two names mention dealers, the first is the one that dealers know.
  if (called[0]) return called[0]
  if (dealers.length === 1) return dealers[0] ?? null
  return shown.length === 1 ? (shown[0] ?? null) : null
}

/** The price type of a person for whom none was chosen yet: never lower than a dealer's. */
export function cautiousPriceType<Type extends { name: string }>(types: readonly Type[]): Type | null {
  return usualPriceType(types) ?? types.find(({ name }) => retailWords.test(name) && !isSecretPrice(name)) ?? null
}
