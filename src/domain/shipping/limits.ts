/** Texts that refuse name the number from here. */
export const shippingLimits = {
  addressLength: 300,
  shipAheadDays: 60,
  cutOffHour: 16,
} as const
