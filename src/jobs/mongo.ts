import { MongoBackend } from '@agendajs/mongo-backend'
import { type AgendaBackend, InMemoryNotificationChannel } from 'agenda'
import { MongoClient, MongoError } from 'mongodb'
import { seconds } from '#domain/time.ts'
import type { Clock } from '#runtime/system.ts'
import { createMongoRepository } from './mongo-repository.ts'

const ANSWER_WITHIN_MS = seconds(2)

const JOBS = 'jobs'
const LOG = 'job_log'

export interface MongoStore {
  backend: AgendaBackend
  /** Connects if needed, and asks whether MongoDB answers; throws if it doesn't. */
  reach(): Promise<void>
  close(): Promise<void>
}

/** Agenda's MongoDB backend on our own connection, which may come late, go, and come again. */
export function createMongoStore(uri: string, clock: Clock): MongoStore {
  const client = new MongoClient(uri, {
    appName: 'dealerdesk',
    serverSelectionTimeoutMS: ANSWER_WITHIN_MS,
    connectTimeoutMS: ANSWER_WITHIN_MS,
    // A dead connection is given up after this: no request takes long.
    socketTimeoutMS: 5 * ANSWER_WITHIN_MS,
  })
  const db = client.db()
  const theirs = new MongoBackend({ mongo: db, collection: JOBS, logCollection: LOG })
  const repository = createMongoRepository(theirs.repository, db.collection(JOBS), clock)
  let isReady = false

  return {
    backend: {
      name: theirs.name,
      repository,
      logger: theirs.logger,
      // A job for now starts at once in this process; other processes see it at their next scan.
      notificationChannel: new InMemoryNotificationChannel(),
      // "Owned", so that stopping Agenda disconnects, which gives back the locks; the connection stays.
      ownsConnection: true,
      // Agenda doesn't catch errors of this call: `reach` has connected already.
      connect: async () => {},
      disconnect: () => repository.unlockOwn(),
    },

    async reach() {
      if (isReady) return void (await db.command({ ping: 1 }, { timeoutMS: ANSWER_WITHIN_MS }))
      // After a failed first try only this call tries again: a command finds the client closed for ever.
      await client.connect()
      await theirs.connect()
      isReady = true
    },

    close: () => client.close(),
  }
}

/** True if the driver, or the server, could not carry out a request. */
export function isMongoFailure(error: unknown): boolean {
  return error instanceof MongoError
}
