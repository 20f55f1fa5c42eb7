import { days, seconds } from './time.ts'

/** Limits of what every room uses; each room has its own beside its rules. Texts that refuse name the number from here. */
export const limits = {
  /** Of one person, while another one of his is read. */
  listsWaiting: 5,
  listNameLength: 60,
  pageSize: 6,
  importBytes: 20 * 1024 * 1024,
  formAnswers: 12,
  answerLength: 1000,
  forgottenAtOnce: 500,
  /** Of those that have many lines each. */
  forgottenListsAtOnce: 50,
  /** What was in work when the process died so often is not begun again. */
  attempts: 2,
  /** What came of work that is not begun again is told, if it came to something: so often that may be tried. */
  tellings: 2,
  /** Updates of one person that are in work at a time; the rest of them waits in the database. */
  updatesInWork: 5,
  downloadForMs: seconds(60),
  backgroundWorkForMs: days(1),
  /** Updates that were set aside and are remembered, so that they are not begun when Telegram gives them again. */
  setAsideRemembered: 1000,
} as const
