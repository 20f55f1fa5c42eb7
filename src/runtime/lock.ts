/** A first-come lock: `take` resolves once it is yours; call the returned function to release it. */
export interface Lock {
  /** `onWanted`: others wait for it. Whoever would keep it for later gives it back then; others need not listen. */
  take(onWanted?: () => void): Promise<() => void>
}

interface Taker {
  onWanted: () => void
  taken: () => void
}

/** In the order of asking. */
export function createLock(): Lock {
  /** The first has it. */
  const takers: Taker[] = []

  /** Twice is once. */
  function giveBack(taker: Taker): void {
    if (takers[0] !== taker) return
    takers.shift()
    const [next, other] = takers
    next?.taken()
    if (other) next?.onWanted()
  }

  return {
    async take(onWanted = () => {}) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const taker = { onWanted, taken: resolve }
      if (takers.push(taker) === 1) resolve()
      else takers[0]?.onWanted()
      await promise
      return () => giveBack(taker)
    },
  }
}
