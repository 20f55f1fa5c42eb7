import { nextNotifyingAt, notifyWatchers } from '#services/catalog/stock-watches.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { forgetOld, nextForgettingAt } from '#services/kernel/retention.ts'
import { nextNoticeAt, sendDueNotices } from '#services/notices/outbox.ts'
import { nextReleaseAt, nextWarningAt, releaseDue, warnDue } from '#services/reserve/clock.ts'
import { runTasks, type Task } from './task.ts'

/** The timetable: all tasks that run by themselves. */
export const timetable: readonly Task[] = [
  { name: 'reservations.release', nextAt: nextReleaseAt, run: releaseDue },
  { name: 'reservations.warn', nextAt: nextWarningAt, run: warnDue },
  { name: 'watches.tell', nextAt: nextNotifyingAt, run: notifyWatchers },
  { name: 'outbox.send', nextAt: nextNoticeAt, run: sendDueNotices },
  { name: 'retention.forget', nextAt: nextForgettingAt, run: forgetOld },
]

/** Runs everything that is due by `deps.clock`, until nothing is. */
export function runDue(deps: Deps): Promise<void> {
  return runTasks(timetable, deps)
}
