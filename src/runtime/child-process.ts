import { type ForkOptions, fork } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { minutes } from '#domain/time.ts'
import { createLock, type Lock } from './lock.ts'

export interface ChildProcessGiven {
  /** Receives the program's messages in their order. */
  onMessage?: (message: unknown) => void
  /** Lent to the program for its writes when its `childWriteLock` asks. */
  writeLock?: Lock
  /** A program that holds the write lock longer is killed, ms: nobody else could write. */
  lockedAtMostMs?: number
  /** Ends the program. */
  signal?: AbortSignal | undefined
  /** The most time and memory for a program that reads a stranger's file. */
  bounds?: ProcessBounds
}

export interface ProcessBounds {
  /** JavaScript's objects; arrays of bytes are outside of the heap, and `guardMemory` watches all memory. */
  heapMb: number
  /** From the start of the process, which is then killed. */
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

/** A full heap produces a long message. */
const LONGEST_COMPLAINT = 10_000

/** V8 aborts when its heap is full (128 + 6 for a shell); the system's memory guard and ours kill. */
const isOutOfMemory = (code: number | null, killedBy: NodeJS.Signals | null) =>
  killedBy === 'SIGABRT' || killedBy === 'SIGKILL' || killedBy === 'SIGTRAP' || code === 134

const compileCache = new URL('./compile-cache.mjs', import.meta.url)

type LockMessage = { lock: 'take' | 'taken' | 'wanted' | 'give back' }

const lockIn = (message: unknown) =>
  typeof message === 'object' && message !== null && 'lock' in message ? (message as LockMessage).lock : undefined

/**
 * Runs a program of ours in a child process: its work does not block screens, and its memory is freed with the process.
 * Throws if it ends with anything but 0, with its complaint: OutOfBounds if it needed more than `bounds`.
 */
export async function runChildProcess(
  program: string,
  order: object,
  { onMessage = () => {}, writeLock, lockedAtMostMs = LOCKED_AT_MOST_MS, signal, bounds }: ChildProcessGiven = {},
): Promise<void> {
  // Flags of its own: the ones that make the bot small would make it slow.
  const own = {
    execArgv: [`--import=${compileCache}`, ...(bounds ? [`--max-old-space-size=${bounds.heapMb}`] : [])],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  } satisfies ForkOptions
  const child = fork(program, { ...own, ...(signal ? { signal } : {}) })
  // Screens come first if there are more processes than cores.
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

/** An unwanted lock is released after this time, ms: the next write usually comes sooner. */
const RELEASE_AFTER_MS = 5

/** A process that asked for the lock recently will ask again. */
const CROWDED_FOR_MS = 500

/** The parent process's write lock, for a program in a child process; its own writers take it one after the other. */
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
