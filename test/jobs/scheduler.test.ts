import { expect, onTestFinished, test } from 'vitest'
import { createBackend } from '#jobs/backend.ts'
import { runTasks, type Task } from '#jobs/task.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../support/databases.ts'
import { createTask, scheduler, systemClock } from './scheduling.ts'

async function database(): Promise<TestDatabase> {
  const open = await openTestDatabase('sqlite', { file: true })
  onTestFinished(() => open.close())
  return open
}

async function ticks(count: number): Promise<string> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
  return 'still waiting'
}

const jobs = (db: TestDatabase['db']) => db.selectFrom('jobs').selectAll().execute()

onEachDatabase('a scheduler', (kind) => {
  test('runs at once what is due at start, and what it is woken for', async () => {
    const open = await openTestDatabase(kind)
    onTestFinished(() => open.close())
    const task = createTask('a')
    task.due = systemClock.now() - 1
    const made = scheduler(open.db, { tasks: [task] })
    await made.start()
    await task.begun(1)
    await expect.poll(() => task.due).toBeNull()
    task.due = systemClock.now()
    made.wake()
    await task.begun(2)
  })
})

test('what is due later runs when its time comes, not before', async () => {
  const { db } = await database()
  let ranAt = 0
  const task = createTask('a', () => {
    ranAt = systemClock.now()
  })
  const due = systemClock.now() + 80
  task.due = due
  await scheduler(db, { tasks: [task] }).start()
  await task.begun(1)
  expect(ranAt).toBeGreaterThanOrEqual(due)
})

test('waking moves the plan to an earlier time', async () => {
  const { db } = await database()
  const task = createTask('a')
  task.due = systemClock.now() + 3_600_000
  const made = scheduler(db, { tasks: [task] })
  await made.start()
  task.due = systemClock.now() + 30
  made.wake()
  await task.begun(1)
})

test('what becomes due while the task runs is run after it', async () => {
  const { db } = await database()
  const task = createTask('a')
  const made = scheduler(db, {
    tasks: [
      {
        ...task,
        run: async () => {
          await task.run()
          if (task.runs === 1) task.due = systemClock.now()
          made.wake()
          return false
        },
      },
    ],
  })
  task.due = systemClock.now() - 1
  await made.start()
  await task.begun(2)
})

test('batches follow each other at once', async () => {
  const { db } = await database()
  const task = createTask('a')
  task.due = systemClock.now()
  const inBatches: Task = { ...task, run: async () => !(await task.run()) && task.runs < 3 }
  await scheduler(db, { tasks: [inBatches], scanEvery: 60_000 }).start()
  await task.begun(3)
})

test('a task that fails is logged and tried again, and does not hold up the others', async () => {
  const { db } = await database()
  const broken = createTask('broken', (run) => {
    if (run === 1) throw new Error('no paper')
  })
  const well = createTask('well')
  broken.due = well.due = systemClock.now()
  const made = scheduler(db, { tasks: [broken, well] })
  await made.start()
  await well.begun(1)
  await broken.begun(2)
  expect(made.failures).toEqual(['a task failed'])
})

test('what failed is planned for after its pause', async () => {
  const { db } = await database()
  const broken = createTask('broken', () => Promise.reject(new Error('no paper')))
  const due = systemClock.now()
  broken.due = due
  await scheduler(db, { tasks: [broken] }).start()
  const nextRunAt = async () => (await jobs(db))[0]?.nextRunAt
  await expect.poll(nextRunAt, { interval: 1 }).toBeGreaterThanOrEqual(due + 250)
})

test('a job that somebody paused stays as it is', async () => {
  const { db } = await database()
  const task = createTask('a')
  const made = scheduler(db, { tasks: [task] })
  await made.start()
  await db.updateTable('jobs').set({ disabled: 1 }).execute()
  task.due = systemClock.now()
  made.wake()
  await made.stop()
  expect(await jobs(db)).toMatchObject([{ disabled: 1, nextRunAt: null }])
})

test('a task that cannot say when it is due does not hold up the others', async () => {
  const { db } = await database()
  const broken: Task = { name: 'broken', nextAt: () => Promise.reject(new Error('no table')), run: async () => false }
  const well = createTask('well')
  well.due = systemClock.now()
  const made = scheduler(db, { tasks: [broken, well] })
  await made.start()
  await well.begun(1)
  expect(made.failures).toContain('a task could not be planned')
})

test('work that a killed process had begun is begun again at start', async () => {
  const { db } = await database()
  const task = createTask('a')
  const killed = createBackend(db, systemClock).repository
  const job = {
    name: 'a',
    priority: 0,
    type: 'normal' as const,
    unique: { name: 'a' },
    nextRunAt: new Date(),
    data: {},
  }
  const saved = await killed.saveJob(job, undefined)
  // As Agenda leaves it: locked, with no next time.
  await killed.saveJobState({ ...saved, lockedAt: new Date(), nextRunAt: null }, undefined)
  task.due = systemClock.now()
  await scheduler(db, { tasks: [task], lockFor: 3_600_000 }).start()
  await task.begun(1)
})

test('a lost job store is made anew, at start and when it wakes', async () => {
  const { db } = await database()
  const task = createTask('a')
  task.due = systemClock.now() + 3_600_000
  const first = scheduler(db, { tasks: [task] })
  await first.start()
  await db.deleteFrom('jobs').execute()
  first.wake()
  await first.stop()
  expect(await jobs(db)).toMatchObject([{ name: 'a', nextRunAt: task.due }])

  await db.deleteFrom('jobs').execute()
  await scheduler(db, { tasks: [task] }).start()
  expect(await jobs(db)).toMatchObject([{ name: 'a', nextRunAt: task.due }])
})

