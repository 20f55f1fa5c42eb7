import { type ForkOptions, fork } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { minutes } from '#domain/time.ts'
import { createLock, type Lock } from './lock.ts'

export interface ChildProcessGiven {
  /** Takes what the program tells, in the order in which it does. */
  onMessage?: (message: unknown) => void
  /** Lent to the program for its writes, as its `childWriteLock` asks. */
  writeLock?: Lock
  /** A program that keeps the write lock for longer is killed, ms: nobody could write any more. */
  lockedAtMostMs?: number
  /** Ends the program. */
  signal?: AbortSignal | undefined
  /** A program that reads what a stranger made gets no more of the machine than this. */
  bounds?: ProcessBounds
}

export interface ProcessBounds {
  /** Of JavaScript's objects; arrays of bytes lie elsewhere: `guardMemory` watches the whole. */
  heapMb: number
  /** From the start of the process; then it is killed. */
  deadlineMs: number
}

/** A program was ended because it needed more time or memory than its bounds allow. */
export class OutOfBounds extends Error {
  readonly bound: 'time' | 'memory'

  constructor(bound: 'time' | 'memory', complaint: string) {
    super(`the process was ended for its ${bound}: ${complaint}`)
    this.name = 'OutOfBounds'
    this.bound = bound
  }
}

const LOCKED_AT_MOST_MS = minutes(1)

/** A heap that is full says so at length. */
const LONGEST_COMPLAINT = 10_000

/** V8 aborts when its heap is full (128 + 6 for a shell); the system's own guard, and ours, kill. */
const isOutOfMemory = (code: number | null, killedBy: NodeJS.Signals | null) =>
  killedBy === 'SIGABRT' || killedBy === 'SIGKILL' || killedBy === 'SIGTRAP' || code === 134

const compileCache = new URL('./compile-cache.mjs', import.meta.url)

type LockMessage = { lock: 'take' | 'taken' | 'wanted' | 'give back' }

const lockIn = (message: unknown) =>
  typeof message === 'object' && message !== null && 'lock' in message ? (message as LockMessage).lock : undefined

/**
 * Runs a program of ours in a process of its own: screens are not held up by its work, and the memory that it takes goes
 * back with the process. Throws where it ends with anything but 0, with what it complained of: OutOfBounds where it
 * needed more than `bounds`.
 */
export async function runChildProcess(
  program: string,
  order: object,
  { onMessage = () => {}, writeLock, lockedAtMostMs = LOCKED_AT_MOST_MS, signal, bounds }: ChildProcessGiven = {},
): Promise<void> {
  // Its own flags: what keeps the bot small would make it slow.
  const own = {
    execArgv: [`--import=${compileCache}`, ...(bounds ? [`--max-old-space-size=${bounds.heapMb}`] : [])],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  } satisfies ForkOptions
  const child = fork(program, { ...own, ...(signal ? { signal } : {}) })
  // Screens come first, where there are more processes than cores.
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  const tell = (lock: LockMessage['lock']) => child.send({ lock } satisfies LockMessage, () => {})
  let hasEnded = false
  let giveBack = () => {}
  async function lend(): Promise<void> {
    const end = await writeLock?.take(() => tell('wanted'))
    const patience = setTimeout(() => child.kill('SIGKILL'), lockedAtMostMs)
    giveBack = () => {
      clearTimeout(patience)
      end?.()
    }
    if (hasEnded) giveBack()
    else tell('taken')
  }
  child.on('message', (message) => {
    const lock = lockIn(message)
    if (lock === 'take') void lend()
    else if (lock === 'give back') giveBack()
    else onMessage(message)
  })
  child.send(order, () => {})
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(0, LONGEST_COMPLAINT)
  })
  let isLate = false
  const deadline =
    bounds &&
    setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, bounds.deadlineMs)
  try {
    const [code, killedBy] = await once(child, 'close')
    if (bounds && isLate) throw new OutOfBounds('time', `${bounds.deadlineMs} ms`)
    if (bounds && isOutOfMemory(code, killedBy)) throw new OutOfBounds('memory', complaint)
    if (code !== 0) throw new Error(`the process ended with ${code ?? killedBy}: ${complaint}`)
  } finally {
    clearTimeout(deadline)
    hasEnded = true
    giveBack()
  }
}

/** A lock that nobody wants is kept for so long, ms: the next write mostly comes sooner. */
const RELEASE_AFTER_MS = 5

/** Whoever has asked for the lock lately will ask again. */
const CROWDED_FOR_MS = 500

/** For a program in a child process: the write lock of the process that runs it, which its own writers take one after the other. */
export function childWriteLock(): Lock & { isCrowded(): boolean } {
  const own = createLock()
  const tell = (lock: LockMessage['lock']) => process.send?.({ lock } satisfies LockMessage)
  let taken: PromiseWithResolvers<void> | undefined
  let isWriting = false
  let isWanted = false
  let crowded: NodeJS.Timeout | undefined
  let keeping: NodeJS.Timeout | undefined

  function giveBack(): void {
    clearTimeout(keeping)
    if (isWriting || !taken) return
    taken = undefined
    isWanted = false
    tell('give back')
  }
  process.on('message', (message) => {
    const lock = lockIn(message)
    if (lock === 'taken') taken?.resolve()
    if (lock !== 'wanted') return
    isWanted = true
    clearTimeout(crowded)
    crowded = setTimeout(() => {
      crowded = undefined
    }, CROWDED_FOR_MS)
    giveBack()
  })
  return {
    isCrowded: () => crowded !== undefined,

    async take() {
      const giveOwnBack = await own.take()
      isWriting = true
      clearTimeout(keeping)
      if (!taken) {
        taken = Promise.withResolvers<void>()
        tell('take')
      }
      await taken.promise
      return () => {
        isWriting = false
        if (isWanted) giveBack()
        else keeping = setTimeout(giveBack, RELEASE_AFTER_MS)
        giveOwnBack()
      }
    },
  }
}
