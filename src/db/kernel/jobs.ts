import type { ExpressionBuilder, Generated, Insertable, Kysely, Selectable, Updateable } from 'kysely'
import { isPostgres, run } from '#db/engine/ddl.ts'
import type { Db, Schema } from '#db/schema/schema.ts'

export type JobRow = Selectable<Schema['jobs']>
export type NewJob = Omit<Insertable<Schema['jobs']>, 'id'>
export type JobChanges = Omit<Updateable<Schema['jobs']>, 'id'>

export function insertJob(db: Db, job: NewJob): Promise<JobRow> {
  return db.insertInto('jobs').values(job).returningAll().executeTakeFirstOrThrow()
}

/** Undefined: a job with this name and unique key exists. */
export function insertUniqueJob(db: Db, job: NewJob): Promise<JobRow | undefined> {
  return db
    .insertInto('jobs')
    .values(job)
    .onConflict((conflict) => conflict.columns(['name', 'uniqueKey']).doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Locked until the transaction ends. */
export function findUniqueJob(tx: Db, name: string, uniqueKey: string): Promise<JobRow> {
  return tx
    .selectFrom('jobs')
    .selectAll()
    .where('name', '=', name)
    .where('uniqueKey', '=', uniqueKey)
    .$if(isPostgres(tx), (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
}

/** `lockedSince`: only if the lock is still the one taken then. Undefined: nothing was changed. */
export function updateJob(
  db: Db,
  job: { id: number; name?: string | undefined; lockedSince?: number | undefined },
  changes: JobChanges,
): Promise<JobRow | undefined> {
  let query = db.updateTable('jobs').set(changes).where('id', '=', job.id)
  if (job.name !== undefined) query = query.where('name', '=', job.name)
  if (job.lockedSince !== undefined) query = query.where('lockedAt', '=', job.lockedSince)
  return query.returningAll().executeTakeFirst()
}

export interface JobFilter {
  ids?: readonly number[] | undefined
  names?: readonly string[] | undefined
  notNames?: readonly string[] | undefined
}

export function findJobs(db: Db, { ids, names, notNames }: JobFilter): Promise<JobRow[]> {
  let query = db.selectFrom('jobs').selectAll()
  if (ids) query = query.where('id', 'in', ids)
  if (names) query = query.where('name', 'in', names)
  if (notNames) query = query.where('name', 'not in', notNames)
  return query.orderBy('id').execute()
}

export async function jobNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('jobs').select('name').distinct().orderBy('name').execute()
  return rows.map((row) => row.name)
}

export async function countQueuedJobs(db: Db, now: number): Promise<number> {
  const { queued } = await db
    .selectFrom('jobs')
    .select((expression) => expression.fn.countAll<number>().as('queued'))
    .where('nextRunAt', '<', now)
    .executeTakeFirstOrThrow()
  return Number(queued)
}

export async function setJobsDisabled(db: Db, ids: readonly number[], disabled: boolean): Promise<number> {
  const changes = { disabled: Number(disabled) }
  const { numUpdatedRows } = await db.updateTable('jobs').set(changes).where('id', 'in', ids).executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

export async function deleteJobs(db: Db, ids: readonly number[]): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('jobs').where('id', 'in', ids).executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

export async function deleteAllJobs(db: Db): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('jobs').executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Undefined: it is locked, disabled, deleted or planned for another time. */
export function lockJob(
  db: Db,
  job: { id: number; name: string; nextRunAt: number | null },
  lock: { at: number; by: string | null },
): Promise<JobRow | undefined> {
  return db
    .updateTable('jobs')
    .set({ lockedAt: lock.at, lastModifiedBy: lock.by })
    .where('id', '=', job.id)
    .where('name', '=', job.name)
    .where('nextRunAt', '=', job.nextRunAt)
    .where('lockedAt', 'is', null)
    .where('disabled', '=', 0)
    .returningAll()
    .executeTakeFirst()
}

/** Locks the first job of a name that is due by `dueBy`, or whose lock is from `staleBy` or older. */
export async function takeNextJob(
  db: Db,
  job: { name: string; dueBy: number; staleBy: number },
  lock: { at: number; by: string | null },
): Promise<JobRow | undefined> {
  const next = db
    .selectFrom('jobs')
    .select('id')
    .where('name', '=', job.name)
    .where('disabled', '=', 0)
    .where(({ and, or, eb }) =>
      or([and([eb('lockedAt', 'is', null), eb('nextRunAt', '<=', job.dueBy)]), eb('lockedAt', '<=', job.staleBy)]),
    )
    .orderBy('nextRunAt', (order) => order.asc().nullsLast())
    .orderBy('priority', 'desc')
    .orderBy('id')
    .limit(1)

  // Asked every second and mostly in vain: a read first saves the wait for SQLite's write lock.
  if (!(await next.executeTakeFirst())) return undefined
  return db
    .updateTable('jobs')
    .set({ lockedAt: lock.at, lastModifiedBy: lock.by })
    .where('id', '=', isPostgres(db) ? next.forUpdate().skipLocked() : next)
    .returningAll()
    .executeTakeFirst()
}

/** A job without a next time is running: it stays locked. */
export async function unlockJob(db: Db, id: number): Promise<void> {
  await db.updateTable('jobs').set({ lockedAt: null }).where('id', '=', id).where('nextRunAt', 'is not', null).execute()
}

export async function unlockAllJobs(db: Db): Promise<void> {
  await db.updateTable('jobs').set({ lockedAt: null }).where('lockedAt', 'is not', null).execute()
}

type JobLogColumns = { level: string; event: string; jobId: string | null; jobName: string; details: string }
type JobLogSchema = { jobLog: JobLogColumns & { id: Generated<number>; at: number } }
export type JobLogRow = Selectable<JobLogSchema['jobLog']>
export type NewJobLogRow = Insertable<JobLogSchema['jobLog']>

/** The log table is created at its first use: only installations that turn it on have it. */
export function createJobLog(db: Kysely<Schema>): Promise<void> {
  const columns = 'at bigint not null, level text not null, event text not null, job_id text, job_name text not null'
  const table = `create table if not exists job_log (id serial primary key, ${columns}, details text not null)`
  return run(db.withTables(), table)
}

export interface JobLogFilter {
  jobId?: string | undefined
  jobName?: string | undefined
  levels?: readonly string[] | undefined
  events?: readonly string[] | undefined
  from?: number | undefined
  to?: number | undefined
}

function matching({ jobId, jobName, levels, events, from, to }: JobLogFilter) {
  return (eb: ExpressionBuilder<JobLogSchema, 'jobLog'>) =>
    eb.and([
      ...(jobId ? [eb('jobId', '=', jobId)] : []),
      ...(jobName ? [eb('jobName', '=', jobName)] : []),
      ...(levels ? [levels.length > 0 ? eb('level', 'in', levels) : eb.lit(false)] : []),
      ...(events ? [events.length > 0 ? eb('event', 'in', events) : eb.lit(false)] : []),
      ...(from === undefined ? [] : [eb('at', '>=', from)]),
      ...(to === undefined ? [] : [eb('at', '<=', to)]),
    ])
}

export async function addToJobLog(db: Kysely<Schema>, row: NewJobLogRow): Promise<void> {
  await db.withTables<JobLogSchema>().insertInto('jobLog').values(row).execute()
}

export async function findInJobLog(
  db: Kysely<Schema>,
  filter: JobLogFilter,
  page: { limit: number; offset: number; sort: 'asc' | 'desc' },
): Promise<{ rows: JobLogRow[]; total: number }> {
  const found = db.withTables<JobLogSchema>().selectFrom('jobLog').where(matching(filter))
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const sorted = found.selectAll().orderBy('at', page.sort).orderBy('id', page.sort)
  return { rows: await sorted.limit(page.limit).offset(page.offset).execute(), total: Number(total) }
}

export async function deleteFromJobLog(db: Kysely<Schema>, filter: JobLogFilter): Promise<number> {
  const deleted = db.withTables<JobLogSchema>().deleteFrom('jobLog').where(matching(filter))
  return Number((await deleted.executeTakeFirstOrThrow()).numDeletedRows)
}
