/**
 * A fault to come: Telegram says wait, breaks, is slow, or the connection is cut before or after the call had its
 * effect.
 */
export type Fault =
  | { status: 429; retryAfter: number }
  | { status: 500 }
  | { cut: 'before' | 'after' }
  | { latencyMs: number }

/** The calls that a fault meets; all of them by default. */
export interface When {
  method?: string
  chatId?: number
  /** The count of calls that it meets; 1 by default. */
  times?: number
  /** The share of fitting calls that it meets, 1 by default; the choice is the same in every run. */
  share?: number
  /** Called at the moment a call meets it. */
  met?: () => void
}

/** The faults that a test or a player can order. */
export interface Faults {
  /** Lets the next call that fits meet the fault. */
  next(fault: Fault, when?: When): void
  clear(): void
}

/** The faults to come, as the server sees them: `meet` takes the one that fits this call. */
export interface FaultBook extends Faults {
  meet(method: string, chatId: number | undefined): Fault | undefined
}

/** An empty book of faults. */
export function createFaults(): FaultBook {
  const random = createRandom()
  let waiting: { fault: Fault; when: When; left: number }[] = []
  return {
    next(fault, when = {}) {
      waiting.push({ fault, when, left: when.times ?? 1 })
    },
    clear() {
      waiting = []
    },
    meet(method, chatId) {
      const met = waiting.find(({ when }) => {
        const isMethod = when.method === undefined || when.method.toLowerCase() === method.toLowerCase()
        const isChat = when.chatId === undefined || when.chatId === chatId
        return isMethod && isChat && (when.share === undefined || random() < when.share)
      })
      if (!met) return undefined
      met.when.met?.()
      met.left--
      if (met.left <= 0) waiting = waiting.filter((other) => other !== met)
      return met.fault
    },
  }
}

// Repeatable random numbers (a linear congruential generator): a test that fails fails again.
function createRandom(): () => number {
  let state = 42
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
