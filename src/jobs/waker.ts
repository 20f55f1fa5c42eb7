import { seconds } from '#domain/time.ts'
import type { Clock } from '#runtime/system.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { Attempts } from './attempts.ts'
import type { Task } from './task.ts'

/** Another process, such as an import, may have written and can't wake this one. */
export const LOOK_EVERY_MS = seconds(60)
export const LOOK_AGAIN_AFTER_FAILURE_MS = seconds(5)

type Say = (details: object, message: string) => void

export interface JobLog {
  error: Say
  warn: Say
  info: Say
}

/** Runs tasks when they are due: by Agenda, or by plain timers while Agenda's store is away. */
export interface Waker {
  /** Something due may have been written. */
  wake(): void
  /** Waits for running tasks. */
  stop(): Promise<void>
}

export interface WakerGiven {
  tasks: readonly Task[]
  deps: Deps
  /** Agenda's time: the product's clock may be ahead of it, or stand still. */
  systemClock: Clock
  log: Pick<JobLog, 'error'>
  attempts: Attempts
}
