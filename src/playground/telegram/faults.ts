/** A misfortune to come: Telegram says wait, breaks, is slow, or the line is cut before or after the call had its effect. */
export type Fault =
  | { status: 429; retryAfter: number }
  | { status: 500 }
  | { cut: 'before' | 'after' }
  | { latencyMs: number }

export interface When {
  method?: string
  chatId?: number
  /** How many calls it meets; once by default. */
  times?: number
}

export interface Faults {
  /** Lets the next call that fits meet the fault. */
  next(fault: Fault, when?: When): void
  clear(): void
}

/** The faults to come, as the line sees them: `meet` takes the one that fits this call. */
export interface FaultBook extends Faults {
  meet(method: string, chatId: number | undefined): Fault | undefined
}

export function createFaults(): FaultBook {
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
        return isMethod && (when.chatId === undefined || when.chatId === chatId)
      })
      if (!met) return undefined
      met.left--
      if (met.left <= 0) waiting = waiting.filter((other) => other !== met)
      return met.fault
    },
  }
}
