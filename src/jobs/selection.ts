import { isDeepStrictEqual } from 'node:util'
import {
  computeJobState,
  type JobId,
  type JobParameters,
  type JobState,
  type JobsOverview,
  type JobsQueryOptions,
  type JobsResult,
  type JobsSort,
  type JobWithState,
  type RemoveJobsOptions,
} from 'agenda'
import type { JobFilter } from '#db/kernel/jobs.ts'
import { toRowId } from './parameters.ts'

type SavedJob = JobParameters & { _id: JobId }

/** The database's part of the filter; null if nothing was asked for, which never means all. */
export function toFilter({ id, ids, name, names, notNames }: RemoveJobsOptions): JobFilter | null {
  const filter: JobFilter = {}
  if (id !== undefined) filter.ids = [toRowId(id)]
  else if (ids?.length) filter.ids = ids.map(toRowId)
  if (name) filter.names = [name]
  else if (names?.length) filter.names = names
  else if (notNames?.length) filter.notNames = notNames
  return Object.keys(filter).length > 0 ? filter : null
}

/** True if every key of `part` has the same value in `data`, however deep. */
export function contains(data: unknown, part: unknown): boolean {
  if (!isObject(data) || !isObject(part)) return isDeepStrictEqual(data, part)
  return Object.entries(part).every(([key, value]) => contains(data[key], value))
}

/** Answers the rest of a query in memory: there are only as many jobs as the timetable has tasks. */
export function answerQuery(jobs: readonly SavedJob[], options: JobsQueryOptions, now: Date): JobsResult {
  const { search, data, state, includeDisabled = true, sort, skip = 0, limit } = options
  const wanted = search?.toLowerCase() ?? ''
  const found = jobs
    .filter((job) => job.name.toLowerCase().includes(wanted))
    .filter((job) => data === undefined || contains(job.data, data))
    .filter((job) => includeDisabled || !job.disabled)
    .map((job): JobWithState => ({ ...job, state: computeJobState(job, now) }))
    .filter((job) => state === undefined || isIn(state, job))
    .toSorted(compareBy(sort ?? { nextRunAt: 'desc', lastRunAt: 'desc' }))
  return { jobs: found.slice(skip, limit ? skip + limit : undefined), total: found.length }
}

/** Counts of each name's jobs by state; a disabled one counts as paused as well. */
export function overview(jobs: readonly SavedJob[], now: Date): JobsOverview[] {
  const byName = Map.groupBy(jobs, (job) => job.name)
  return [...byName].map(([name, group]) => {
    const counts = { running: 0, scheduled: 0, queued: 0, completed: 0, failed: 0, repeating: 0, paused: 0 }
    for (const job of group) {
      counts[computeJobState(job, now)]++
      if (job.disabled) counts.paused++
    }
    return { name, total: group.length, ...counts }
  })
}

function isIn(state: JobState, job: JobWithState): boolean {
  return state === 'paused' ? job.disabled === true : job.state === state
}

function compareBy(sort: JobsSort): (a: JobWithState, b: JobWithState) => number {
  const keys = Object.entries(sort) as [keyof JobsSort, 'asc' | 'desc'][]
  return (a, b) => {
    for (const [key, direction] of keys) {
      const order = compare(sortable(a[key]), sortable(b[key]), direction === 'asc' ? 1 : -1)
      if (order !== 0) return order
    }
    return 0
  }
}

type Sortable = number | string | null

function sortable(value: unknown): Sortable {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.getTime()
  return typeof value === 'number' ? value : typeof value === 'string' ? value : JSON.stringify(value)
}

/** Absent values come last, whichever the direction. */
function compare(a: Sortable, b: Sortable, direction: 1 | -1): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -direction : direction
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
