import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { PostgresBackend } from '@agendajs/postgres-backend'
import { Agenda, type AgendaBackend } from 'agenda'
import Database from 'better-sqlite3'
import { MongoClient } from 'mongodb'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import { createBackend } from '#jobs/backend.ts'
import { createMongoStore } from '#jobs/mongo.ts'
import { systemClock } from '#runtime/system.ts'
import { newDatabase } from './postgres.ts'

export interface Store {
  title: string
  /** How many jobs are written at a time: one connection gains nothing by more. */
  atATime: number
  /** Ends when the job is durable. */
  add(n: number): Promise<unknown>
  /** Writes a job for now; ends when it begins. */
  run(): Promise<unknown>
  close(): Promise<unknown>
}

/** Raw SQLite first; servers only where a variable names them. */
export async function openStores(folder: string): Promise<Store[]> {
  const { TEST_POSTGRES_URL: postgres, TEST_MONGODB_URL: mongo } = process.env
  return [
    rawSqlite(path.join(folder, 'raw.db')),
    await ours('our backend, SQLite', `sqlite:${path.join(folder, 'ours.db')}`, 1),
    ...(postgres ? [await onPostgres(postgres, oursThere), await onPostgres(postgres, agendasThere)] : []),
    ...(mongo ? [await onMongo(mongo)] : []),
  ]
}

function rawSqlite(file: string): Store {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('create table jobs (id integer primary key, name text, data text, next_run_at integer, locked_at integer)')
  db.exec('create index jobs_due on jobs (name, next_run_at)')
  const insert = db.prepare('insert into jobs (name, data, next_run_at) values (?, ?, ?)')
  const take = db.prepare(`update jobs set locked_at = ? where id = (select id from jobs
    where name = 'now' and locked_at is null and next_run_at <= ? order by next_run_at limit 1) returning id`)
  return {
    title: 'raw SQLite',
    atATime: 1,
    add: async (n) => insert.run('later', JSON.stringify({ n }), Date.now() + 3_600_000),
    async run() {
      insert.run('now', '{}', Date.now())
      take.get(Date.now(), Date.now())
    },
    close: async () => db.close(),
  }
}

async function ours(title: string, url: string, atATime: number): Promise<Store> {
  const db = openDatabase(url)
  await migrate(db)
  const store = await onAgenda(createBackend(db, systemClock))
  const close = async () => {
    await store.close()
    await db.destroy()
  }
  return { title, atATime, ...store, close }
}

const oursThere = (url: string) => ours('our backend, PostgreSQL', url, 10)

async function agendasThere(url: string): Promise<Store> {
  const store = await onAgenda(new PostgresBackend({ connectionString: url }))
  return { title: "Agenda's backend, PostgreSQL", atATime: 10, ...store }
}

/** In a database of its own. */
async function onPostgres(server: string, open: (url: string) => Promise<Store>): Promise<Store> {
  const { url, drop } = await newDatabase(server)
  const store = await open(url)
  const close = async () => {
    await store.close()
    await drop()
  }
  return { ...store, close }
}

async function onMongo(server: string): Promise<Store> {
  const url = new URL(server)
  url.pathname = `bench_${randomUUID().replaceAll('-', '')}`
  const store = createMongoStore(url.href, systemClock)
  await store.reach()
  const given = await onAgenda(store.backend)
  const close = async () => {
    await given.close()
    await store.close()
    const client = await MongoClient.connect(url.href)
    await client.db().dropDatabase()
    await client.close()
  }
  return { title: "Agenda's backend, MongoDB", atATime: 10, ...given, close }
}

async function onAgenda(backend: AgendaBackend): Promise<Pick<Store, 'add' | 'run' | 'close'>> {
  const agenda = new Agenda({ backend, processEvery: 1000, defaultLockLifetime: 60_000 })
  let begin = () => {}
  agenda.define('now', async () => begin())
  await agenda.start()
  const nextRunAt = new Date(Date.now() + 3_600_000)
  const later = { name: 'later', priority: 0, type: 'normal' as const, nextRunAt }
  return {
    add: (n) => backend.repository.saveJob({ ...later, data: { n } }, undefined),
    async run() {
      const begun = new Promise<void>((resolve) => {
        begin = resolve
      })
      await agenda.now('now', {})
      await begun
    },
    close: () => agenda.stop(),
  }
}
