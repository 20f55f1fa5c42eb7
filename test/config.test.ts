import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ConfigError, readConfig } from '#config/config.ts'
import { isWorkingDay, russia } from '#domain/calendar.ts'
import { demoSeller } from '#domain/orders/seller.ts'
import { days, hours } from '#domain/time.ts'

test('without settings the defaults are those of the settings table', () => {
  expect(readConfig({})).toMatchObject({
    telegramApiRoot: 'https://api.telegram.org',
    databaseUrl: 'sqlite:data/dealerdesk.sqlite',
    adminIds: [],
    reserveForMs: hours(48),
    reserveWarnBeforeMs: [hours(24), hours(4), hours(1)],
    unpaidReserves: 20,
    reserveRenewals: 2,
    keepForMs: {
      refusals: days(90),
      lists: days(180),
      notices: days(30),
      auditEntries: days(1095),
      visitors: days(365),
      operations: days(90),
    },
    timeZone: 'Europe/Moscow',
    calendar: russia,
    locale: 'ru',
    updates: { by: 'polling' },
    seller: demoSeller,
    logLevel: 'info',
  })
})

test('what is set is taken', () => {
  const config = readConfig({
    BOT_TOKEN: '123:abc-DEF',
    ADMIN_IDS: '1, 22 333',
    RESERVE_FOR: '3s',
    RESERVE_WARN_BEFORE: '500ms,2s',
    DATABASE_URL: 'postgres://user@host/base',
    WEBHOOK_URL: 'https://bot.example.org/telegram/',
    WEBHOOK_SECRET: 'se-cret_1',
    PORT: '9000',
    LOCALE: 'en',
  })
  expect(config).toMatchObject({
    adminIds: [1, 22, 333],
    reserveForMs: 3000,
    reserveWarnBeforeMs: [2000, 500],
    locale: 'en',
  })
  expect(config.updates).toEqual({
    by: 'webhook',
    url: 'https://bot.example.org/telegram',
    secret: 'se-cret_1',
    port: 9000,
  })
  expect(Object.isFrozen(config)).toBe(true)
})

const wrong: [string, string, string][] = [
  ['BOT_TOKEN', 'hello', '123456:AbC-dEf'],
  ['ADMIN_IDS', '1,two', '1234567,7654321'],
  ['DATABASE_URL', 'mysql://x', 'sqlite:data/dealerdesk.sqlite'],
  ['RESERVE_FOR', '48', '48h, 90m, 3s, 500ms'],
  ['KEEP_NOTICES_FOR', '1h', 'a duration of a day or more'],
  ['KEEP_VISITORS_FOR', '365', 'a duration of a day or more'],
  ['KEEP_OPERATIONS_FOR', '1h', 'a duration of a day or more'],
  ['UNPAID_RESERVES', '0', 'a whole number from 1'],
  ['RESERVE_RENEWALS', 'many', 'a whole number from 0'],
  ['RESERVE_FOR', '0h', '48h, 90m, 3s, 500ms'],
  ['RESERVE_WARN_BEFORE', '24h;4h', '24h,4h,1h'],
  ['TIME_ZONE', 'Moscow', 'Europe/Moscow'],
  ['LOCALE', 'de', 'ru or en'],
  ['TELEGRAM_API_ROOT', 'localhost:8081', 'http://127.0.0.1:8081'],
  ['WEBHOOK_URL', 'bot.example.org', 'https://bot.example.org/telegram'],
  ['WEBHOOK_SECRET', 'a secret', 'A–Z a–z 0–9 _ -'],
  ['PORT', '99999', '8080'],
  ['MONGODB_URI', 'localhost:27017', 'mongodb://127.0.0.1:27017/dealerdesk'],
  ['LOG_LEVEL', 'loud', 'info'],
  ['SEARCH', 'elastic', 'memory or postgres'],
  ['SEARCH', 'postgres', 'DATABASE_URL is SQLite'],
  ['SYNONYMS_FILE', '/no/such/file.txt', 'проектор, projector'],
  ['SYNONYMS_FILE', '/tmp', 'проектор, projector'],
  ['SELLER_FILE', '/no/such/file.json', '.env.example'],
  ['CALENDAR_FILE', '/no/such/file.json', '"daysOff":["2026-01-01"]'],
]

test.each(wrong)('%s=%s is refused with an example', (name, value, example) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
  expect(() => readConfig({ [name]: value })).toThrow(example)
})

test('all problems stand in one message, and no secret in it', () => {
  const env = { BOT_TOKEN: 'hush', LOCALE: 'de', PORT: '0', WEBHOOK_SECRET: 'quiet please' }
  const message = (() => {
    try {
      readConfig(env)
    } catch (error) {
      return String(error)
    }
    return ''
  })()
  for (const words of ['BOT_TOKEN', 'LOCALE=de', 'PORT=0', 'WEBHOOK_SECRET']) expect(message).toContain(words)
  expect(message).not.toContain('hush')
  expect(message).not.toContain('quiet please')
})

test('the requisites come from a file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-config-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'seller.json')
  await writeFile(file, JSON.stringify({ ...demoSeller, shortName: 'ЗВУК' }))
  expect(readConfig({ SELLER_FILE: file }).seller.shortName).toBe('ЗВУК')
  await writeFile(file, JSON.stringify({ ...demoSeller, inn: '12' }))
  expect(() => readConfig({ SELLER_FILE: file })).toThrow('SELLER_FILE')
})

test('the calendar comes from a file; days that are none, or other keys, are refused', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-config-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'calendar.json')
  await writeFile(file, JSON.stringify({ daysOff: ['2027-05-10'], workingDays: ['2026-11-28'] }))
  const { calendar } = readConfig({ CALENDAR_FILE: file })
  const works = (day: string) => isWorkingDay(calendar, day)
  expect(['2027-05-10', '2026-11-28', '2027-01-04', '2026-11-29'].map(works)).toEqual([false, true, true, false])
  for (const wrong of [
    '{}',
    '[]',
    '{"daysOff":["31.12.2026"]}',
    '{"daysOff":["2026-02-30"]}',
    '{"daysOff":[],"workingDays":["2026-11-27"]}',
    '{"daysOff":[],"holidays":[]}',
  ]) {
    await writeFile(file, wrong)
    expect(() => readConfig({ CALENDAR_FILE: file })).toThrow('CALENDAR_FILE')
  }
})

test.each([
  'postgre://user:hush@host/base',
  'postgre://user:hu/sh:hush@hush@host:5432/base',
  'postgre://:hush@host/base',
  'postgre//user:hush@host',
  'user:hush@host/base',
  'host=here user=me password=hush dbname=base',
  'http://host/base?user=me&password=hush',
])('a password in a wrong address is not shown: %s', (value) => {
  for (const name of ['DATABASE_URL', 'MONGODB_URI', 'TELEGRAM_API_ROOT', 'SELLER_FILE']) {
    const message = (() => {
      try {
        readConfig({ [name]: name === 'TELEGRAM_API_ROOT' ? value.replace('http:', 'ftp:') : value })
      } catch (error) {
        return String(error)
      }
      return ''
    })()
    expect(message).toContain(`${name}=`)
    expect(message).not.toContain('hush')
  }
})
