import { GrammyError, HttpError } from 'grammy'
import type { BotContext, Job, View } from '#bot/kit/context.ts'
import { FileUnavailable } from '#bot/kit/downloads.ts'
import { replaceMessage, toMessage } from '#bot/kit/shell.ts'
import { noteMessage } from '#db/kernel/background-work.ts'
import type { Db } from '#db/schema/schema.ts'
import { type BackgroundWork, beginWork, endWork, takeUpWork } from '#services/kernel/background-work.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { soonOver } from './careful.ts'
import { answerSetAside, setUpdateAside } from './set-aside.ts'

export interface Work {
  begin(ctx: BotContext, job: Job): Promise<void>
  /** Tells what an earlier process has come to, without beginning anything; false: it came to nothing. */
  tellFound(ctx: BotContext, job: Job): Promise<boolean>
}

export interface PromisedWork {
  /** By which the next start knows how to go on: see `resume.ts`. */
  kind: string
  work: Work
  /** The message that is the job's own from the start. */
  messageId?: number
  /** Decided together with the beginning of the work, or neither. */
  decide?: (tx: Db) => Promise<boolean>
  /** For so long the chat waits, so that what is soon over is answered in its order, ms. */
  soonMs?: number
}

/** What this process works at, by update. */
const running = new WeakMap<Deps, Set<number>>()

function runningIn(deps: Deps): Set<number> {
  const known = running.get(deps) ?? new Set()
  running.set(deps, known)
  return known
}

/**
 * Works on behind the update, as a row that the next start takes up: its sender gets his answer whatever happens. The same
 * update again begins nothing. Answers false if `decide` did.
 */
export async function promise(ctx: BotContext, given: PromisedWork): Promise<boolean> {
  if (ctx.job) {
    await given.work.begin(ctx, ctx.job)
    return true
  }
  const { deps, update } = ctx
  const row = { updateId: update.update_id, kind: given.kind, value: JSON.stringify(update), chatId: ctx.chatId }
  const begun = await beginWork(deps, { ...row, messageId: given.messageId ?? null }, given.decide)
  if (!begun) return false
  const { work, isNew } = begun
  if (work.doneAt !== null || runningIn(deps).has(work.updateId)) return true
  const done = isNew ? run(ctx, work, (job) => given.work.begin(ctx, job)) : takeUp(ctx, work, given.work)
  ctx.inBackground(done)
  if (given.soonMs) await soonOver(done, given.soonMs)
  return true
}

/**
 * Goes on with work that an earlier process left. What came of it is told, however often processes died with it; what came
 * to nothing and had processes die too often is told to have failed, and set aside.
 */
export async function takeUp(ctx: BotContext, left: BackgroundWork, work: Work): Promise<void> {
  const { deps } = ctx
  if (runningIn(deps).has(left.updateId)) return
  await run(ctx, left, async (job) => {
    const allowed = await takeUpWork(deps, left)
    if (allowed !== 'nothing' && (await work.tellFound(ctx, job))) return
    await (allowed === 'all' ? work.begin(ctx, job) : giveUp(ctx, left))
  })
}

async function giveUp(ctx: BotContext, { updateId, kind }: BackgroundWork): Promise<void> {
  ctx.log.error({ updateId, kind }, 'the process died twice over this work: it is set aside')
  await setUpdateAside(ctx.deps, ctx.update)
  await answerSetAside(ctx.deps, ctx.api, ctx.log)
}

async function run(ctx: BotContext, row: BackgroundWork, work: (job: Job) => Promise<void>): Promise<void> {
  const { deps } = ctx
  const job = createJob(ctx, row)
  ctx.job = job
  runningIn(deps).add(row.updateId)
  try {
    await work(job).catch((error: unknown) => failed(ctx, job, error))
    await endWork(deps, row.updateId)
  } finally {
    runningIn(deps).delete(row.updateId)
  }
}

/** Says what went wrong; throws where that can't be said: then the next start tries again. */
async function failed(ctx: BotContext, job: Job, error: unknown): Promise<void> {
  const { log, ui, deps } = ctx
  const { update_id: updateId } = ctx.update
  const say = (text: string) => job.tell({ text }).catch(forgiveAbsence)
  if (error instanceof FileUnavailable) {
    log.warn({ err: error, updateId }, 'Telegram did not give a file')
    await say(ui.t('common.file_unavailable'))
  } else if (error instanceof GrammyError && error.error_code === 403) {
    log.info({ updateId }, 'the person has blocked the bot')
  } else if (error instanceof HttpError || (error instanceof GrammyError && error.error_code >= 429)) {
    log.warn({ err: error, updateId }, 'Telegram did not take an answer')
    await say(ui.t('common.lost'))
  } else {
    const id = deps.tokens.token().slice(0, 6)
    log.error({ err: error, incident: id, updateId }, 'background work failed')
    await say(ui.t('common.incident', { id }))
  }
}

/** Who has blocked the bot, or is gone, has no answer to come. */
function forgiveAbsence(error: unknown): void {
  if (!(error instanceof GrammyError) || error.error_code >= 429) throw error
}

function createJob(ctx: BotContext, { updateId, messageId, begunAt }: BackgroundWork): Job {
  let own = messageId
  async function send(view: View): Promise<number> {
    const sent = await ctx.reply(view.text, toMessage(view))
    own = sent.message_id
    await noteMessage(ctx.deps.db, updateId, own)
    return own
  }
  const tell = async (view: View) => (own !== null && (await replaceMessage(ctx, own, view)) ? own : send(view))
  return {
    begunAt,
    hasMessage: () => own !== null,
    async progress(view) {
      // A process that dies before the message's id is written down leaves it as it is: so it first says what stays true.
      if (own === null) await send({ text: ctx.ui.t('common.accepted') })
      await tell(view)
    },
    tell,
  }
}
