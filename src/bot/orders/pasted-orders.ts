import { Composer } from 'grammy'
import type { BotContext, Job, View } from '#bot/kit/context.ts'
import { refusalText } from '#bot/kit/refusals.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { replaceMessage, toMessage } from '#bot/kit/shell.ts'
import { promise } from '#bot/updates/background.ts'
import { renderAnswers, renderSample } from '#documents/pasted-order-xlsx.ts'
import { limits } from '#domain/limits.ts'
import type { Refusal } from '#domain/result.ts'
import { seconds } from '#domain/time.ts'
import { answerTable, sampleList } from '#services/orders/pasted-order-files.ts'
import {
  answerColumn,
  findListOf,
  listOfMessage,
  readList,
  rememberAnswer,
  type SentList,
} from '#services/orders/pasted-order-reading.ts'
import { type PastedOrderSheet, seePastedOrder } from '#services/orders/pasted-order-sheet.ts'
import { answerLine, putIntoCart } from '#services/orders/pasted-orders.ts'
import { answerTexts, columnQuestionView, sampleTexts } from './pasted-order-questions-view.ts'
import { isShort, pastedChoiceView, pastedOrderView } from './pasted-orders-view.ts'

/** Lists of goods that people paste, forward or send as a file. */
export const pastedOrders = new Composer<BotContext>()

/** The most lines read while the sender waits; a longer list shows its progress. */
const AT_ONCE = 400

export async function pastedOrder(ctx: BotContext, list: Omit<SentList, 'updateId' | 'messageId'>): Promise<void> {
  const sent = { ...list, updateId: ctx.update.update_id, messageId: ctx.msgId ?? 0 }
  const { tables, lines } = list.draft
  const total = lines.length + tables.reduce((sum, { rows }) => sum + rows.length, 0)
  if (total <= AT_ONCE && !ctx.deps.foreground.isWorking(ctx.actor.id))
    return withPersonLock(ctx, () => takeList(ctx, sent))
  const begin = (_: BotContext, job: Job) => takeLongList(ctx, job, sent, total)
  await promise(ctx, { kind: 'list', work: { begin, tellFound: tellFoundList } })
}

async function takeLongList(ctx: BotContext, job: Job, sent: SentList, total: number): Promise<void> {
  const isBehind = ctx.deps.foreground.isWorking(ctx.actor.id)
  const say = (what: 'queued' | 'progress', done = 0) =>
    job.progress({ text: ctx.ui.t(`quick_orders.${what}`, { done, total }) })
  await say(isBehind ? 'queued' : 'progress')
  let saidAt = ctx.deps.clock.now()
  await withPersonLock(ctx, () =>
    takeList(ctx, sent, async (done) => {
      if (ctx.deps.clock.now() - saidAt < seconds(2)) return
      saidAt = ctx.deps.clock.now()
      await say('progress', done).catch((error: unknown) => ctx.log.warn({ err: error }, 'progress could not be told'))
    }),
  )
}

/** One list of a person at a time: a limited number of further ones waits. */
function withPersonLock(ctx: BotContext, work: () => Promise<void>): Promise<void> {
  return ctx.deps.foreground.withPersonLock(ctx.actor.id, work) ?? refuseMore(ctx)
}

async function refuseMore(ctx: BotContext): Promise<void> {
  await refuseList(ctx, ctx.ui.t('quick_orders.tooMany', { most: limits.listsWaiting }))
}

function whyNot({ ui }: BotContext, refusal: Refusal<string>): string {
  if (refusal.reason === 'empty') return ui.label('carts.fileEmpty')
  if (refusal.reason === 'added') return ui.label('quick_orders.edit.added')
  return refusalText(ui, refusal, { room: 'quick_orders' })
}

async function takeList(ctx: BotContext, sent: SentList, progress?: (done: number) => Promise<void>): Promise<void> {
  const read = await readList(ctx.deps, ctx.actor, sent, progress)
  if (read.ok) return tellList(ctx, read.orderId, sent)
  await refuseList(ctx, whyNot(ctx, read))
}

/** The job whose message showed the progress: it shows the outcome, too. */
const ownJob = ({ job }: BotContext) => (job?.hasMessage() ? job : undefined)

async function refuseList(ctx: BotContext, text: string): Promise<void> {
  await (ownJob(ctx)?.tell({ text }) ?? ctx.refuse(text))
}

/** Shows the list that an earlier process has read, and puts it into the cart if it is clear. */
export async function tellFoundList(ctx: BotContext): Promise<boolean> {
  const orderId = await findListOf(ctx.deps, ctx.actor, ctx.update.update_id)
  if (orderId === null) return false
  await tellList(ctx, orderId, { isEdit: ctx.editedMessage !== undefined, messageId: ctx.msgId ?? 0 })
  return true
}

