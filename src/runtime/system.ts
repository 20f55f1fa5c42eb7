import { randomBytes } from 'node:crypto'
import type { Chance, Clock } from '#services/kernel/deps.ts'

/** The machine's clock: the only place that asks it. */
export const systemClock: Clock = { now: () => Date.now() }

/** Milliseconds of a clock that never steps, for measuring how long work takes. */
export const systemStopwatch = (): number => performance.now()

export const systemChance: Chance = { token: () => randomBytes(32).toString('base64url') }
