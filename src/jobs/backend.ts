import {
  type AgendaBackend,
  InMemoryNotificationChannel,
  type JobParameters,
  type JobRepository,
  type RemoveJobsOptions,
} from 'agenda'
import type { Kysely } from 'kysely'
import {
  countQueuedJobs,
  deleteAllJobs,
  deleteJobs,
  findJobs,
  jobNames,
  lockJob,
  setJobsDisabled,
  takeNextJob,
  unlockJob,
  updateJob,
} from '#db/kernel/jobs.ts'
import type { Schema } from '#db/schema/schema.ts'
import type { Clock } from '#runtime/system.ts'
import { createJobLogger } from './job-log.ts'
import { toJob, toMs, toRowId, toState } from './parameters.ts'
import { saveJob } from './saving.ts'
import { answerQuery, contains, overview, toFilter } from './selection.ts'

/**
 * Agenda's backend in the product's own database. A job that is due now starts at once in this process; other processes
 * see it at their next scan.
 */
export function createBackend(db: Kysely<Schema>, clock: Clock): AgendaBackend {
  const repository = createRepository(db, clock)
  return {
    name: 'dealerdesk',
    repository,
    logger: createJobLogger(db),
    notificationChannel: new InMemoryNotificationChannel(),
    // "Owned", so that stopping Agenda disconnects, which gives back the locks; the database stays open.
    ownsConnection: true,
    connect: async () => {},
    disconnect: () => repository.unlockOwn(),
  }
}

function createRepository(db: Kysely<Schema>, clock: Clock): JobRepository & { unlockOwn(): Promise<void> } {
  /**
   * Job id → the start of this process's lock. A process that lost a lock (it was too slow, and another one took the
   * job over) must not overwrite the other's changes: Agenda itself compares ids only.
   */
  const locked = new Map<number, number>()
  const now = () => new Date(clock.now())

  async function select(options: RemoveJobsOptions): Promise<number[]> {
    const filter = toFilter(options)
    if (!filter && options.data === undefined) return []
    const jobs = (await findJobs(db, filter ?? {})).map(toJob)
    return jobs.filter((job) => options.data === undefined || contains(job.data, options.data)).map((job) => +job._id)
  }

  async function forEachSelected(options: RemoveJobsOptions, change: (ids: number[]) => Promise<number>) {
    const ids = await select(options)
    return ids.length > 0 ? change(ids) : 0
  }

  async function unlock(id: number): Promise<void> {
    const lockedSince = locked.get(id)
    locked.delete(id)
    if (lockedSince === undefined) await unlockJob(db, id)
    else await updateJob(db, { id, lockedSince }, { lockedAt: null })
  }

  function noteLock(job: JobParameters | undefined): JobParameters | undefined {
    if (job?._id && job.lockedAt) locked.set(toRowId(job._id), job.lockedAt.getTime())
    return job
  }

  return {
    connect: async () => {},

    async queryJobs(options = {}) {
      const jobs = (await findJobs(db, toFilter(options) ?? {})).map(toJob)
      return answerQuery(jobs, options, now())
    },

    getJobsOverview: async () => overview((await findJobs(db, {})).map(toJob), now()),
    getDistinctJobNames: () => jobNames(db),
    getQueueSize: () => countQueuedJobs(db, clock.now()),

    async getJobById(id) {
      const [row] = await findJobs(db, { ids: [toRowId(id)] })
      return row ? toJob(row) : null
    },

    removeJobs: (options) => forEachSelected(options, (ids) => deleteJobs(db, ids)),
    disableJobs: (options) => forEachSelected(options, (ids) => setJobsDisabled(db, ids, true)),
    enableJobs: (options) => forEachSelected(options, (ids) => setJobsDisabled(db, ids, false)),
    purgeAllJobs: () => deleteAllJobs(db),

    saveJob: (job, options) => saveJob(db, job, options?.lastModifiedBy ?? null, clock.now()),

    async saveJobState(job, options) {
      const id = toRowId(job._id)
      const state = toState(job, options?.lastModifiedBy ?? null)
      const saved = await updateJob(db, { id, lockedSince: locked.get(id) }, state)
      if (state.lockedAt === null || !saved) locked.delete(id)
      else locked.set(id, state.lockedAt)
      if (!saved) throw new Error(`job ${job.name} (${job._id}) is gone, or another process has taken it over`)
    },

    async lockJob(job, options) {
      const lock = { at: clock.now(), by: options?.lastModifiedBy ?? null }
      const row = await lockJob(db, { id: toRowId(job._id), name: job.name, nextRunAt: toMs(job.nextRunAt) }, lock)
      return row && noteLock(toJob(row))
    },

    async getNextJobToRun(name, nextScanAt, lockDeadline, at, options) {
      const lock = { at: toMs(at) ?? clock.now(), by: options?.lastModifiedBy ?? null }
      const due = { name, dueBy: nextScanAt.getTime(), staleBy: lockDeadline.getTime() }
      const row = await takeNextJob(db, due, lock)
      return row && noteLock(toJob(row))
    },

    unlockJob: (job) => unlock(toRowId(job._id)),

    async unlockJobs(ids) {
      for (const id of ids) await unlock(toRowId(id))
    },

    async unlockOwn() {
      for (const id of [...locked.keys()]) await unlock(id)
    },
  }
}
