import { hours } from '#domain/time.ts'

/** Texts that refuse name the number from here. */
export const catalogLimits = {
  savedSelections: 50,
  /** Links to selections that one person has made; the oldest goes for the next. */
  sharedSelections: 100,
  chosenValues: 60,
  chosenRanges: 20,
  /** A list of values of up to so many begins with those that most goods have. */
  valuesByGoods: 12,
  inlinePageSize: 20,
  queryLength: 200,
  watches: 100,
  /** A notified person's head start before the next in line hears. */
  watchWindowMs: hours(1),
  watchesAtOnce: 200,
  compared: 4,
} as const
