/** One thing that is had in turn: `take` ends when it is one's own, and whoever has it gives it back by what it answers. */
export interface Turns {
  /** `onWanted`: others wait for it. Whoever would keep it for later gives it back then; others need not listen. */
  take(onWanted?: () => void): Promise<() => void>
}

interface Taker {
  onWanted: () => void
  taken: () => void
}

/** In the order of asking. */
export function createTurns(): Turns {
  /** The first has it. */
  const takers: Taker[] = []

  function giveBack(): void {
    takers.shift()
    const [next, other] = takers
    next?.taken()
    if (other) next?.onWanted()
  }

  return {
    async take(onWanted = () => {}) {
      const { promise, resolve } = Promise.withResolvers<void>()
      if (takers.push({ onWanted, taken: resolve }) === 1) resolve()
      else takers[0]?.onWanted()
      await promise
      return giveBack
    },
  }
}
