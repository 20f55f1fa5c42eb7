import { days, seconds } from './time.ts'

/** Limits of all rooms; each room has its own next to its rules. Texts that refuse name the number from here. */
export const limits = {
  /** Lists of one person that wait while another one of that person's is read. */
  listsWaiting: 5,
  listNameLength: 60,
  pageSize: 6,
  importBytes: 20 * 1024 * 1024,
  /** In one form of an earlier version; then it goes on as one of today's, which have no end. */
  formAnswers: 12,
  answerLength: 1000,
  forgottenAtOnce: 500,
  /** For lists, since each has many lines. */
  forgottenListsAtOnce: 50,
  /** Work that was in progress at this many crashes of the process is not started again. */
  attempts: 2,
  /** Attempts to report the result of abandoned work, if it had one. */
  tellings: 2,
  /** Updates of one person that are in work at a time; the others wait in the database. */
  updatesInWork: 5,
  downloadForMs: seconds(60),
  backgroundWorkForMs: days(1),
  /** Remembered updates that were set aside, so that they are not started when Telegram delivers them again. */
  setAsideRemembered: 1000,
} as const
