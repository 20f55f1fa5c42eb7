import { existsSync } from 'node:fs'
import { type Calendar, russia } from '#domain/calendar.ts'
import { demoSeller, type Seller } from '#domain/orders/seller.ts'
import type { KeepForMs } from '#domain/retention.ts'
import { days, hours } from '#domain/time.ts'
import {
  accept,
  calendarFile,
  duration,
  durations,
  httpUrl,
  ids,
  keeping,
  type ParseSetting,
  sellerFile,
  textFile,
  timeZone,
  wholeFrom,
  withoutPassword,
} from './values.ts'

export type UpdateSource = { by: 'polling' } | { by: 'webhook'; url: string; secret: string; port: number }

export interface Config {
  botToken: string
  telegramApiRoot: string
  databaseUrl: string
  /** The store of jobs; null: the database. */
  mongodbUri: string | null
  adminIds: readonly number[]
  reserveForMs: number
  reserveWarnBeforeMs: readonly number[]
  unpaidReserves: number
  reserveRenewals: number
  keepForMs: KeepForMs
  claimFreezeMs: number
  timeZone: string
  calendar: Calendar
  locale: 'ru' | 'en'
  updates: UpdateSource
  seller: Seller
  /** The distributor's synonyms, words with commas on each line. */
  synonyms: string
  /** An index in memory, or PostgreSQL's own search. */
  search: 'memory' | 'postgres'
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

/** Wrong settings, all of them in one message: name, value, valid values, an example. */
export class ConfigError extends Error {}

/** Environment → one frozen Config. `needsToken`: `npm start` needs BOT_TOKEN, the terminal's tools do not. */
export function readConfig(env: Record<string, string | undefined>, options = { needsToken: false }): Config {
  const problems: string[] = []
  const read = <Value>(name: string, fallback: Value, parse: ParseSetting<Value>, allowed: string): Value => {
    const text = env[name]?.trim()
    if (text === undefined || text === '') return fallback
    const parsed = parse(text)
    if (parsed) return parsed.value
    problems.push(
      `${name}=${name === 'BOT_TOKEN' || name === 'WEBHOOK_SECRET' ? '…' : withoutPassword(text)}: ${allowed}`,
    )
    return fallback
  }
  /** One of several words, by default the first. */
  const choose = <Value extends string>(name: string, ...all: [Value, ...Value[]]): Value =>
    read(name, all[0], (text) => all.filter((one) => one === text).map(accept)[0] ?? null, all.join(' or '))
  const botToken = read(
    'BOT_TOKEN',
    '',
    (text) => (/^\d+:[\w-]{3,}$/.test(text) ? accept(text) : null),
    'a token as BotFather gives it, for example 123456:AbC-dEf',
  )
  if (options.needsToken && !env.BOT_TOKEN?.trim()) {
    problems.push(
      'BOT_TOKEN is not set: the token that BotFather gave, for example 123456:AbC-dEf (without Telegram: npm run playground)',
    )
  }
  const keep = (name: string, fallback: number) =>
    read(name, fallback, keeping, 'a duration of a day or more: 30d, 720h')
  const config: Config = {
    botToken,
    telegramApiRoot: read(
      'TELEGRAM_API_ROOT',
      'https://api.telegram.org',
      httpUrl,
      'an http or https address, for example http://127.0.0.1:8081',
    ),
    databaseUrl: read(
      'DATABASE_URL',
      'sqlite:data/dealerdesk.sqlite',
      (text) => (/^(sqlite:.+|postgres(ql)?:\/\/.+)$/.test(text) ? accept(text) : null),
      'sqlite:PATH or postgres://…, for example sqlite:data/dealerdesk.sqlite',
    ),
    mongodbUri: read<string | null>(
      'MONGODB_URI',
      null,
      (text) => (/^mongodb(\+srv)?:\/\/.+$/.test(text) ? accept(text) : null),
      'mongodb://…, for example mongodb://127.0.0.1:27017/dealerdesk',
    ),
    adminIds: read('ADMIN_IDS', [], ids, "people's Telegram ids with commas, for example 1234567,7654321"),
    reserveForMs: read('RESERVE_FOR', hours(48), duration, 'a duration above zero: 48h, 90m, 3s, 500ms'),
    reserveWarnBeforeMs: read(
      'RESERVE_WARN_BEFORE',
      [hours(24), hours(4), hours(1)],
      durations,
      'durations with commas, for example 24h,4h,1h',
    ),
    claimFreezeMs: read('CLAIM_FREEZE', hours(24), duration, 'a duration above zero: 48h, 90m, 3s, 500ms'),
    unpaidReserves: read('UNPAID_RESERVES', 20, wholeFrom(1), 'a whole number from 1 to 100000'),
    reserveRenewals: read('RESERVE_RENEWALS', 2, wholeFrom(0), 'a whole number from 0 to 100000'),
    keepForMs: {
      refusals: keep('KEEP_REFUSALS_FOR', days(90)),
      lists: keep('KEEP_LISTS_FOR', days(180)),
      notices: keep('KEEP_NOTICES_FOR', days(30)),
      auditEntries: keep('KEEP_DEEDS_FOR', days(3 * 365)),
      visitors: keep('KEEP_VISITORS_FOR', days(365)),
      operations: keep('KEEP_OPERATIONS_FOR', days(90)),
    },
    timeZone: read('TIME_ZONE', 'Europe/Moscow', timeZone, 'a name of the IANA list, for example Europe/Moscow'),
    calendar: read(
      'CALENDAR_FILE',
      russia,
      calendarFile,
      'a JSON file {"daysOff":["2026-01-01"],"workingDays":[]}: days off that are no weekend, weekend days that are worked',
    ),
    locale: choose<Config['locale']>('LOCALE', 'ru', 'en'),
    updates: readUpdates(read),
    seller: read(
      'SELLER_FILE',
      demoSeller,
      sellerFile,
      'a JSON file with the requisites of the distributor, as .env.example shows',
    ),
    synonyms: read(
      'SYNONYMS_FILE',
      '',
      textFile,
      'a text file, each line words for the same with commas, for example: проектор, projector, beamer',
    ),
    search: choose<Config['search']>('SEARCH', 'memory', 'postgres'),
    logLevel: choose<Config['logLevel']>('LOG_LEVEL', 'info', 'fatal', 'error', 'warn', 'debug', 'trace', 'silent'),
  }
  if (env.WEBHOOK_SECRET?.trim() && !env.WEBHOOK_URL?.trim())
    problems.push('WEBHOOK_SECRET is set, but WEBHOOK_URL is not: set both or none')
  if (config.search === 'postgres' && config.databaseUrl.startsWith('sqlite:'))
    problems.push('SEARCH=postgres: DATABASE_URL is SQLite, which has no search of its own: memory')
  if (problems.length > 0)
    throw new ConfigError(`These settings are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  return Object.freeze(config)
}

function readUpdates(
  read: <Value>(name: string, fallback: Value, parse: ParseSetting<Value>, allowed: string) => Value,
): UpdateSource {
  const url = read(
    'WEBHOOK_URL',
    '',
    httpUrl,
    'the https address at which Telegram reaches this bot, for example https://bot.example.org/telegram',
  )
  const secret = read(
    'WEBHOOK_SECRET',
    '',
    (text) => (/^[\w-]{1,256}$/.test(text) ? accept(text) : null),
    '1 to 256 of A–Z a–z 0–9 _ -',
  )
  const port = read(
    'PORT',
    8080,
    (text) => (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536 ? accept(Number(text)) : null),
    'a port from 1 to 65535, for example 8080',
  )
  return url === '' ? { by: 'polling' } : { by: 'webhook', url, secret, port }
}

/** The settings that services use. */
export function settingsOf(config: Config) {
  const { reserveForMs, reserveWarnBeforeMs, claimFreezeMs, unpaidReserves, reserveRenewals, keepForMs } = config
  const { timeZone, calendar, locale, seller } = config
  return {
    reserveForMs,
    reserveWarnBeforeMs,
    claimFreezeMs,
    unpaidReserves,
    reserveRenewals,
    keepForMs,
    timeZone,
    calendar,
    locale,
    seller,
  }
}

/** The config from the process's environment, with `.env` as its base if the file exists. */
export function readEnvironment(options?: { needsToken: boolean }): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readConfig(process.env, options)
}
