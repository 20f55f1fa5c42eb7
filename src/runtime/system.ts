import { randomBytes } from 'node:crypto'

export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number
}

/** Where unguessable tokens come from. */
export interface RandomTokens {
  /** 256 bits as base64url: 43 characters. */
  token(): string
}

/** The machine's clock: the only place that asks it. */
export const systemClock: Clock = { now: () => Date.now() }

/** Milliseconds of a clock that never steps, for measuring how long work takes. */
export const systemStopwatch = (): number => performance.now()

export const systemTokens: RandomTokens = { token: () => randomBytes(32).toString('base64url') }
