/** Texts that refuse name the number from here. */
export const reserveLimits = {
  releasesAtOnce: 500,
  warningsAtOnce: 500,
} as const
