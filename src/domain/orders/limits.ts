/** Texts that refuse name the number from here. */
export const orderLimits = {
  cartLines: 2000,
  savedLists: 50,
  quantity: 100_000,
  payWithinDays: 5,
  analogues: 3,
  /** The goods nearest in price are compared if a category has more. */
  analogueCandidates: 200,
} as const
