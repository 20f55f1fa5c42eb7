import { GrammyError, HttpError } from 'grammy'
import { describe, expect, test } from 'vitest'
import { createLog } from '#runtime/log.ts'

const TOKEN = '123456789:AAEhBOweik6ad6PsVMRxjeQKWVSq9hUQz_k'
const secrets = [
  TOKEN,
  'AAEhBOweik6ad6',
  '+79161234567',
  '79161234567',
  '8 (916) 123-45-67',
  '7707083893',
  'Ромашка',
  '1 002 653,00',
  'пароль',
]

const api = (method: string, payload: object) =>
  new GrammyError(
    `Call to '${method}' failed!`,
    { ok: false, error_code: 400, description: 'Bad Request: message is too long' },
    method,
    payload as never,
  )
const withFields = (error: Error, fields: object) => Object.assign(error, fields)

/** Every kind of error that libraries throw here, with what they hang onto it. */
const errors: [string, unknown][] = [
  [
    'lost connection',
    new HttpError(
      'Network request failed',
      new Error(`request to https://api.telegram.org/bot${TOKEN}/sendMessage failed, reason: socket hang up`),
    ),
  ],
  [
    'refused answer',
    api('sendMessage', { chat_id: 1, text: 'ООО «Ромашка», ИНН 7707083893, +79161234567, 1 002 653,00 ₽' }),
  ],
  ['refused edit within another', new Error('outer', { cause: api('editMessageText', { text: 'Ромашка' }) })],
  [
    'PostgreSQL',
    withFields(new Error('duplicate key value violates unique constraint "companies_inn_key"'), {
      code: '23505',
      detail: 'Key (inn)=(7707083893) already exists.',
      parameters: ['Ромашка', '+79161234567'],
    }),
  ],
  ['SQLite', withFields(new Error('UNIQUE constraint failed: companies.inn'), { code: 'SQLITE_CONSTRAINT_UNIQUE' })],
  ['address with a password', new Error('connect ECONNREFUSED postgres://shop:пароль@db:5432/shop')],
  ['phone in words', new Error('could not parse 8 (916) 123-45-67')],
  ['aggregate', new AggregateError([new Error(TOKEN)], `all of bot${TOKEN} failed`)],
  ['no error at all', `thrown text ${TOKEN}`],
  [
    'fetch',
    withFields(new TypeError('fetch failed'), {
      cause: withFields(new Error(`getaddrinfo ENOTFOUND /bot${TOKEN}`), { hostname: 'x' }),
    }),
  ],
]

describe.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)('at level %s', (level) => {
  test.each(errors)('%s brings no token, phone, INN or text of people into the log', (_, error) => {
    const lines: string[] = []
    const log = createLog(level, { write: (line: string) => void lines.push(line) })
    log[level]({ err: error }, 'failed')
    log[level]({ error }, 'failed')
    log[level]({ failure: error, updateId: 7 }, 'failed')
    if (error instanceof Error) log[level](error)
    expect(lines.length).toBeGreaterThan(2)
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret)
  })
})

test('what helps stays: the kind, the code, the method, where it was', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line: string) => void lines.push(line) })
  log.error({ err: api('sendMessage', {}), incident: 'abc' }, 'an update failed')
  const { err, incident, msg } = JSON.parse(lines[0] ?? '')
  expect({ err, incident, msg }).toMatchObject({
    err: { type: 'GrammyError', code: 400, method: 'sendMessage', stack: expect.stringContaining('log.test.ts') },
    incident: 'abc',
    msg: 'an update failed',
  })
  expect(err.message).toContain('message is too long')
})
