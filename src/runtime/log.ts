import pino, { type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/** JSON lines on standard error (standard output is for results), without tokens, phones, INNs, or texts of people. */
export function createLog(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Log {
  return pino(
    {
      level,
      base: null,
      redact: ['token', '*.token'],
      serializers: { err: withoutSecrets, error: withoutSecrets },
      formatters: { log: (fields) => withoutErrors(fields) },
      hooks: {
        logMethod(args, method) {
          // pino logs the message and all fields of an error given alone: it is cleaned like a named one.
          const [first, ...rest] = args as unknown as unknown[]
          const given = first instanceof Error ? [{ err: first }, ...(rest.length > 0 ? rest : ['failed'])] : args
          method.apply(this, given as Parameters<typeof method>)
        },
      },
    },
    destination,
  )
}

interface LoggedError {
  type: string
  message: string
  code?: string | number
  /** The Telegram method that was called. */
  method?: string
  stack?: string
  cause?: LoggedError
}

const DEEPEST_CAUSE = 3

/**
 * The safe parts of an error: its kind, code and message, and those of its cause. All other fields that libraries
 * attach to errors stay out: requests with the token in their address, payloads with people's texts, rows with phones.
 */
function withoutSecrets(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: redacted(String(error)) }
  const { name, message, stack } = error
  const own = error as Error & { code?: unknown; method?: unknown; error?: unknown; error_code?: unknown }
  const code = [own.error_code, own.code].find((one) => typeof one === 'string' || typeof one === 'number')
  const cause = own.cause ?? own.error
  return {
    type: name,
    message: redacted(message),
    ...(code === undefined ? {} : { code: code as string | number }),
    ...(typeof own.method === 'string' ? { method: own.method } : {}),
    ...(stack ? { stack: redacted(stack) } : {}),
    ...(cause instanceof Error && depth < DEEPEST_CAUSE ? { cause: withoutSecrets(cause, depth + 1) } : {}),
  }
}

/** Cleans errors under any other name, and removes secrets from texts. */
function withoutErrors(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => {
    if (typeof value === 'string') return [name, redacted(value)]
    return [name, value instanceof Error && name !== 'err' && name !== 'error' ? withoutSecrets(value) : value]
  })
  return Object.fromEntries(entries)
}

/** Hides tokens, passwords in addresses, and numbers as long as a phone or an INN. */
function redacted(text: string): string {
  return text
    .replace(/\d{6,}:[\w-]{20,}/g, '<token>')
    .replace(/(\/\/[^\s:/@]+):[^\s@/]+@/g, '$1:…@')
    .replace(/\+?\d(?:[ ()\u00a0-]{0,2}\d){9,}/g, '<number>')
}
