import type { Generated } from 'kysely'

export interface KernelTables {
  counters: { name: string; value: number }
  /** `attempts`: the number of recorded attempts. */
  openUpdates: { id: number; value: string; attempts: Generated<number> }
  /** Processes of the bot that run, or that crashed. */
  botRuns: { id: Generated<number>; startedAt: number }
  setAsideUpdates: SetAsideUpdatesTable
  backgroundWork: BackgroundWorkTable
  conversationStates: { key: string; value: string; updatedAt: number }
  operations: { key: string; at: number; result: string }
  auditTrail: AuditTrailTable
  jobs: JobsTable
}

/** Updates that were in work at two crashes of the process: they are not handled again. */
interface SetAsideUpdatesTable {
  id: Generated<number>
  updateId: number
  /** null: without a sender. */
  userId: number | null
  kind: string
  /** Of the file, or empty. */
  name: string
  setAsideAt: number
  /** The instant at which its sender was notified. */
  answeredAt: number | null
  /** The instant at which an administrator took it off the list. */
  dismissedAt: number | null
}

/** Work that outlives the handling of its update, until its sender has an answer. */
interface BackgroundWorkTable {
  updateId: number
  kind: string
  /** The update as JSON; empty once the work is done. */
  value: string
  chatId: number
  /** The message that shows the progress; null: none yet. */
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
  /** Unique among jobs of its name: `single`, or JSON; null if there may be many. */
  uniqueKey: string | null
  /** JSON: the handler's input. */
  data: string
  /** JSON: the repetition, and other fields of Agenda's that no query uses. */
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