test('there is one job per task, and none is written while nothing changes', async () => {
  const { db } = await database()
  const tasks = [createTask('a'), createTask('b')]
  for (const task of tasks) task.due = systemClock.now() + 3_600_000
  const first = scheduler(db, { tasks })
  await first.start()
  await db.updateTable('jobs').set({ lastModifiedBy: 'the first' }).execute()
  for (let i = 0; i < 10; i++) first.wake()
  await first.stop()
  await scheduler(db, { tasks }).start()
  expect(await jobs(db)).toMatchObject([
    { name: 'a', lastModifiedBy: 'the first' },
    { name: 'b', lastModifiedBy: 'the first' },
  ])
})

test('many wakes at once are one look', async () => {
  const { db } = await database()
  const task = createTask('a')
  const made = scheduler(db, { tasks: [task] })
  await made.start()
  const asked = task.asked
  for (let i = 0; i < 100; i++) made.wake()
  await made.stop()
  expect(task.asked - asked).toBeLessThanOrEqual(2)
})

test('the plan follows the product clock, however far it is from the real one', async () => {
  const { db } = await database()
  const task = createTask('a')
  const ahead = 30 * 24 * 3_600_000
  const deps = { clock: { now: () => systemClock.now() + ahead } } as unknown as Deps
  task.due = systemClock.now() + ahead + 60_000
  await scheduler(db, { tasks: [task], deps }).start()
  const [job] = await jobs(db)
  expect(Math.abs((job?.nextRunAt ?? 0) + ahead - task.due)).toBeLessThan(1000)
})

test('what is due in a year is planned, and does not run now', async () => {
  const { db } = await database()
  const task = createTask('far')
  const soon = createTask('soon')
  task.due = systemClock.now() + 365 * 24 * 3_600_000
  soon.due = systemClock.now() + 100
  await scheduler(db, { tasks: [task, soon] }).start()
  await soon.begun(1)
  expect(task.runs).toBe(0)
})

test('stopping waits for the run that has begun, and leaves the database open and unlocked', async () => {
  const { db } = await database()
  const gate = Promise.withResolvers<void>()
  let isDone = false
  const task = createTask('a', async () => {
    await gate.promise
    isDone = true
  })
  const waiting = createTask('b')
  task.due = systemClock.now()
  const made = scheduler(db, { tasks: [task, waiting] })
  await made.start()
  await task.begun(1)
  const stopped = made.stop().then(() => isDone)
  await expect(Promise.race([stopped, ticks(50)])).resolves.toBe('still waiting')
  gate.resolve()
  expect(await stopped).toBe(true)
  expect(await jobs(db)).toMatchObject([{ lockedAt: null }, { lockedAt: null }])
})

test('nothing runs after stopping, until it is started again', async () => {
  const { db } = await database()
  const task = createTask('a')
  const made = scheduler(db, { tasks: [task] })
  await made.start()
  await made.stop()
  task.due = systemClock.now()
  made.wake()
  expect(await jobs(db)).toMatchObject([{ nextRunAt: null }])
  await made.start()
  await task.begun(1)
})

test('a run that is longer than its lock is not begun a second time', async () => {
  const { db } = await database()
  let inside = 0
  let most = 0
  const gate = Promise.withResolvers<void>()
  const task = createTask('long', async () => {
    most = Math.max(most, ++inside)
    await gate.promise
    inside--
  })
  const other = createTask('other')
  task.due = systemClock.now()
  await scheduler(db, { tasks: [task, other], scanEvery: 20, lockFor: 50 }).start()
  await task.begun(1)
  // Its lock is taken away again and again, as when the process stood still for longer than the lock.
  for (let round = 1; round <= 5; round++) {
    await db.updateTable('jobs').set({ lockedAt: 1 }).where('name', '=', 'long').execute()
    const [before] = await jobs(db)
    await expect.poll(async () => (await jobs(db))[0]?.lockedAt).not.toBe(before?.lockedAt)
  }
  gate.resolve()
  expect(most).toBe(1)
})

test('two processes on one database: every instant is served, and one body runs at a time', async () => {
  const { db, again } = await database()
  let inside = 0
  let most = 0
  const task = createTask('a', async () => {
    most = Math.max(most, ++inside)
    await ticks(1)
    inside--
  })
  const both = [scheduler(db, { tasks: [task] }), scheduler(again(), { tasks: [task] })]
  for (const made of both) await made.start()
  for (let run = 1; run <= 10; run++) {
    const begun = task.runs + 1
    task.due = systemClock.now()
    for (const made of both) made.wake()
    await task.begun(begun)
    await expect.poll(() => task.due, { interval: 1 }).toBeNull()
  }
  expect(most).toBe(1)
})

test('runDue runs everything that is due by its clock, until nothing is', async () => {
  let now = 1000
  const deps = { clock: { now: () => now } } as Deps
  const later = createTask('later')
  const first = createTask('first', (run) => {
    if (run === 1) later.due = 1000
  })
  const queue = { left: 5 }
  const many: Task = {
    name: 'many',
    nextAt: async () => (queue.left > 0 ? 2000 : null),
    run: async () => --queue.left > 0,
  }
  first.due = 1000
  await runTasks([later, first, many], deps)
  expect([first.runs, later.runs, queue.left]).toEqual([1, 1, 5])
  now = 2000
  await runTasks([later, first, many], deps)
  expect(queue.left).toBe(0)
})

test('runDue gives up on what stays due for ever', async () => {
  const stuck: Task = { name: 'stuck', nextAt: async () => 0, run: async () => false }
  await expect(runTasks([stuck], { clock: { now: () => 1 } } as Deps)).rejects.toThrow('stuck is still due')
})
