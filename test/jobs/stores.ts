import { randomUUID } from 'node:crypto'
import type { AgendaBackend } from 'agenda'
import { MongoClient } from 'mongodb'
import { describe } from 'vitest'
import { createBackend } from '#jobs/backend.ts'
import { createMongoStore } from '#jobs/mongo.ts'
import type { Clock } from '#services/kernel/deps.ts'
import { type DatabaseKind, eachDatabase, openTestDatabase, type TestDatabase } from '../support/databases.ts'

export type StoreKind = DatabaseKind | 'mongodb'

/** Every store that Agenda runs on, and what names its server. */
const needs: Partial<Record<StoreKind, string>> = {
  postgres: process.env.TEST_POSTGRES_URL ?? '',
  mongodb: process.env.TEST_MONGODB_URL ?? '',
}

/** A suite that runs on every store of jobs; a server is skipped where no variable names it. */
export function onEachStore(title: string, suite: (kind: StoreKind) => void): void {
  for (const kind of [...eachDatabase, 'mongodb'] as const)
    describe.skipIf(needs[kind] === '')(`${title} (${kind})`, () => suite(kind))
}

export interface TestStore {
  /** What one process has of it; each call is a process more. */
  open(): Promise<AgendaBackend>
  /** Where it lives in the product's database; undefined: in MongoDB. */
  database: TestDatabase | undefined
  close(): Promise<void>
}

/** An empty store of jobs. */
export async function openTestStore(kind: StoreKind, clock: Clock): Promise<TestStore> {
  if (kind === 'mongodb') return openMongo(clock)
  const database = await openTestDatabase(kind, { file: true })
  let opened = 0
  return {
    open: async () => createBackend(opened++ === 0 || kind === 'pglite' ? database.db : database.again(), clock),
    database,
    close: () => database.close(),
  }
}

async function openMongo(clock: Clock): Promise<TestStore> {
  const uri = mongoUri()
  const stores: ReturnType<typeof createMongoStore>[] = []
  return {
    async open() {
      const store = createMongoStore(uri, clock)
      stores.push(store)
      await store.reach()
      return store.backend
    },
    database: undefined,
    async close() {
      for (const store of stores) await store.close()
      await dropMongo(uri)
    },
  }
}

/** An empty database on the server under test. */
export function mongoUri(): string {
  const url = new URL(process.env.TEST_MONGODB_URL ?? '')
  url.pathname = `test_${randomUUID().replaceAll('-', '')}`
  return url.href
}

export async function dropMongo(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri)
  await client.db().dropDatabase()
  await client.close()
}