async function tellList(ctx: BotContext, orderId: number, sent: Pick<SentList, 'isEdit' | 'messageId'>): Promise<void> {
  const view = await readView(ctx, orderId)
  if (!view) return refuseList(ctx, ctx.ui.label('refusals.not_found'))
  const job = ownJob(ctx)
  if (job) return rememberAnswer(ctx.deps, orderId, await job.tell(view))
  const before = sent.isEdit ? await listOfMessage(ctx.deps, ctx.actor, sent.messageId) : null
  if (before?.answerId && (await replaceMessage(ctx, before.answerId, view))) return
  const message = await ctx.reply(view.text, toMessage(view))
  await rememberAnswer(ctx.deps, orderId, message.message_id)
}

/** A list without questions and shortages goes into the cart at once; any other is shown first. */
async function readView(ctx: BotContext, orderId: number): Promise<View | null> {
  const seen = await seePastedOrder(ctx.deps, ctx.actor, orderId)
  if (!seen.ok) return null
  if (!isClear(seen.sheet)) return listView(ctx, seen.sheet, 0)
  const added = await putIntoCart(ctx.deps, ctx.actor, orderId)
  return listView(ctx, added.ok ? added.sheet : seen.sheet, 0)
}

/** A list, or the question that comes before it. */
function listView(ctx: BotContext, sheet: PastedOrderSheet, page: number): View {
  return sheet.question ? columnQuestionView(ctx.ui, sheet, sheet.question) : pastedOrderView(ctx.ui, sheet, page)
}

const isClear = ({ order, open, taken }: PastedOrderSheet) =>
  order.addedAt === null && taken.length > 0 && open.length === 0 && !taken.some(isShort)

async function showOrder(ctx: BotContext, id: number, page: number): Promise<void> {
  const seen = await seePastedOrder(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(listView(ctx, seen.sheet, page))
}

pastedOrders.callbackQuery(to.pastedOrder.pattern, (ctx) => {
  const { list: id, page } = to.pastedOrder.args(ctx.match)
  return showOrder(ctx, id, page)
})

pastedOrders.callbackQuery(to.pastedLine.pattern, async (ctx) => {
  const { list: id, position } = to.pastedLine.args(ctx.match)
  const seen = await seePastedOrder(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const line = seen.sheet.open.find((one) => one.position === position)
  // Answered already, perhaps by a second press.
  await ctx.show(line ? pastedChoiceView(ctx.ui, id, line) : listView(ctx, seen.sheet, 0))
})

pastedOrders.callbackQuery(decide.pastedLine.pattern, async (ctx) => {
  const { list: id, position, product: productId } = decide.pastedLine.args(ctx.match)
  const given = { orderId: id, position, productId: productId ?? null }
  const answered = await answerLine(ctx.deps, ctx.actor, given)
  if (answered.ok) return ctx.show(pastedOrderView(ctx.ui, answered.sheet, 0))
  await ctx.refuse(answered.reason === 'added' ? ctx.ui.label('quick_orders.added') : answered)
})

pastedOrders.callbackQuery(decide.pastedColumn.pattern, async (ctx) => {
  const { list: id, table, column } = decide.pastedColumn.args(ctx.match)
  const given = { orderId: id, table, column: column ?? null }
  await withPersonLock(ctx, async () => {
    const answered = await answerColumn(ctx.deps, ctx.actor, given)
    if (!answered.ok) return ctx.refuse(whyNot(ctx, answered))
    const view = await readView(ctx, given.orderId)
    if (view) await ctx.show(view)
  })
})

pastedOrders.callbackQuery(decide.pastedAll.pattern, async (ctx) => {
  const added = await putIntoCart(ctx.deps, ctx.actor, decide.pastedAll.args(ctx.match).list)
  if (!added.ok) return ctx.refuse(whyNot(ctx, added))
  await ctx.toast(ctx.ui.label('quick_orders.toast', { count: added.sheet.taken.length }))
  await ctx.show(pastedOrderView(ctx.ui, added.sheet, 0))
})

pastedOrders.callbackQuery(to.pastedFile.pattern, async (ctx) => {
  const made = await answerTable(ctx.deps, ctx.actor, to.pastedFile.args(ctx.match).list)
  if (!made.ok) return ctx.refuse(made)
  await ctx.toast()
  const name = `${made.name.replace(/\.[^.]*$/, '') || ctx.ui.label('quick_orders.fileName')}.xlsx`
  const bytes = await renderAnswers(made.rows, answerTexts(ctx.ui))
  await ctx.sendFile({ name, bytes, caption: ctx.ui.t('quick_orders.fileCaption') })
})

pastedOrders.callbackQuery(to.pastedSample.pattern, async (ctx) => {
  const sample = await sampleList(ctx.deps, ctx.actor)
  if (!sample.ok) return ctx.refuse(sample)
  await ctx.toast()
  const name = `${ctx.ui.label('quick_orders.sampleName')}.xlsx`
  const bytes = await renderSample(sample.lines, sampleTexts(ctx.ui))
  await ctx.sendFile({ name, bytes, caption: ctx.ui.t('quick_orders.sampleCaption') })
})
