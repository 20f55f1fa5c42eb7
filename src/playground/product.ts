import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '#app.ts'
import { readConfig } from '#config/config.ts'
import { hours, minutes } from '#domain/time.ts'
import { startTelegram } from '#playground/telegram/server.ts'
import { createLog } from '#runtime/log.ts'
import type { Clock } from '#runtime/system.ts'
import { systemClock } from '#runtime/system.ts'
import { handOutPhones, type Phone } from './cast.ts'
import { createMovingClock } from './clock.ts'
import type { Playground } from './playground.ts'
import { seed } from './seed.ts'

const STEP_MS = minutes(30)

export interface ProductOptions {
  /** The place of the data; without it they are gone at the end. */
  databasePath?: string
  clock?: Clock
  logLevel?: 'warn' | 'silent'
}

/** The product, running against a Telegram on this machine, with goods and people in it. */
export interface RunningProduct extends Playground {
  app: App
  close(): Promise<void>
}

/** Starts it as production does, by polling; resolves when each person's first screen is there. */
export async function startProduct(options: ProductOptions = {}): Promise<RunningProduct> {
  const { databasePath, clock: base = systemClock, logLevel = 'warn' } = options
  const clock = createMovingClock(base.now)
  const folder = databasePath === undefined ? await mkdtemp(join(tmpdir(), 'dealerdesk-playground-')) : undefined
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  if (folder !== undefined) closers.push(() => rm(folder, { recursive: true, force: true }))
  try {
    const telegram = await startTelegram({ now: clock.now })
    closers.push(() => telegram.close())
    const config = readConfig({
      BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      DATABASE_URL: `sqlite:${databasePath ?? join(folder ?? '', 'playground.sqlite')}`,
      LOG_LEVEL: logLevel,
    })
    const app = await createApp({ config, log: createLog(logLevel), clock })
    closers.push(() => app.stop())
    const phones = handOutPhones(telegram)
    await seed(app.deps, phones)
    await openChats(app, [phones.dealer, phones.manager, phones.support])
    // In small steps: what is due on the way, such as the warnings before a reserve ends, is done in its time.
    const moveClock = async (count: number) => {
      for (let step = 0; step < hours(count) / STEP_MS; step++) {
        clock.move(STEP_MS)
        await app.runDue()
      }
      app.deps.scheduler.wake()
    }
    return { app, telegram, phones, clock, timeZone: config.timeZone, moveClock, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openChats(app: App, phones: Phone[]): Promise<void> {
  for (const { person } of phones) await person.sends('/start')
  await app.start()
  const isAnswered = ({ person }: Phone) => person.chat.some(({ fromBot }) => fromBot)
  await Promise.all(phones.map((phone) => phone.person.until(() => isAnswered(phone))))
}
