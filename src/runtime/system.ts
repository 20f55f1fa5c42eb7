import { randomBytes } from 'node:crypto'

export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number
}

/** The source of unguessable tokens. */
export interface RandomTokens {
  /** 256 bits as base64url: 43 characters. */
  token(): string
}

/** The machine's clock: nothing else reads it. */
export const systemClock: Clock = { now: () => Date.now() }

/** Milliseconds of a clock that never steps, for measuring how long work takes. */
export const systemStopwatch = (): number => performance.now()

export const systemTokens: RandomTokens = { token: () => randomBytes(32).toString('base64url') }
