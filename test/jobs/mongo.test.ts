import net from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createMongoStore } from '#jobs/mongo.ts'
import { openTestDatabase } from '../support/databases.ts'
import { createDeadServer } from './dead-server.ts'
import { createTask, scheduler, systemClock } from './scheduling.ts'
import { dropMongo, mongoUri } from './stores.ts'

const testOnMongo = test.skipIf(!process.env.TEST_MONGODB_URL)

async function database() {
  const open = await openTestDatabase('sqlite')
  onTestFinished(() => open.close())
  return open.db
}

/** A line to the server under test that can be cut. */
async function createLine() {
  const uri = new URL(mongoUri())
  const direct = uri.href
  const sockets = new Set<net.Socket>()
  const line = net.createServer((near) => {
    const far = net.connect(Number(uri.port), uri.hostname)
    for (const [from, to] of [[near, far] as const, [far, near] as const]) {
      sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  const listen = (port: number) => new Promise<void>((resolve) => line.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = line.address() as net.AddressInfo
  const cut = async () => {
    const closed = new Promise((resolve) => line.close(resolve))
    for (const socket of sockets) socket.destroy()
    sockets.clear()
    await closed
  }
  onTestFinished(async () => {
    if (line.listening) await cut()
    await dropMongo(direct)
  })
  const throughLine = new URL(direct)
  throughLine.port = String(port)
  return { uri: throughLine.href, cut, mend: () => listen(port) }
}

const AWAY = 'MongoDB can’t be reached: tasks run by timers until it can'
const BACK = 'MongoDB is there: jobs are in it again'

async function storedJobs(uri: string) {
  const store = createMongoStore(uri, systemClock)
  await store.reach()
  const { jobs } = await store.backend.repository.queryJobs()
  await store.close()
  return jobs
}

test('MongoDB away at start: what is due runs all the same, and it is said once', async () => {
  const task = createTask('a')
  const broken = createTask('broken', (run) => run === 1 && Promise.reject(new Error('no paper')))
  task.due = broken.due = systemClock.now()
  const dead = await createDeadServer()
  const made = scheduler(await database(), { tasks: [task, broken], mongodbUri: dead.uri })
  await made.start()
  const callsAtStart = dead.calls()
  await task.begun(1)
  await broken.begun(2)
  const due = systemClock.now() + 100
  task.due = due
  made.wake()
  await task.begun(2)
  expect(systemClock.now()).toBeGreaterThanOrEqual(due)
  // It has been asked for again.
  await expect.poll(dead.calls, { timeout: 30_000 }).toBeGreaterThan(callsAtStart)
  expect(made.said).toEqual([AWAY])
  expect(made.failures).toEqual(['a task failed'])
}, 60_000)

test('stopping while MongoDB is away ends at once', async () => {
  const made = scheduler(await database(), { tasks: [createTask('a')], mongodbUri: 'mongodb://127.0.0.1:1/none' })
  await made.start()
  await made.stop()
  expect(made.failures).toEqual([])
})

testOnMongo('jobs live in MongoDB, one per task, and none in the database', async () => {
  const uri = mongoUri()
  onTestFinished(() => dropMongo(uri))
  const db = await database()
  const tasks = [createTask('a'), createTask('b')]
  for (const task of tasks) task.due = systemClock.now()
  const made = scheduler(db, { tasks, mongodbUri: uri })
  await made.start()
  await Promise.all(tasks.map((task) => task.begun(1)))
  const later = systemClock.now() + 3_600_000
  await expect.poll(() => tasks[1]?.due).toBeNull()
  if (tasks[1]) tasks[1].due = later
  made.wake()
  await expect
    .poll(async () => (await storedJobs(uri)).find((job) => job.name === 'b')?.nextRunAt?.getTime())
    .toBe(later)
  expect((await storedJobs(uri)).map((job) => job.name).toSorted()).toEqual(['a', 'b'])
  expect(await db.selectFrom('jobs').selectAll().execute()).toEqual([])
  expect([made.said, made.failures]).toEqual([[], []])
})

testOnMongo(
  'MongoDB comes late, goes, and comes back: every instant is served, and each change is said once',
  async () => {
    const line = await createLine()
    await line.cut()
    let inside = 0
    let most = 0
    const task = createTask('a', async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 50))
      inside--
    })
    const made = scheduler(await database(), { tasks: [task], mongodbUri: line.uri })
    const serve = async () => {
      const begun = task.runs + 1
      task.due = systemClock.now()
      made.wake()
      await task.begun(begun)
      await expect.poll(() => task.due).toBeNull()
    }
    await made.start()
    await serve()
    expect(made.said).toEqual([AWAY])

    await line.mend()
    await expect.poll(() => made.said, { timeout: 10_000 }).toEqual([AWAY, BACK])
    await serve()
    expect(await storedJobs(line.uri)).toMatchObject([{ name: 'a' }])

    await line.cut()
    await serve()
    await expect.poll(() => made.said, { timeout: 10_000 }).toEqual([AWAY, BACK, AWAY])
    await serve()

    await line.mend()
    await expect.poll(() => made.said, { timeout: 10_000 }).toEqual([AWAY, BACK, AWAY, BACK])
    await serve()
    expect(most).toBe(1)
    expect(made.failures).toEqual([])
  },
  60_000,
)

testOnMongo(
  'what becomes due while MongoDB takes over is served at once',
  async () => {
    const line = await createLine()
    await line.cut()
    const task = createTask('a')
    const timersAsk = Promise.withResolvers<void>()
    let asked = 0
    const ask = task.nextAt
    const isTakingOver = () => made.said.at(-1) === BACK
    task.nextAt = async () => {
      const answer = await ask()
      if (!isTakingOver()) return answer
      asked++
      if (asked === 1) {
        // Agenda's first look: nothing is due yet. Now it is; whoever is there is told, and is slow to hear when.
        task.due = systemClock.now()
        made.wake()
      } else if (asked === 2) await timersAsk.promise
      else timersAsk.resolve()
      return answer
    }
    const made = scheduler(await database(), { tasks: [task], mongodbUri: line.uri })
    await made.start()
    await line.mend()
    await task.begun(1)
    await expect.poll(() => task.due).toBeNull()
    expect(made.failures).toEqual([])
  },
  30_000,
)

testOnMongo('work that a killed process had begun is begun again when its lock has run out', async () => {
  const uri = mongoUri()
  onTestFinished(() => dropMongo(uri))
  const killed = createMongoStore(uri, systemClock)
  await killed.reach()
  const { repository } = killed.backend
  const unique = { name: 'a' }
  const job = { name: 'a', priority: 0, type: 'normal' as const, unique, nextRunAt: new Date(), data: {} }
  const saved = await repository.saveJob(job, undefined)
  // As Agenda leaves it: locked, with no next time.
  await repository.saveJobState({ ...saved, lockedAt: new Date(), nextRunAt: null }, undefined)
  await killed.close()
  const task = createTask('a')
  task.due = systemClock.now()
  await scheduler(await database(), { tasks: [task], mongodbUri: uri, lockFor: 1000 }).start()
  await task.begun(1)
})

testOnMongo('a lost MongoDB is made anew', async () => {
  const uri = mongoUri()
  onTestFinished(() => dropMongo(uri))
  const task = createTask('a')
  task.due = systemClock.now() + 3_600_000
  const made = scheduler(await database(), { tasks: [task], mongodbUri: uri })
  await made.start()
  await dropMongo(uri)
  expect(await storedJobs(uri)).toEqual([])
  made.wake()
  await expect.poll(() => storedJobs(uri)).toMatchObject([{ name: 'a', nextRunAt: new Date(task.due) }])
})
