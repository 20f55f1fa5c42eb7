import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Bot } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import type { Kysely } from 'kysely'
import { createBot } from '#bot/index.ts'
import { loadArticles } from '#bot/kit/articles.ts'
import { setDefaultCommands } from '#bot/kit/commands.ts'
import type { BotContext, BotDeps } from '#bot/kit/context.ts'
import { createDownloads } from '#bot/kit/downloads.ts'
import { PAUSES_MS } from '#bot/middleware/again.ts'
import { createNotifier } from '#bot/notices/notifier.ts'
import { resumeWork } from '#bot/resume.ts'
import { createGuard } from '#bot/updates/careful.ts'
import { handleLeft, openUpdatesIn } from '#bot/updates/open-updates.ts'
import { poll } from '#bot/updates/polling.ts'
import { postTo, reach, whoAmI } from '#bot/updates/reach.ts'
import { about } from '#cli/complaint.ts'
import { type Config, settingsOf } from '#config/config.ts'
import { withoutPassword } from '#config/values.ts'
import { migrate } from '#db/engine/migrate.ts'
import { isShared, openDatabase } from '#db/engine/open.ts'
import type { Schema } from '#db/schema/schema.ts'
import { limits } from '#domain/limits.ts'
import { createWebhookServer, listen } from '#http/webhook.ts'
import { runDue } from '#jobs/index.ts'
import { createScheduler } from '#jobs/scheduler.ts'
import { createLock, type Lock } from '#runtime/lock.ts'
import type { Log } from '#runtime/log.ts'
import type { Clock, RandomTokens } from '#runtime/system.ts'
import { systemClock, systemStopwatch, systemTokens } from '#runtime/system.ts'
import { createSearch } from '#search/search.ts'
import { loadNotice } from '#services/desk/notice-subjects.ts'
import { createImporter } from '#services/imports/importer.ts'
import { createForeground } from '#services/kernel/foreground.ts'
import { createListFiles } from '#services/orders/list-files.ts'
import { nameFirstAdmins } from '#services/people/staff.ts'
import { programs, startSegment } from '#workers/programs.ts'

export interface App {
  deps: BotDeps
  bot: Bot<BotContext>
  handleUpdate(update: Update): Promise<void>
  /** Takes updates (by polling or webhook) and runs the timetable. */
  start(): Promise<void>
  /** Finishes running work, then closes the database. */
  stop(): Promise<void>
  /** Runs everything that is due by the product's clock; for tests and the playground's clock. */
  runDue(): Promise<void>
  /** Waits for work that outlives its update, such as an import. */
  settled(): Promise<void>
  /** Rejects when the bot can't go on: a wrong token. */
  failed: Promise<never>
}

export interface AppGiven {
  config: Config
  log: Log
  clock?: Clock
  tokens?: RandomTokens
  /** An open and migrated database. */
  db?: Kysely<Schema>
  /** Pauses before a call to Telegram is repeated; the bot's own by default. */
  pausesMs?: readonly number[]
  /** The longest download of a file from Telegram, ms. */
  downloadMs?: number
}

/** The composition root: the only file that knows every layer. Opens and migrates the database, calls `getMe`. */
export async function createApp({
  config,
  log,
  clock = systemClock,
  tokens = systemTokens,
  ...given
}: AppGiven): Promise<App> {
  loadArticles()
  const writeLock = createLock()
  const db = given.db ?? (await openOwn(config, writeLock))
  const settings = settingsOf(config)
  const { botToken: token, telegramApiRoot: apiRoot } = config
  const client = { apiRoot }
  const scheduler = createScheduler({ db, log, systemClock, mongodbUri: config.mongodbUri })
  const isSharedDatabase = !given.db && isShared(config.databaseUrl)
  const databaseUrl = isSharedDatabase ? config.databaseUrl : null
  const search = createSearch(
    { db, clock },
    {
      kind: config.search,
      synonyms: config.synonyms,
      elsewhere: databaseUrl === null ? undefined : { databaseUrl, program: programs.indexBuilder },
      onError: (error) => log.error({ err: error }, 'the search could not look at the catalog'),
    },
  )
  const work = new Set<Promise<void>>()
  const deps: BotDeps = {
    db,
    clock,
    tokens,
    settings,
    scheduler,
    search,
    importer: createImporter(
      { db, clock, ...(config.search === 'memory' ? { startSegment } : {}) },
      databaseUrl === null ? undefined : { databaseUrl, writeLock, program: programs.importer },
    ),
    listFiles: createListFiles({
      program: programs.listReader,
      onError: (error) => log.error({ err: error }, 'a list could not be read'),
    }),
    foreground: createForeground(systemStopwatch),
    loadNotice,
    notifier: createNotifier({ db, clock, settings, log, token, client }),
  }
  const inBackground = (promise: Promise<void>) => {
    const logged = promise.catch((error: unknown) => log.error({ err: error }, 'background work failed'))
    work.add(logged)
    void logged.then(() => work.delete(logged))
  }
  const { pausesMs = PAUSES_MS, downloadMs: timeoutMs = limits.downloadForMs } = given
  const downloads = createDownloads({ token, apiRoot, timeoutMs })
  const bot = createBot({ token, deps, log, config: { client }, pausesMs, ...downloads, inBackground })
  await nameFirstAdmins(deps, config.adminIds)
  bot.botInfo = await whoAmI(bot.api, log)

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
  const guard = createGuard({ deps, api: bot.api, log, handle: handleUpdate })
  const { handle } = guard
  const reaching = { log, signal: stopping.signal }
  const stopped = once(stopping.signal, 'abort')
  const resume = async () => {
    if (!stopping.signal.aborted) await resumeWork({ bot, deps, log, pausesMs, ...downloads, inBackground })
  }

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
      await scheduler.start(deps)
      await guard.begin()
      if (config.updates.by === 'polling') {
        await reach(reaching, () => bot.api.deleteWebhook())
        const { caughtUp: onCaughtUp } = guard
        polling = poll({ api: bot.api, handle, open, log, signal: stopping.signal, onCaughtUp }).catch(fail)
        inBackground(Promise.race([guard.calm, stopped]).then(resume))
      } else {
        const { url, port } = config.updates
        // Without a secret anybody could post as Telegram: Telegram then gets a random one.
        const secret = config.updates.secret || tokens.token()
        const path = new URL(url).pathname
        server = createWebhookServer({ path, secret, handle: (update) => handle(update as Update), log })
        await about(`PORT=${port}`, () => listen(server as Server, port))
        await postTo(bot.api, url, secret, reaching)
        await handleLeft(open, handle)
        inBackground(resume())
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
      await guard.end()
      if (!given.db) await db.destroy()
    },
  }
}

/** The database of the settings, migrated to the newest shape. */
async function openOwn({ databaseUrl }: Config, writeLock: Lock): Promise<Kysely<Schema>> {
  return about(`DATABASE_URL=${withoutPassword(databaseUrl)}`, async () => {
    const db = openDatabase(databaseUrl, { writeLock })
    await migrate(db).catch(async (error: unknown) => {
      await db.destroy().catch(() => {})
      throw error
    })
    return db
  })
}
