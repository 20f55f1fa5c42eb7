import pino, { type Logger } from 'pino'

export type Log = Logger

/** JSON lines on standard error: standard output belongs to results. Personal data and tokens are not logged. */
export function createLog(level: string): Log {
  return pino({ level, base: null, redact: ['token', '*.token'] }, pino.destination({ dest: 2, sync: true }))
}
