import { Composer } from 'grammy'
import { renderAnswers, renderSample } from '../../documents/quick-order-xlsx.ts'
import { seconds } from '../../domain/time.ts'
import { answerTable, sampleList } from '../../services/quick-order-files.ts'
import { type QuickOrderSheet, seeQuickOrder } from '../../services/quick-order-sheet.ts'
import { answerLine, putIntoCart, readList, type SentList } from '../../services/quick-orders.ts'
import type { BotContext } from '../context.ts'
import { decide, to } from '../routes.ts'
import { answerTexts, sampleTexts } from '../views/quick-order-texts.ts'
import { isShort, quickChoiceView, quickOrderView } from '../views/quick-orders.ts'

/** Lists of goods that somebody pastes, forwards or sends as a file. */
export const quickOrders = new Composer<BotContext>()

/** So many lines are read while their sender waits; with more of them he is told how far it is. */
const AT_ONCE = 400

export async function quickOrder(ctx: BotContext, list: Omit<SentList, 'updateId'>): Promise<void> {
  const sent = { ...list, updateId: ctx.update.update_id }
  if (list.lines.length <= AT_ONCE) return takeList(ctx, sent)
  const total = list.lines.length
  const { chat, message_id: messageId } = await ctx.reply(ctx.ui.t('quick_orders.progress', { done: 0, total }))
  let saidAt = ctx.deps.clock.now()
  const progress = async (done: number) => {
    if (ctx.deps.clock.now() - saidAt < seconds(2)) return
    saidAt = ctx.deps.clock.now()
    await ctx.api.editMessageText(chat.id, messageId, ctx.ui.t('quick_orders.progress', { done, total }))
  }
  ctx.inBackground(takeList(ctx, sent, progress))
}

/** Where nothing is to be asked and nothing is short the goods lie in the cart at once; else the list is shown first. */
async function takeList(ctx: BotContext, sent: SentList, progress?: (done: number) => Promise<void>): Promise<void> {
  const read = await readList(ctx.deps, ctx.actor, sent, progress)
  if (!read.ok) return ctx.refuse(ctx.ui.label(read.reason === 'empty' ? 'carts.fileEmpty' : `refusals.${read.reason}`))
  const seen = await seeQuickOrder(ctx.deps, ctx.actor, read.orderId)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  if (!isClear(seen.sheet)) return ctx.show(quickOrderView(ctx.ui, seen.sheet, 0))
  const added = await putIntoCart(ctx.deps, ctx.actor, read.orderId)
  await ctx.show(quickOrderView(ctx.ui, added.ok ? added.sheet : seen.sheet, 0))
}

const isClear = ({ order, open, taken }: QuickOrderSheet) =>
  order.addedAt === null && open.length === 0 && !taken.some(isShort)

async function showOrder(ctx: BotContext, id: number, page: number): Promise<void> {
  const seen = await seeQuickOrder(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(quickOrderView(ctx.ui, seen.sheet, page))
}

quickOrders.callbackQuery(to.quickOrder.pattern, (ctx) => {
  const [id, page] = to.quickOrder.args(ctx.match)
  return showOrder(ctx, id ?? 0, page ?? 0)
})

quickOrders.callbackQuery(to.quickLine.pattern, async (ctx) => {
  const [id, position] = to.quickLine.args(ctx.match)
  const seen = await seeQuickOrder(ctx.deps, ctx.actor, id ?? 0)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const line = seen.sheet.open.find((one) => one.position === position)
  // Answered already, perhaps by a second press.
  await ctx.show(line ? quickChoiceView(ctx.ui, id ?? 0, line) : quickOrderView(ctx.ui, seen.sheet, 0))
})

quickOrders.callbackQuery(decide.quickLine.pattern, async (ctx) => {
  const [id, position, productId] = decide.quickLine.args(ctx.match)
  const given = { orderId: id ?? 0, position: position ?? 0, productId: productId ?? null }
  const answered = await answerLine(ctx.deps, ctx.actor, given)
  if (answered.ok) return ctx.show(quickOrderView(ctx.ui, answered.sheet, 0))
  await ctx.refuse(ctx.ui.label(answered.reason === 'added' ? 'quick_orders.added' : `refusals.${answered.reason}`))
})

quickOrders.callbackQuery(decide.quickAll.pattern, async (ctx) => {
  const added = await putIntoCart(ctx.deps, ctx.actor, decide.quickAll.id(ctx.match))
  if (!added.ok) {
    const { reason } = added
    const own = reason === 'cart_full' || reason === 'nothing'
    return ctx.refuse(ctx.ui.label(own ? `quick_orders.refusal.${reason}` : `refusals.${reason}`))
  }
  await ctx.toast(ctx.ui.label('quick_orders.toast', { count: added.sheet.taken.length }))
  await ctx.show(quickOrderView(ctx.ui, added.sheet, 0))
})

quickOrders.callbackQuery(to.quickFile.pattern, async (ctx) => {
  const made = await answerTable(ctx.deps, ctx.actor, to.quickFile.id(ctx.match))
  if (!made.ok) return ctx.refuse(ctx.ui.label(`refusals.${made.reason}`))
  await ctx.toast()
  const name = `${made.name.replace(/\.[^.]*$/, '') || ctx.ui.label('quick_orders.fileName')}.xlsx`
  const bytes = await renderAnswers(made.rows, answerTexts(ctx.ui))
  await ctx.sendFile({ name, bytes, caption: ctx.ui.t('quick_orders.fileCaption') })
})

quickOrders.callbackQuery(to.quickSample.pattern, async (ctx) => {
  const sample = await sampleList(ctx.deps, ctx.actor)
  if (!sample.ok) return ctx.refuse(ctx.ui.label(`refusals.${sample.reason}`))
  await ctx.toast()
  const name = `${ctx.ui.label('quick_orders.sampleName')}.xlsx`
  const bytes = await renderSample(sample.lines, sampleTexts(ctx.ui))
  await ctx.sendFile({ name, bytes, caption: ctx.ui.t('quick_orders.sampleCaption') })
})
