import type { JobId, JobParameters } from 'agenda'
import type { JobChanges, JobRow, NewJob } from '#db/kernel/jobs.ts'

/** Agenda's view of a row: dates for milliseconds, absent for null. */
export function toJob(row: JobRow): JobParameters & { _id: JobId } {
  return present<JobParameters & { _id: JobId }>({
    ...fromPlan(row.plan),
    _id: String(row.id) as JobId,
    name: row.name,
    type: row.type,
    priority: row.priority,
    disabled: row.disabled === 1,
    data: JSON.parse(row.data),
    nextRunAt: toDate(row.nextRunAt) ?? null,
    lockedAt: toDate(row.lockedAt),
    lastRunAt: toDate(row.lastRunAt),
    lastFinishedAt: toDate(row.lastFinishedAt),
    failedAt: toDate(row.failedAt),
    failCount: row.failCount ?? undefined,
    failReason: row.failReason ?? undefined,
    progress: row.progress ?? undefined,
    debounceStartedAt: toDate(row.debounceStartedAt),
    lastModifiedBy: row.lastModifiedBy ?? undefined,
  })
}

/** A job that was never saved; its results come later, by `toState`. */
export function toNewRow(job: JobParameters, by: string | null): NewJob {
  const state = toState(job, by)
  return { name: job.name, uniqueKey: uniqueKey(job), debounceStartedAt: null, ...state, ...toPlanned(job, by) }
}

/** The fields that any save of a job may set. Its results are for the processor alone: see `toState`. */
export function toPlanned(job: JobParameters, by: string | null) {
  return {
    type: job.type,
    priority: job.priority,
    disabled: Number(job.disabled ?? false),
    data: JSON.stringify(job.data ?? null),
    plan: toPlan(job),
    nextRunAt: toMs(job.nextRunAt),
    lastModifiedBy: by,
  } satisfies JobChanges
}

/** The fields that the processor writes when it starts, touches and finishes a job. */
export function toState(job: JobParameters, by: string | null) {
  return {
    nextRunAt: toMs(job.nextRunAt),
    lockedAt: toMs(job.lockedAt),
    lastRunAt: toMs(job.lastRunAt),
    lastFinishedAt: toMs(job.lastFinishedAt),
    failedAt: toMs(job.failedAt),
    failCount: job.failCount ?? null,
    failReason: job.failReason ?? null,
    progress: job.progress ?? null,
    lastModifiedBy: by,
  } satisfies JobChanges
}

/** The row of a job id, or 0, which no serial key is: a foreign id finds no job. */
export function toRowId(id: string | undefined): number {
  const number = Number(id)
  return Number.isInteger(number) && number < 2 ** 31 ? number : 0
}

export function toMs(date: Date | null | undefined): number | null {
  return date ? date.getTime() : null
}

export function toDate(ms: number | null | undefined): Date | undefined {
  return ms == null ? undefined : new Date(ms)
}

/** The key that makes two jobs of one name the same; null: there is none. */
export function uniqueKey({ type, unique }: JobParameters): string | null {
  if (type === 'single') return 'single'
  return unique ? JSON.stringify(Object.entries(unique).toSorted(([a], [b]) => (a < b ? -1 : 1))) : null
}

type JobPlan = Pick<JobParameters, 'repeatInterval' | 'repeatTimezone' | 'repeatAt' | 'skipDays' | 'fork'>

function toPlan({ repeatInterval, repeatTimezone, repeatAt, skipDays, fork, startDate, endDate }: JobParameters) {
  const dates = { startDate: startDate?.getTime(), endDate: endDate?.getTime() }
  return JSON.stringify({ repeatInterval, repeatTimezone, repeatAt, skipDays, fork, ...dates })
}

function fromPlan(json: string): Partial<JobParameters> {
  const { startDate, endDate, ...plan }: JobPlan & { startDate?: number; endDate?: number } = JSON.parse(json)
  return { ...plan, ...present({ startDate: toDate(startDate ?? null), endDate: toDate(endDate ?? null) }) }
}

/** The object without its undefined keys. */
export function present<Whole>(given: { [Key in keyof Whole]: Whole[Key] | undefined }): Whole {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Whole
}
