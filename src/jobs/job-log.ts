import type { JobLogEntry, JobLogger, JobLogQuery } from 'agenda'
import type { Kysely } from 'kysely'
import {
  addToJobLog,
  createJobLog,
  deleteFromJobLog,
  findInJobLog,
  type JobLogFilter,
  type JobLogRow,
} from '#db/kernel/jobs.ts'
import type { Schema } from '#db/schema/schema.ts'

const PAGE = 50

/** Agenda's log of job events, in the product's own database. Agenda writes it only with `logging`. */
export function createJobLogger(db: Kysely<Schema>): JobLogger {
  let made: Promise<void> | undefined

  async function make(): Promise<void> {
    made ??= createJobLog(db)
    await made.catch((error: unknown) => {
      made = undefined
      throw error
    })
  }

  return {
    async log({ timestamp, level, event, jobId = null, jobName, ...details }) {
      await make()
      const row = { at: timestamp.getTime(), level, event, jobId, jobName }
      await addToJobLog(db, { ...row, details: JSON.stringify(details) })
    },

    async getLogs(query = {}) {
      await make()
      const { limit = PAGE, offset = 0, sort = 'desc' } = query
      const { rows, total } = await findInJobLog(db, toFilter(query), { limit, offset, sort })
      return { entries: rows.map(toEntry), total }
    },

    async clearLogs(query = {}) {
      await make()
      return deleteFromJobLog(db, toFilter(query))
    },
  }
}

function toFilter({ jobId, jobName, level, event, from, to }: JobLogQuery): JobLogFilter {
  const levels = level === undefined ? undefined : [level].flat()
  const events = event === undefined ? undefined : [event].flat()
  return { jobId, jobName, levels, events, from: from?.getTime(), to: to?.getTime() }
}

function toEntry({ id, at, level, event, jobId, jobName, details }: JobLogRow): JobLogEntry {
  const known = { _id: String(id), timestamp: new Date(at), level, event, jobName, ...(jobId !== null && { jobId }) }
  return { ...known, ...JSON.parse(details) }
}
