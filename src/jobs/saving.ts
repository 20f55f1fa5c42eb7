import type { DebounceOptions, JobParameters } from 'agenda'
import type { Kysely } from 'kysely'
import { findUniqueJob, insertJob, insertUniqueJob, type JobRow, updateJob } from '#db/kernel/jobs.ts'
import type { Schema } from '#db/schema/schema.ts'
import { toJob, toNewRow, toPlanned, toRowId } from './parameters.ts'

/**
 * Inserts a job, or changes the existing one: found by its id, by its name if its type is `single`, or by `unique`. Two
 * jobs are the same by `unique` if both were saved with it: the key is unique in the database.
 */
export async function saveJob<Data>(
  db: Kysely<Schema>,
  job: JobParameters<Data>,
  by: string | null,
  now: number,
): Promise<JobParameters<Data>> {
  if (job._id) {
    const saved = await updateJob(db, { id: toRowId(job._id), name: job.name }, toPlanned(job, by))
    // A job removed in the meantime is answered unchanged, as Agenda wants it.
    return saved ? (toJob(saved) as JobParameters<Data>) : job
  }
  const row = toNewRow(job, by)
  const saved = row.uniqueKey == null ? await insertJob(db, row) : await saveUnique(db, job, by, now)
  return toJob(saved) as JobParameters<Data>
}

async function saveUnique(db: Kysely<Schema>, job: JobParameters, by: string | null, now: number): Promise<JobRow> {
  const row = toNewRow(job, by)
  Object.assign(row, firstRun(job, now))
  const { debounce, insertOnly } = job.uniqueOpts ?? {}
  const inserted = await insertUniqueJob(db, row)
  if (inserted) return inserted
  return db.transaction().execute(async (tx) => {
    const existing = await findUniqueJob(tx, row.name, row.uniqueKey ?? '')
    if (insertOnly && !debounce) return existing
    const changes = { ...toPlanned(job, by), ...nextRun(job, existing, now) }
    return (await updateJob(tx, existing, changes)) ?? existing
  })
}

/** The time of a job's run, and the start of its debounce, ms. */
export type PlannedRun = Partial<Pick<JobRow, 'nextRunAt' | 'debounceStartedAt'>>

/** The run of a new unique job. */
export function firstRun(job: JobParameters, now: number): PlannedRun {
  const debounce = job.uniqueOpts?.debounce
  return debounce ? debounced(debounce, null, job.nextRunAt?.getTime() ?? null, now) : {}
}

/** The run of an existing unique job. */
export function nextRun(job: JobParameters, existing: Required<PlannedRun>, now: number): PlannedRun {
  const wanted = job.nextRunAt?.getTime() ?? null
  const debounce = job.uniqueOpts?.debounce
  if (debounce) return debounced(debounce, existing, wanted, now)
  // `every` at start asks for a run now: a planned time wins over it.
  const isForNow = job.type === 'single' && wanted !== null && wanted <= now
  return { nextRunAt: isForNow ? (existing.nextRunAt ?? wanted) : wanted }
}

/**
 * Trailing: `delay` after the last call, but `maxWait` after the first one at most. Leading: at the time of the first
 * call.
 */
function debounced(
  options: DebounceOptions,
  existing: Required<PlannedRun> | null,
  wanted: number | null,
  now: number,
): PlannedRun {
  const isWaiting = existing !== null && existing.nextRunAt !== null
  const startedAt = (isWaiting && existing.debounceStartedAt) || now
  if (options.strategy === 'leading') {
    const isQuiet = !isWaiting && now - (existing?.debounceStartedAt ?? Number.NEGATIVE_INFINITY) >= options.delay
    if (isQuiet) return { nextRunAt: wanted, debounceStartedAt: now }
    return existing ? { nextRunAt: existing.nextRunAt } : {}
  }
  if (options.maxWait && now - startedAt >= options.maxWait) return { nextRunAt: now, debounceStartedAt: null }
  return { nextRunAt: now + options.delay, debounceStartedAt: startedAt }
}
