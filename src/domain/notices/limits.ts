import { days, seconds } from '#domain/time.ts'

/** Texts that refuse name the number from here. */
export const noticeLimits = {
  noticesAtOnce: 100,
  dropNoticeAfterMs: days(3),
  noticeLeaseMs: seconds(60),
  /** Shorter than the lease: a send that takes longer is given up before anybody may take it over. */
  noticeTimeoutMs: seconds(20),
  /** Telegram's advice to those who write unasked, to all and to one person; its own bucket for all is larger. */
  noticesToAll: { perSecond: 30, burst: 10 },
  noticesToOne: { perSecond: 1, burst: 3 },
  noticesInFlight: 10,
  /** Once the share is used up, so many go together: six wakes a second instead of thirty. */
  noticesTogether: 5,
  /** So many people's 429 within a second are about everybody. */
  floodedPeople: 3,
  droppedNoticesShownForMs: days(7),
} as const
