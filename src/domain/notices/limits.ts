import { days, seconds } from '#domain/time.ts'

/** Texts that refuse name the number from here. */
export const noticeLimits = {
  noticesAtOnce: 100,
  dropNoticeAfterMs: days(3),
  noticeLeaseMs: seconds(60),
  /** Shorter than the lease: a send that takes longer is given up before another sender may take it over. */
  noticeTimeoutMs: seconds(20),
  /** Telegram's advice for unasked messages, to all and to one person; the bucket for all is larger. */
  noticesToAll: { perSecond: 30, burst: 10 },
  noticesToOne: { perSecond: 1, burst: 3 },
  noticesInFlight: 10,
  /** Notices that go together once the share is used up: six wakes a second instead of thirty. */
  noticesTogether: 5,
  /** 429 for this many people within a second means everybody. */
  floodedPeople: 3,
  droppedNoticesShownForMs: days(7),
} as const
