/** A first-come lock: `take` resolves once it is yours; call the returned function to release it. */
export interface Lock {
  /** `onWanted`: others wait. A taker that only keeps the lock for later releases it then; others may ignore it. */
  take(onWanted?: () => void): Promise<() => void>
}

interface Taker {
  onWanted: () => void
  taken: () => void
}

/** A lock that is granted in the order of asking. */
export function createLock(): Lock {
  /** The first one has the lock. */
  const takers: Taker[] = []

  /** A second call does nothing. */
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
