import pino, { type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/** JSON lines on standard error: standard output belongs to results. No token, phone, INN, or text of people is in them. */
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
          // An error given alone brings its message and all its fields: it goes the same way as one with a name.
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
  /** Telegram's method that was called. */
  method?: string
  stack?: string
  cause?: LoggedError
}

const DEEPEST_CAUSE = 3

/**
 * What may be known of an error: its kind, code and words, and those of its cause. Whatever else third parties hang onto
 * their errors stays out: requests with the token in their address, payloads with what people read, rows with phones.
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

/** Errors under any other name go the same way, and texts without what is secret in them. */
function withoutErrors(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => {
    if (typeof value === 'string') return [name, redacted(value)]
    return [name, value instanceof Error && name !== 'err' && name !== 'error' ? withoutSecrets(value) : value]
  })
  return Object.fromEntries(entries)
}

/** Tokens, passwords in addresses, and numbers as long as a phone or an INN. */
function redacted(text: string): string {
  return text
    .replace(/\d{6,}:[\w-]{20,}/g, '<token>')
    .replace(/(\/\/[^\s:/@]+):[^\s@/]+@/g, '$1:…@')
    .replace(/\+?\d(?:[ ()\u00a0-]{0,2}\d){9,}/g, '<number>')
}
