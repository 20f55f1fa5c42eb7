/** Texts that refuse name the number from here. */
export const shippingLimits = {
  addressLength: 300,
  shipAheadDays: 60,
  cutOffHour: 16,
  /** Passes of one request that stay good; then the oldest one ends. */
  passesPerShipment: 50,
  /** For how long a power of attorney is good. */
  powerOfAttorneyDays: 15,
} as const
