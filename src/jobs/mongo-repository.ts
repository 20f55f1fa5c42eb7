import { createHash } from 'node:crypto'
import type { JobId, JobParameters, JobRepository, JobRepositoryOptions } from 'agenda'
import { type Collection, type Document, MongoServerError, ObjectId } from 'mongodb'
import type { Clock } from '#runtime/system.ts'
import { present, toDate, toMs, uniqueKey } from './parameters.ts'
import { firstRun, nextRun, type PlannedRun } from './saving.ts'

const DUPLICATE_KEY = 11000

/**
 * The package's repository, as strict as our own: saving a job leaves its lock and its results alone, a unique job
 * exists once, and a process that lost a lock does not overwrite the other's changes.
 */
export function createMongoRepository(theirs: JobRepository, jobs: Collection, clock: Clock) {
  /** Job id → the start of this process's lock. */
  const locked = new Map<string, Date>()

  function noteLock<Found extends JobParameters | undefined>(job: Found): Found {
    if (job?._id && job.lockedAt) locked.set(job._id, job.lockedAt)
    return job
  }

  /** Never throws: Agenda doesn't wait for it. A lock that can't be released now is released later, or runs out. */
  async function unlock(id: string, orElse: () => Promise<unknown>): Promise<void> {
    const since = locked.get(id)
    const unlocked = since ? jobs.updateOne({ ...byId(id), lockedAt: since }, { $set: { lockedAt: null } }) : orElse()
    await unlocked.then(
      () => locked.delete(id),
      () => {},
    )
  }

  async function saveUnique(id: ObjectId, job: JobParameters, by: string | null): Promise<Document | null> {
    const first = toDates(firstRun(job, clock.now()))
    try {
      const inserted = { _id: id, name: job.name, ...state({} as JobParameters, by), ...planned(job, by), ...first }
      await jobs.insertOne(inserted)
      return inserted
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) throw error
    }
    const existing = await jobs.findOne({ _id: id })
    const { insertOnly, debounce } = job.uniqueOpts ?? {}
    if (!existing || (insertOnly && !debounce)) return existing
    const before = { nextRunAt: toMs(existing.nextRunAt), debounceStartedAt: toMs(existing.debounceStartedAt) }
    const changes = { ...planned(job, by), ...toDates(nextRun(job, before, clock.now())) }
    return jobs.findOneAndUpdate({ _id: id }, { $set: changes }, { returnDocument: 'after' })
  }

  return {
    ...delegate(theirs),

    async saveJob<Data>(job: JobParameters<Data>, options?: JobRepositoryOptions) {
      const by = options?.lastModifiedBy ?? null
      const key = uniqueKey(job)
      if (!job._id && key === null) return theirs.saveJob(job, options)
      const saved = job._id
        ? await jobs.findOneAndUpdate(
            { ...byId(job._id), name: job.name },
            { $set: planned(job, by) },
            { returnDocument: 'after' },
          )
        : await saveUnique(uniqueId(job.name, key ?? ''), job, by)
      // A job removed in the meantime is answered unchanged, as Agenda wants it.
      return saved ? (toJob(saved) as JobParameters<Data>) : job
    },

    async saveJobState(job: JobParameters, options?: JobRepositoryOptions) {
      const id = String(job._id)
      const since = locked.get(id)
      const filter = { ...byId(id), name: job.name, ...(since && { lockedAt: since }) }
      const { matchedCount } = await jobs.updateOne(filter, { $set: state(job, options?.lastModifiedBy ?? null) })
      if (matchedCount === 0 || !job.lockedAt) locked.delete(id)
      else locked.set(id, job.lockedAt)
      if (matchedCount === 0) throw new Error(`job ${job.name} (${id}) is gone, or another process has taken it over`)
    },

    lockJob: async (job, options) => noteLock(await theirs.lockJob(job, options)),

    async getNextJobToRun(name, nextScanAt, lockDeadline, at, options) {
      const now = at ?? new Date(clock.now())
      return noteLock(await theirs.getNextJobToRun(name, nextScanAt, lockDeadline, now, options))
    },

    unlockJob: (job) => unlock(String(job._id), () => theirs.unlockJob(job)),

    async unlockJobs(ids) {
      for (const id of ids) await unlock(String(id), () => theirs.unlockJobs([id]))
    },

    async unlockOwn() {
      for (const id of [...locked.keys()]) await unlock(id, async () => {})
    },
  } satisfies JobRepository & { unlockOwn(): Promise<void> }
}

/** Calls that need no care, except for invalid ids: the package throws at them, or finds no other job either. */
function delegate(theirs: JobRepository) {
  const known = <Options extends { ids?: string[] }>(options: Options): Options | null => {
    if (!options.ids?.length) return options
    const ids = options.ids.filter((id) => ObjectId.isValid(id))
    return ids.length > 0 ? { ...options, ids } : null
  }
  return {
    connect: () => theirs.connect(),
    queryJobs: async (options = {}) => {
      const asked = known(options)
      return asked ? theirs.queryJobs(asked) : { jobs: [], total: 0 }
    },
    getJobById: async (id) => (ObjectId.isValid(id) ? theirs.getJobById(id) : null),
    getJobsOverview: async () => (await theirs.getJobsOverview()).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    getDistinctJobNames: async () => (await theirs.getDistinctJobNames()).toSorted(),
    getQueueSize: () => theirs.getQueueSize(),
    removeJobs: (options) => theirs.removeJobs(known(options) ?? {}),
    disableJobs: (options) => theirs.disableJobs(known(options) ?? {}),
    enableJobs: (options) => theirs.enableJobs(known(options) ?? {}),
    purgeAllJobs: () => theirs.purgeAllJobs(),
  } satisfies Partial<JobRepository>
}

const byId = (id: string) => ({ _id: new ObjectId(id) })

/**
 * An id that makes the job unique by the primary key, however many processes insert it at once: no index is needed that
 * an operator could lose.
 */
function uniqueId(name: string, key: string): ObjectId {
  return new ObjectId(
    createHash('sha256')
      .update(JSON.stringify([name, key]))
      .digest()
      .subarray(0, 12),
  )
}

function planned(job: JobParameters, by: string | null) {
  const { type, priority, nextRunAt = null, data = null, disabled = null } = job
  const { repeatInterval = null, repeatTimezone = null, repeatAt = null, skipDays = null, fork = null } = job
  const { startDate = null, endDate = null } = job
  const plan = { repeatInterval, repeatTimezone, repeatAt, skipDays, fork, startDate, endDate }
  return { type, priority, nextRunAt, data, disabled, ...plan, lastModifiedBy: by }
}

function state(job: JobParameters, by: string | null) {
  const { lockedAt = null, nextRunAt = null, lastRunAt = null, lastFinishedAt = null, failedAt = null } = job
  const { failCount = null, failReason = null, progress = null } = job
  const times = { lockedAt, nextRunAt, lastRunAt, lastFinishedAt, failedAt }
  return { ...times, failCount, failReason, progress, lastModifiedBy: by }
}

function toDates(run: PlannedRun) {
  return Object.fromEntries(Object.entries(run).map(([name, ms]) => [name, toDate(ms) ?? null]))
}

function toJob({ _id, nextRunAt, data, ...rest }: Document): JobParameters {
  const given = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value ?? undefined]))
  return present({ ...given, _id: _id.toHexString() as JobId, nextRunAt, data }) as unknown as JobParameters
}
