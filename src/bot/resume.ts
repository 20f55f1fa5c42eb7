import { Api, type Bot, Composer, Context } from 'grammy'
import type { Update } from 'grammy/types'
import { lookOnceMore, takeInOffer } from '#bot/imports/work.ts'
import type { BotContext, BotDeps } from '#bot/kit/context.ts'
import type { Downloads } from '#bot/kit/downloads.ts'
import { shell } from '#bot/kit/shell.ts'
import { patience } from '#bot/middleware/again.ts'
import { who } from '#bot/middleware/who.ts'
import { orderFileOf, sentByStaff } from '#bot/roof/files.ts'
import { typedList } from '#bot/roof/texts.ts'
import { takeUp, type Work } from '#bot/updates/background.ts'
import { soonOver } from '#bot/updates/careful.ts'
import type { Log } from '#runtime/log.ts'
import { leftWork } from '#services/kernel/background-work.ts'

/** The work of each kind that continues after an earlier process. */
const works: Record<string, Work> = {
  look: sentByStaff,
  look_again: lookOnceMore,
  take_in: takeInOffer,
  file: orderFileOf,
  list: typedList,
}

/** The next work waits for this one as long as this, ms: work that kills the process does so alone. */
const PATIENCE_MS = 10_000

export interface ResumeGiven extends Downloads {
  bot: Bot<BotContext>
  deps: BotDeps
  log: Log
  pausesMs: readonly number[]
  inBackground: BotContext['inBackground']
}

/**
 * Continues all work that earlier processes have begun and not finished, with the sender's present rights and language.
 */
export async function resumeWork(given: ResumeGiven): Promise<void> {
  const { bot, deps, log, pausesMs, download, downloadTo, inBackground } = given
  for (const left of await leftWork(deps)) {
    const work = works[left.kind]
    if (!work) throw new Error(`no work is called ${left.kind}: there are ${Object.keys(works).join(', ')}`)
    const people = new Composer<BotContext>()
    people.use(patience(pausesMs), who(deps, log))
    people.use((ctx, next) => {
      Object.assign(ctx, { download, downloadTo, inBackground })
      return next()
    })
    people.use(shell, (ctx) => takeUp(ctx, left, work))
    const { token, options } = bot.api
    const ctx = new Context(JSON.parse(left.value) as Update, new Api(token, options), bot.botInfo) as BotContext
    const goOn = async () => people.middleware()(ctx, () => Promise.resolve())
    const done = goOn().then(undefined, (error: unknown) =>
      log.error({ err: error, updateId: left.updateId }, 'work that was left failed again'),
    )
    inBackground(done as Promise<void>)
    await soonOver(done, PATIENCE_MS)
  }
}
