import { Api, type Bot, Composer, Context } from 'grammy'
import type { Update } from 'grammy/types'
import type { Log } from '../log.ts'
import { leftWork } from '../services/background-work.ts'
import type { Deps } from '../services/deps.ts'
import { takeUp, type Work } from './background.ts'
import { soonOver } from './careful.ts'
import type { BotContext } from './context.ts'
import type { Downloads } from './downloads.ts'
import { orderFileOf } from './features/files.ts'
import { lookAtFile, lookOnceMore, takeInOffer } from './features/manager/import-work.ts'
import { typedList } from './features/texts.ts'
import { patience } from './middleware/again.ts'
import { shell } from './middleware/shell.ts'
import { who } from './middleware/who.ts'

/** How work of each kind goes on that an earlier process began. */
const works: Record<string, Work> = {
  look: lookAtFile,
  look_again: lookOnceMore,
  take_in: takeInOffer,
  file: orderFileOf,
  list: typedList,
}

/** The next one waits for so long: what kills the process does so alone. */
const PATIENCE_MS = 10_000

export interface ResumeGiven extends Downloads {
  bot: Bot<BotContext>
  deps: Deps
  log: Log
  pausesMs: readonly number[]
  inBackground: BotContext['inBackground']
}

/** Goes on with all that earlier processes have promised and not done, each in the eyes of whoever sent it, as things are now. */
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
