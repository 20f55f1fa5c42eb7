import { hours } from '#domain/time.ts'

/** Texts that refuse name the number from here. */
export const catalogLimits = {
  savedSelections: 50,
  /** Links to selections per person; the next link replaces the oldest. */
  sharedSelections: 100,
  chosenValues: 60,
  chosenRanges: 20,
  /** A list of at most this many values begins with the values that most goods have. */
  valuesByGoods: 12,
  inlinePageSize: 20,
  queryLength: 200,
  watches: 100,
  /** A notified person's head start before the next in line hears. */
  watchWindowMs: hours(1),
  watchesAtOnce: 200,
  compared: 4,
} as const
