import { writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { Bot } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import type { Kysely } from 'kysely'
import { loadArticles } from './bot/articles.ts'
import { setDefaultCommands } from './bot/commands.ts'
import type { BotContext } from './bot/context.ts'
import { createBot } from './bot/index.ts'
import { createNotifier } from './bot/notifier.ts'
import { openUpdatesIn } from './bot/open-updates.ts'
import { allowedUpdates, poll } from './bot/polling.ts'
import { type Config, ConfigError } from './config.ts'
import { migrate } from './db/migrate.ts'
import { isShared, openDatabase } from './db/open.ts'
import type { Schema } from './db/schema.ts'
import { createTurns } from './db/turns.ts'
import { createWebhookServer } from './http/webhook.ts'
import { runDue } from './jobs/index.ts'
import { createScheduler } from './jobs/scheduler.ts'
import type { Log } from './log.ts'
import type { Chance, Clock, Deps } from './services/deps.ts'
import { createForeground } from './services/foreground.ts'
import { createImporter } from './services/importer.ts'
import { createListFiles } from './services/list-files.ts'
import { nameFirstAdmins } from './services/people.ts'
import { createSearch } from './services/search.ts'
import { startSegment } from './services/segment-writer.ts'
import { systemChance, systemClock, systemStopwatch } from './system.ts'

export interface App {
  deps: Deps
  bot: Bot<BotContext>
  handleUpdate(update: Update): Promise<void>
  /** Takes updates (by polling or webhook) and runs the timetable. */
  start(): Promise<void>
  /** Finishes what is being done, then closes the database. */
  stop(): Promise<void>
  /** Everything that is due by the product's clock; for tests and the playground's clock. */
  runDue(): Promise<void>
  /** Waits for work that outlives its update: an import, say. */
  settled(): Promise<void>
  /** Ends when the bot can't go on: a wrong token. */
  failed: Promise<never>
}

export interface AppGiven {
  config: Config
  log: Log
  clock?: Clock
  chance?: Chance
  /** A database that is open and migrated already. */
  db?: Kysely<Schema>
  /** Pauses before a call to Telegram is tried again; the bot's own by default. */
  pausesMs?: readonly number[]
}

/** The composition root: the only file that knows every layer. Opens and migrates the database, and asks Telegram who it is. */
export async function createApp({
  config,
  log,
  clock = systemClock,
  chance = systemChance,
  ...given
}: AppGiven): Promise<App> {
  loadArticles()
  const turns = createTurns()
  const db = given.db ?? openDatabase(config.databaseUrl, { turns })
  if (!given.db) await migrate(db)
  const { reserveForMs, reserveWarnBeforeMs, claimFreezeMs, timeZone, locale, seller } = config
  const settings = { reserveForMs, reserveWarnBeforeMs, claimFreezeMs, timeZone, locale, seller }
  const scheduler = createScheduler({ deps: () => deps, db, log, systemClock, mongodbUri: config.mongodbUri })
  const isSharedDatabase = !given.db && isShared(config.databaseUrl)
  const shared = isSharedDatabase ? { databaseUrl: config.databaseUrl, turns } : undefined
  const search = createSearch(
    { db, clock },
    {
      kind: config.search,
      synonyms: config.synonyms,
      databaseUrl: shared?.databaseUrl,
      onError: (error) => log.error({ err: error }, 'the search could not look at the catalog'),
    },
  )
  const work = new Set<Promise<void>>()
  const deps: Deps = {
    db,
    clock,
    chance,
    settings,
    scheduler,
    search,
    importer: createImporter({ db, clock, ...(config.search === 'memory' ? { startSegment } : {}) }, shared),
    listFiles: createListFiles((error) => log.error({ err: error }, 'a list could not be read')),
    foreground: createForeground(systemStopwatch),
    notifier: { send: (notice) => notifier.send(notice) },
  }
  const bot = createBot({
    token: config.botToken,
    deps,
    log,
    config: { client: { apiRoot: config.telegramApiRoot } },
    ...(given.pausesMs ? { pausesMs: given.pausesMs } : {}),
    download: async (fileId) => new Uint8Array(await (await download(bot, config, fileId)).arrayBuffer()),
    downloadTo: async (fileId, path) => writeFile(path, (await download(bot, config, fileId)).body ?? ''),
    inBackground: (promise) => {
      const kept = promise.catch((error: unknown) => log.error({ err: error }, 'background work failed'))
      work.add(kept)
      void kept.then(() => work.delete(kept))
    },
  })
  const notifier = createNotifier({ deps: () => deps, api: bot.api, log })
  await nameFirstAdmins(deps, config.adminIds)
  await bot.init().catch(explain)

  const stopping = new AbortController()
  let fail: (error: unknown) => void = () => {}
  const failed = new Promise<never>((_, reject) => {
    fail = reject
  })
  failed.catch(() => {})
  let polling: Promise<void> | undefined
  let server: Server | undefined
  const open = openUpdatesIn(deps)
  const handleUpdate = (update: Update) => bot.handleUpdate(update)

  return {
    deps,
    bot,
    handleUpdate,
    runDue: () => runDue(deps),
    settled: async () => void (await Promise.all(work)),
    failed,
    async start() {
      await setDefaultCommands(bot.api).catch((error: unknown) =>
        log.warn({ err: error }, 'the command menus were not set'),
      )
      search.start()
      await scheduler.start()
      if (config.updates.by === 'polling') {
        await bot.api.deleteWebhook()
        polling = poll({ api: bot.api, handle: handleUpdate, open, log, signal: stopping.signal }).catch(fail)
      } else {
        const { url, port } = config.updates
        // Without a secret anybody could post as Telegram: one is made, and Telegram is told.
        const secret = config.updates.secret || chance.token()
        const path = new URL(url).pathname
        server = createWebhookServer({ path, secret, handle: (update) => handleUpdate(update as Update), log }).listen(
          port,
        )
        await bot.api.setWebhook(url, { allowed_updates: allowedUpdates, secret_token: secret })
      }
      log.info({ bot: (bot.botInfo satisfies UserFromGetMe).username, updates: config.updates.by }, 'the bot is up')
    },
    async stop() {
      stopping.abort()
      server?.close()
      await polling
      await scheduler.stop()
      await search.stop()
      await Promise.all(work)
      if (!given.db) await db.destroy()
    },
  }
}

/** Telegram's answer to a token that it does not know. */
function explain(error: unknown): never {
  const code = (error as { error_code?: number }).error_code
  if (code !== 401 && code !== 404) throw error
  throw new ConfigError(
    'BOT_TOKEN: Telegram does not know this token. Copy it from BotFather once more: 123456:AbC-dEf',
  )
}

async function download(bot: Bot<BotContext>, config: Config, fileId: string): Promise<Response> {
  const file = await bot.api.getFile(fileId)
  const response = await fetch(`${config.telegramApiRoot}/file/bot${config.botToken}/${file.file_path}`)
  if (!response.ok) throw new Error(`Telegram answered ${response.status} when asked for a file`)
  return response
}
