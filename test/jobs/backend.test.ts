import {
  Agenda,
  type AgendaBackend,
  type JobLogger,
  type JobLogQuery,
  type JobParameters,
  type JobRepository,
} from 'agenda'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { onEachStore, openTestStore, type TestStore } from './stores.ts'

if (!process.env.TEST_MONGODB_URL) console.info('TEST_MONGODB_URL is not set: the suites on MongoDB are skipped')

const NOW = Date.UTC(2026, 10, 23, 9)
const MINUTE = 60_000

onEachStore('the job store', (kind) => {
  let given: TestStore
  let time: number
  let backend: AgendaBackend
  let store: JobRepository
  const clock = { now: () => time }
  /** Agenda's MongoDB backend asks the machine. */
  const setTime = (to: number) => {
    time = to
    vi.setSystemTime(to)
  }
  const at = (ms: number) => new Date(NOW + ms)

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    setTime(NOW)
    given = await openTestStore(kind, clock)
    backend = await given.open()
    store = backend.repository
  })
  afterEach(async () => {
    vi.useRealTimers()
    await given.close()
  })

  function save(job: Partial<JobParameters> = {}) {
    const whole: JobParameters = { name: 'a', priority: 0, type: 'normal', nextRunAt: at(0), data: null, ...job }
    return store.saveJob(whole, undefined)
  }
  const take = (name = 'a', by = store) =>
    by.getNextJobToRun(name, new Date(time + 1000), new Date(time - 5000), undefined, undefined)
  const read = async (job: JobParameters) => store.getJobById(String(job._id))
  const ids = (jobs: JobParameters[]) => jobs.map((job) => job._id)

  describe('saving', () => {
    test('keeps whatever Agenda gives', async () => {
      const job = {
        name: 'everything',
        priority: -10,
        type: 'normal' as const,
        nextRunAt: at(5),
        data: { list: [1, { two: 'три' }], none: null },
        disabled: true,
        repeatInterval: 1000,
        repeatTimezone: 'Europe/Moscow',
        repeatAt: 'noon',
        startDate: at(-MINUTE),
        endDate: at(MINUTE),
        skipDays: [0, 6],
        fork: false,
      }
      const saved = await store.saveJob(job, { lastModifiedBy: 'me' })
      expect(saved).toEqual({ ...job, _id: saved._id, lastModifiedBy: 'me' })
      expect(await read(saved)).toEqual(saved)
    })

    test('with an id changes the job that has it', async () => {
      const saved = await save({ priority: 5, data: 1 })
      const changed = await store.saveJob({ ...saved, priority: 20, data: 2 }, undefined)
      expect(changed).toEqual({ ...saved, priority: 20, data: 2 })
    })

    test('does not touch how the job went, nor its lock', async () => {
      const saved = await save()
      const locked = await take()
      await store.saveJob({ ...saved, nextRunAt: at(MINUTE) }, undefined)
      expect(await read(saved)).toMatchObject({ lockedAt: locked?.lockedAt, nextRunAt: at(MINUTE) })
    })

    test('gives a removed job back as it was', async () => {
      const saved = await save()
      await store.removeJobs({ name: 'a' })
      expect(await store.saveJob(saved, undefined)).toBe(saved)
      expect(await read(saved)).toBeNull()
    })

    test('a single job is there once per name', async () => {
      const first = await save({ type: 'single', data: 1 })
      const second = await save({ type: 'single', data: 2 })
      await save({ type: 'single', name: 'b' })
      expect(second).toEqual({ ...first, data: 2 })
      expect(await store.getDistinctJobNames()).toEqual(['a', 'b'])
    })

    test('a single job for now leaves the time that is planned, one for later moves it', async () => {
      await save({ type: 'single', nextRunAt: at(MINUTE) })
      expect((await save({ type: 'single', nextRunAt: at(0) })).nextRunAt).toEqual(at(MINUTE))
      expect((await save({ type: 'single', nextRunAt: at(2 * MINUTE) })).nextRunAt).toEqual(at(2 * MINUTE))
    })

    test('a unique job is there once, however many save it at the same time', async () => {
      const unique = { 'data.user': 1, name: 'a' }
      const saved = await Promise.all([0, 1, 2].map((ms) => save({ unique, nextRunAt: at(ms), data: { user: 1 } })))
      const other = await save({ unique: { ...unique, 'data.user': 2 }, data: { user: 2 } })
      expect(new Set(ids(saved)).size).toBe(1)
      expect((await store.queryJobs()).total).toBe(2)
      expect(other._id).not.toBe(saved[0]?._id)
    })

    test('a unique job moves to any time it is saved with; with insertOnly it stays', async () => {
      const unique = { name: 'a' }
      await save({ unique, nextRunAt: at(MINUTE) })
      expect((await save({ unique, nextRunAt: at(-1) })).nextRunAt).toEqual(at(-1))
      expect((await save({ unique, uniqueOpts: { insertOnly: true }, nextRunAt: at(7) })).nextRunAt).toEqual(at(-1))
      expect((await save({ unique, nextRunAt: null })).nextRunAt).toBeNull()
    })

    test('trailing debounce waits for quiet, but not for ever', async () => {
      const call = () => save({ unique: { name: 'a' }, uniqueOpts: { debounce: { delay: 100, maxWait: 250 } } })
      expect((await call()).nextRunAt).toEqual(at(100))
      setTime(time + 90)
      expect((await call()).nextRunAt).toEqual(at(190))
      setTime(NOW + 250)
      expect((await call()).nextRunAt).toEqual(at(250))
    })

    test('leading debounce runs the first call, and again after the window', async () => {
      const uniqueOpts = { debounce: { delay: 100, strategy: 'leading' as const } }
      const call = () => save({ unique: { name: 'a' }, uniqueOpts, nextRunAt: new Date(time) })
      const first = await call()
      setTime(time + 50)
      expect((await call()).nextRunAt).toEqual(at(0))
      await store.saveJobState({ ...first, nextRunAt: null }, undefined)
      expect((await call()).nextRunAt).toBeNull()
      setTime(time + 50)
      expect((await call()).nextRunAt).toEqual(at(100))
    })
  })

  describe('taking the next job', () => {
    test('takes what is due until the next scan, the earliest first, then by priority', async () => {
      const low = await save({ priority: -20 })
      const high = await save({ priority: 20 })
      const early = await save({ nextRunAt: at(-1), priority: -20 })
      const soon = await save({ nextRunAt: at(1000) })
      await save({ nextRunAt: at(1001) })
      await save({ nextRunAt: null })
      await save({ disabled: true })
      await save({ name: 'b' })
      const taken = [await take(), await take(), await take(), await take()]
      expect(taken.map((job) => job?._id)).toEqual(ids([early, high, low, soon]))
      expect(taken[0]?.lockedAt).toEqual(at(0))
      expect(await take()).toBeUndefined()
    })

    test('takes over a lock that is too old, from a job that has no next time as well', async () => {
      const saved = await save()
      await store.saveJobState({ ...saved, lockedAt: at(-5000), nextRunAt: null }, undefined)
      expect((await take())?._id).toBe(saved._id)
      expect(await take()).toBeUndefined()
    })

    test('gives a job to one of many who ask at once', async () => {
      await save()
      const taken = await Promise.all([1, 2, 3, 4, 5].map(() => take()))
      expect(taken.filter(Boolean)).toHaveLength(1)
    })
  })

  describe('locks', () => {
    test('a job is locked once, and only as it was planned', async () => {
      const saved = await save()
      expect(await store.lockJob({ ...saved, nextRunAt: at(1) }, undefined)).toBeUndefined()
      expect(await store.lockJob(saved, { lastModifiedBy: 'me' })).toMatchObject({
        lockedAt: at(0),
        lastModifiedBy: 'me',
      })
      expect(await store.lockJob(saved, undefined)).toBeUndefined()
    })

    test('a lock is given back, one by one or many at once', async () => {
      const saved = [await save(), await save(), await save()]
      for (const job of saved) await store.lockJob(job, undefined)
      const [first, ...others] = saved
      if (first) await store.unlockJob(first)
      await store.unlockJobs(others.map((job) => String(job._id)))
      expect((await store.queryJobs({ state: 'queued' })).total).toBe(3)
    })

    test("somebody else's running job stays locked", async () => {
      const saved = await save()
      await store.saveJobState({ ...saved, nextRunAt: null, lockedAt: at(0) }, undefined)
      const other = (await given.open()).repository
      await other.unlockJob(saved)
      expect(await read(saved)).toMatchObject({ lockedAt: at(0) })
    })

    test('who lost his lock does not write over who took it', async () => {
      const saved = await save()
      const slow = await take()
      setTime(time + 5000)
      const other = (await given.open()).repository
      const taken = await take('a', other)
      const finished = { ...saved, ...slow, lockedAt: undefined, nextRunAt: null } as unknown as JobParameters
      await expect(store.saveJobState(finished, undefined)).rejects.toThrow('another process has taken it over')
      expect(await read(saved)).toEqual(taken)
      await store.unlockJobs([String(saved._id)])
    })

    test('disconnecting gives back what is held, and nothing else', async () => {
      const other = await given.open()
      await save()
      await save({ name: 'b' })
      await take('a')
      await take('b', other.repository)
      await backend.disconnect()
      expect(await take('a')).toBeDefined()
      expect(await take('b')).toBeUndefined()
    })
  })

  describe('how a job went', () => {
    test('is kept, and leaves what it does alone', async () => {
      const saved = await save({ data: 1, priority: 10 })
      const went = {
        lockedAt: at(1),
        nextRunAt: null,
        lastRunAt: at(2),
        lastFinishedAt: at(3),
        failedAt: at(4),
        failCount: 2,
        failReason: 'no paper',
        progress: 12.5,
      }
      await store.saveJobState({ ...saved, ...went, data: 2, priority: 0 }, { lastModifiedBy: 'me' })
      expect(await read(saved)).toEqual({ ...saved, ...went, lastModifiedBy: 'me' })
    })

    test('of a job that is gone is an error', async () => {
      const saved = await save()
      await store.purgeAllJobs()
      await expect(store.saveJobState(saved, undefined)).rejects.toThrow('is gone')
    })
  })

  describe('asking', () => {
    test('finds by id, name, text, data and state, counts, sorts and pages', async () => {
      const queued = await save({ data: { user: { id: 1, name: 'x' } } })
      const scheduled = await save({ nextRunAt: at(MINUTE), priority: 10 })
      const running = await save({ name: 'b' })
      await store.lockJob(running, undefined)
      const paused = await save({ name: 'Beta', disabled: true, nextRunAt: null })
      const found = async (options: Parameters<typeof store.queryJobs>[0]) => ids((await store.queryJobs(options)).jobs)

      expect(await found({})).toEqual(ids([scheduled, queued, running, paused]))
      expect(await found({ id: String(queued._id) })).toEqual([queued._id])
      expect(await found({ ids: [String(queued._id), 'no such id'] })).toEqual([queued._id])
      expect(await found({ name: 'b' })).toEqual([running._id])
      expect(await found({ names: ['b', 'Beta'] })).toEqual(ids([running, paused]))
      expect(await found({ search: 'BET' })).toEqual([paused._id])
      expect(await found({ data: { user: { id: 1 } } })).toEqual([queued._id])
      expect(await found({ state: 'queued' })).toEqual([queued._id])
      expect(await found({ state: 'scheduled' })).toEqual([scheduled._id])
      expect(await found({ state: 'running' })).toEqual([running._id])
      expect(await found({ state: 'paused' })).toEqual([paused._id])
      expect(await found({ includeDisabled: false, sort: { priority: 'asc', name: 'desc' } })).toEqual(
        ids([running, queued, scheduled]),
      )
      expect(await store.queryJobs({ sort: { name: 'asc' }, skip: 1, limit: 1 })).toMatchObject({
        jobs: [{ name: 'a' }],
        total: 4,
      })
    })

    test('knows no job by an id that is none', async () => {
      expect(await store.getJobById('65f0c2')).toBeNull()
      expect(await store.getJobById('99999999999')).toBeNull()
    })

    test('counts what is due', async () => {
      await save({ nextRunAt: at(-1) })
      await save({ nextRunAt: at(1) })
      expect(await store.getQueueSize()).toBe(1)
    })

    test('gives an overview by name', async () => {
      const failed = await save()
      await store.saveJobState({ ...failed, failedAt: at(0), lastFinishedAt: at(0) }, undefined)
      await save({ repeatInterval: 1000 })
      await save({ name: 'b', disabled: true })
      const none = { running: 0, scheduled: 0, queued: 0, completed: 0, failed: 0, repeating: 0, paused: 0 }
      expect(await store.getJobsOverview()).toEqual([
        { ...none, name: 'a', total: 2, failed: 1, repeating: 1 },
        { ...none, name: 'b', total: 1, queued: 1, paused: 1 },
      ])
    })
  })

  describe('removing and pausing', () => {
    beforeEach(async () => {
      await save({ data: { user: 1, more: true } })
      await save({ data: { user: 2 } })
      await save({ name: 'b' })
    })

    test('removes what is named, and nothing when nothing is', async () => {
      expect(await store.removeJobs({})).toBe(0)
      expect(await store.removeJobs({ ids: [] })).toBe(0)
      expect(await store.removeJobs({ name: 'c' })).toBe(0)
      expect(await store.removeJobs({ name: 'a', data: { user: 1 } })).toBe(1)
      expect(await store.removeJobs({ data: { user: 2 } })).toBe(1)
      expect(await store.removeJobs({ notNames: ['b'] })).toBe(0)
      expect(await store.removeJobs({ notNames: ['a'] })).toBe(1)
    })

    test('pauses and resumes by the same words', async () => {
      expect(await store.disableJobs({ names: ['a', 'b'] })).toBe(3)
      expect(await take()).toBeUndefined()
      expect(await store.enableJobs({ names: ['a'] })).toBe(2)
      expect(await take()).toBeDefined()
      expect(await store.disableJobs({})).toBe(0)
    })

    test('purges everything', async () => {
      expect(await store.purgeAllJobs()).toBe(3)
      expect(await store.getDistinctJobNames()).toEqual([])
    })
  })

  describe('the log', () => {
    const log = (): JobLogger => backend.logger ?? expect.fail('no log')
    const start = { level: 'info' as const, event: 'start' as const, jobName: 'a', jobId: '1', message: 'job started' }
    const fail = {
      ...{ level: 'error' as const, event: 'fail' as const, jobName: 'b', jobId: '2', message: 'job failed' },
      ...{ error: 'no paper', failCount: 2, duration: 7, agendaName: 'desk', meta: { tray: [1] } },
    }
    beforeEach(async () => {
      await log().log({ ...start, timestamp: at(0) })
      await log().log({ ...fail, timestamp: at(1) })
      await log().log({ ...start, jobName: 'b', timestamp: at(2) })
    })
    const times = async (query?: JobLogQuery) => {
      const { entries, total } = await log().getLogs(query)
      return [entries.map((entry) => entry.timestamp.getTime() - NOW), total]
    }

    test('gives back whole what was written, the newest first', async () => {
      const { entries, total } = await log().getLogs()
      expect(entries).toEqual([
        { ...start, jobName: 'b', timestamp: at(2), _id: expect.any(String) },
        { ...fail, timestamp: at(1), _id: expect.any(String) },
        { ...start, timestamp: at(0), _id: expect.any(String) },
      ])
      expect(total).toBe(3)
    })

    test('finds by job, level, event and time, and pages', async () => {
      expect(await times({ jobName: 'b' })).toEqual([[2, 1], 2])
      expect(await times({ jobId: '2' })).toEqual([[1], 1])
      expect(await times({ level: 'error' })).toEqual([[1], 1])
      expect(await times({ level: ['error', 'info'], event: ['start', 'success'] })).toEqual([[2, 0], 2])
      expect(await times({ level: [] })).toEqual([[], 0])
      expect(await times({ from: at(1), to: at(1) })).toEqual([[1], 1])
      expect(await times({ sort: 'asc', limit: 1, offset: 1 })).toEqual([[1], 3])
    })

    test('is cleared by the same words, or all of it', async () => {
      expect(await log().clearLogs({ jobName: 'b', event: 'fail' })).toBe(1)
      expect(await log().clearLogs({ to: at(0) })).toBe(1)
      expect(await log().clearLogs()).toBe(1)
      expect(await times()).toEqual([[], 0])
    })

    test('is what Agenda writes when it is asked to', async () => {
      vi.useRealTimers()
      time = Date.now()
      const agenda = new Agenda({ backend: await given.open(), logging: true, processEvery: 1000 })
      agenda.define('logged', async () => {})
      await agenda.start()
      await agenda.now('logged', {})
      const events = async () => (await agenda.getLogs({ jobName: 'logged' })).entries.map((entry) => entry.event)
      await expect.poll(async () => (await events()).toSorted()).toEqual(['complete', 'locked', 'start', 'success'])
      await agenda.stop()
    })
  })

  test('one process of two takes a job', async () => {
    const stores = [store, (await given.open()).repository]
    for (let round = 0; round < 20; round++) {
      await save()
      const taken = await Promise.all(stores.map((store) => take('a', store)))
      expect(taken.filter(Boolean)).toHaveLength(1)
    }
  })

  test('three processes take four hundred jobs, none twice', async () => {
    const stores = [store, (await given.open()).repository, (await given.open()).repository]
    for (let i = 0; i < 400; i++) await save({ nextRunAt: at(-i) })
    const taken: string[] = []
    const worker = async (store: JobRepository) => {
      for (let job = await take('a', store); job; job = await take('a', store)) taken.push(String(job._id))
    }
    await Promise.all(stores.flatMap((store) => [worker(store), worker(store)]))
    expect(taken).toHaveLength(400)
    expect(new Set(taken).size).toBe(400)
  })

  test('fifty who ask at once get fifty jobs', async () => {
    for (let i = 0; i < 50; i++) await save()
    const taken = await Promise.all(Array.from({ length: 50 }, () => take()))
    expect(new Set(taken.map((job) => job?._id)).size).toBe(50)
  })
})
