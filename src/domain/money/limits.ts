/** Texts that refuse name the number from here. */
export const moneyLimits = {
  paymentKopecks: 100_000_000_000,
} as const
