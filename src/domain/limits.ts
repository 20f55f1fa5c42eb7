import { days, hours, seconds } from './time.ts'

/** A limit on everything; texts that refuse name the number from here. */
export const limits = {
  cartLines: 2000,
  /** Of one person, while another one of his is read. */
  listsWaiting: 5,
  savedLists: 50,
  listNameLength: 60,
  savedSelections: 50,
  /** Links to selections that one person has made; the oldest goes for the next. */
  sharedSelections: 100,
  chosenValues: 60,
  chosenRanges: 20,
  /** A list of values of up to so many begins with those that most goods have. */
  valuesByGoods: 12,
  quantity: 100_000,
  pageSize: 6,
  inlinePage: 20,
  nameLength: 200,
  addressLength: 300,
  commentLength: 500,
  queryLength: 200,
  importBytes: 20 * 1024 * 1024,
  formAnswers: 12,
  answerLength: 1000,
  paymentKopecks: 100_000_000_000,
  invitationFor: days(7),
  payWithinDays: 5,
  shipAheadDays: 60,
  cutOffHour: 16,
  noticesAtOnce: 100,
  releasesAtOnce: 500,
  warningsAtOnce: 500,
  forgottenAtOnce: 500,
  /** Of those that have many lines each. */
  forgottenListsAtOnce: 50,
  dropNoticeAfter: days(3),
  noticeLease: seconds(60),
  /** Shorter than the lease: a send that takes longer is given up before anybody may take it over. */
  noticeTimeout: seconds(20),
  /** Telegram's advice to those who write unasked, to all and to one person; its own bucket for all is larger. */
  noticesToAll: { perSecond: 30, burst: 10 },
  noticesToOne: { perSecond: 1, burst: 3 },
  noticesInFlight: 10,
  /** Once the share is used up, so many go together: six wakes a second instead of thirty. */
  noticesTogether: 5,
  /** So many people's 429 within a second are about everybody. */
  floodedPeople: 3,
  droppedNoticesShownFor: days(7),
  watches: 100,
  /** A notified person's head start before the next in line hears. */
  watchWindow: hours(1),
  watchesAtOnce: 200,
  compared: 4,
  analogues: 3,
  /** Of a large category those nearest in price are looked at. */
  analogueCandidates: 200,
  /** What was in work when the process died so often is not begun again. */
  attempts: 2,
  /** What came of work that is not begun again is told, if it came to something: so often that may be tried. */
  tellings: 2,
  /** Updates of one person that are in work at a time; the rest of them waits in the database. */
  updatesInWork: 5,
  downloadFor: seconds(60),
  backgroundWorkKeptFor: days(1),
  /** Updates that were set aside and are remembered, so that they are not begun when Telegram gives them again. */
  setAsideRemembered: 1000,
} as const
