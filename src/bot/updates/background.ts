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
  /** Shows the outcome of an earlier process, without beginning anything; false: there is none. */
  tellFound(ctx: BotContext, job: Job): Promise<boolean>
}

export interface PromisedWork {
  /** The key by which the next start finds the work: see `resume.ts`. */
  kind: string
  work: Work
  /** The message that is the job's own from the start. */
  messageId?: number
  /** Decided in the transaction that begins the work. */
  decide?: (tx: Db) => Promise<boolean>
  /** The time that the chat waits, ms, so that quick work is answered in order. */
  soonMs?: number
}

/** The work of this process, by update. */
const running = new WeakMap<Deps, Set<number>>()

function runningIn(deps: Deps): Set<number> {
  const known = running.get(deps) ?? new Set()
  running.set(deps, known)
  return known
}

/**
 * Starts work that outlives the update, as a row that the next start takes up: its sender gets an answer in any case.
 * The same update again begins nothing. Answers false if `decide` did.
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
 * Continues work that an earlier process left. An outcome is shown, however often processes died with it; work without
 * one, over which processes died too often, is reported as failed and set aside.
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

/** Reports an error; throws if that fails: then the next start tries again. */
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

/** Ignores that a person has blocked the bot or is gone: no answer can arrive. */
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
      // A process that dies before the message's id is saved leaves the message as it is, so its first text is one that
      // stays true.
      if (own === null) await send({ text: ctx.ui.t('common.accepted') })
      await tell(view)
    },
    tell,
  }
}
