import type { Generated } from 'kysely'

export interface KernelTables {
  counters: { name: string; value: number }
  /** `attempts`: how often it was begun, as far as that was written down. */
  openUpdates: { id: number; value: string; attempts: Generated<number> }
  /** Processes of the bot that run, or died while they did. */
  botRuns: { id: Generated<number>; startedAt: number }
  setAsideUpdates: SetAsideUpdatesTable
  backgroundWork: BackgroundWorkTable
  conversationStates: { key: string; value: string; updatedAt: number }
  operations: { key: string; at: number; result: string }
  auditTrail: AuditTrailTable
  jobs: JobsTable
}

/** Updates that were in work when the process died, twice: they are not handled again. */
interface SetAsideUpdatesTable {
  id: Generated<number>
  updateId: number
  /** null: nobody's. */
  userId: number | null
  kind: string
  /** Of the file; else empty. */
  name: string
  setAsideAt: number
  /** When its sender was told. */
  answeredAt: number | null
  /** When an administrator took it off the list. */
  dismissedAt: number | null
}

/** Work that outlives the handling of its update, until its sender has his answer. */
interface BackgroundWorkTable {
  updateId: number
  kind: string
  /** The update as JSON; empty once it is done. */
  value: string
  chatId: number
  /** The message that says how far it is; null: none yet. */
  messageId: number | null
  attempts: number
  begunAt: number
  doneAt: number | null
}

interface AuditTrailTable {
  id: Generated<number>
  at: number
  userId: number | null
  action: string
  subject: string
  subjectId: number
  details: string
}

interface JobsTable {
  id: Generated<number>
  name: string
  type: 'normal' | 'single'
  priority: number
  disabled: number
  /** What makes it the only one of its name: `single`, or JSON; null where there may be many. */
  uniqueKey: string | null
  /** JSON: what the handler is given. */
  data: string
  /** JSON: how it repeats, and what else of Agenda's no query looks at. */
  plan: string
  nextRunAt: number | null
  lockedAt: number | null
  lastRunAt: number | null
  lastFinishedAt: number | null
  failedAt: number | null
  failCount: number | null
  failReason: string | null
  progress: number | null
  debounceStartedAt: number | null
  lastModifiedBy: string | null
}
