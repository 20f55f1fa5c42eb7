import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { may } from '#domain/policy.ts'
import type { Refusal } from '#domain/result.ts'
import { methods } from '#domain/shipping/shipments.ts'
import { formatDay } from '#domain/time.ts'
import { type ChangeDraft, changeDraft, type DraftChange } from '#services/shipping/answers.ts'
import type { DraftSheet } from '#services/shipping/draft-sheet.ts'
import { seeDraft, startShipment } from '#services/shipping/drafts.ts'
import { fileShipment } from '#services/shipping/filing.ts'
import { cancelShipment, moveRequest } from '#services/shipping/moves.ts'
import { seeShipment, seeShipments } from '#services/shipping/shipments.ts'
import { shipmentLinesView } from './goods-view.ts'
import { draftLinesView, draftLineView, draftView, termsRefusalView, termsText } from './shipment-form-view.ts'
import { draftQuestion, draftWords } from './shipments-form.ts'
import { cancelShipmentView, movable, shipmentsView, shipmentView } from './shipments-view.ts'

export const shipments = new Composer<BotContext>()

export async function showShipments(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeShipments(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(shipmentsView(ctx.ui, seen.shipments, page, ctx.actor.companyId === null))
}

export async function showShipment(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeShipment(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const own = ctx.actor.companyId === seen.sheet.shipment.companyId
  await ctx.show(
    shipmentView(ctx.ui, seen.sheet, {
      manager: may(ctx.actor, 'shipments.move'),
      mayOrder: own && may(ctx.actor, 'order'),
    }),
  )
}

/** Shows the draft; what is typed next answers its open question. */
async function showDraft(ctx: BotContext, sheet: DraftSheet): Promise<void> {
  if (sheet.missing === null) return ctx.show(draftView(ctx.ui, sheet))
  await ctx.ask(draftView(ctx.ui, sheet), draftQuestion(sheet))
}

shipments.command('shipments', (ctx) => showShipments(ctx, 0))
shipments.callbackQuery(to.shipments.pattern, (ctx) => showShipments(ctx, to.shipments.args(ctx.match).page))
shipments.callbackQuery(to.shipment.pattern, (ctx) => showShipment(ctx, to.shipment.args(ctx.match).shipment))

shipments.callbackQuery(to.shipmentLines.pattern, async (ctx) => {
  const { shipment: id, page } = to.shipmentLines.args(ctx.match)
  const seen = await seeShipment(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(shipmentLinesView(ctx.ui, seen.sheet, page, may(ctx.actor, 'shipments.move')))
})

shipments.callbackQuery(to.shipmentStart.pattern, async (ctx) => {
  const started = await startShipment(ctx.deps, ctx.actor, to.shipmentStart.args(ctx.match).invoice)
  if (started.ok) return showDraft(ctx, started.sheet)
  if ('invoice' in started) return ctx.show(termsRefusalView(ctx.ui, started.reason, started.invoice))
  await ctx.refuse(started, { room: 'shipments' })
})

async function withDraft(ctx: BotContext, id: number, then: (sheet: DraftSheet) => Promise<void>): Promise<void> {
  const seen = await seeDraft(ctx.deps, ctx.actor, id)
  if (seen.ok) return then(seen.sheet)
  await ctx.refuse(seen, { room: 'shipments' })
}

shipments.callbackQuery(to.draft.pattern, (ctx) =>
  withDraft(ctx, to.draft.args(ctx.match).draft, (sheet) => showDraft(ctx, sheet)),
)
shipments.callbackQuery(to.draftLines.pattern, (ctx) => {
  const { draft: id, page } = to.draftLines.args(ctx.match)
  return withDraft(ctx, id, (sheet) => ctx.show(draftLinesView(ctx.ui, sheet, page)))
})
shipments.callbackQuery(to.draftLine.pattern, (ctx) => {
  const { draft: id, line: lineId } = to.draftLine.args(ctx.match)
  const question = asked.draftLine({ draft: id, line: lineId })
  return withDraft(ctx, id, (sheet) => ctx.ask(draftLineView(ctx.ui, sheet, lineId), question))
})

async function change(ctx: BotContext, draftId: number, wanted: DraftChange, typed = ''): Promise<void> {
  const changed: ChangeDraft = await changeDraft(ctx.deps, ctx.actor, draftId, wanted)
  if (!changed.ok) return ctx.refuse(changed, draftWords(ctx, typed))
  await ctx.conversation.exitAll()
  await showDraft(ctx, changed.sheet)
}

shipments.callbackQuery(decide.method.pattern, (ctx) => {
  const { draft: id, method } = decide.method.args(ctx.match)
  return change(ctx, id, { method: methods[method] ?? null })
})
shipments.callbackQuery(decide.warehouse.pattern, (ctx) => {
  const { draft: id, warehouse: warehouseId } = decide.warehouse.args(ctx.match)
  return change(ctx, id, { warehouseId })
})
shipments.callbackQuery(decide.day.pattern, (ctx) => {
  const { draft: id, day } = decide.day.args(ctx.match)
  const shipOn = String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  return change(ctx, id, { shipOn }, shipOn)
})
shipments.callbackQuery(decide.contact.pattern, (ctx) => {
  const { draft: id, contact: former } = decide.contact.args(ctx.match)
  return change(ctx, id, { former })
})
shipments.callbackQuery(decide.again.pattern, (ctx) => {
  const { draft: id, what } = decide.again.args(ctx.match)
  const wanted: DraftChange = what === 1 ? { method: null } : what === 2 ? { shipOn: '' } : { contactName: '' }
  return change(ctx, id, wanted)
})
shipments.callbackQuery(decide.draftLine.pattern, async (ctx) => {
  const { draft: id, line: lineId, quantity } = decide.draftLine.args(ctx.match)
  const changed = await changeDraft(ctx.deps, ctx.actor, id, { lineId, quantity })
  if (!changed.ok) return ctx.refuse(changed, draftWords(ctx, String(quantity)))
  await ctx.conversation.exitAll()
  await ctx.show(draftLinesView(ctx.ui, changed.sheet, 0))
})

shipments.callbackQuery(decide.file.pattern, async (ctx) => {
  const filed = await fileShipment(ctx.deps, ctx.actor, decide.file.args(ctx.match).draft)
  if (filed.ok) {
    await ctx.toast(ctx.ui.label('shipments.filed', { number: filed.shipment.number }))
    return showShipment(ctx, filed.shipment.id)
  }
  if ('invoice' in filed) return ctx.show(termsRefusalView(ctx.ui, filed.reason, filed.invoice))
  if ('shipOn' in filed) return askDayAgain(ctx, decide.file.args(ctx.match).draft, filed)
  await ctx.refuse(filed, draftWords(ctx, ''))
})

/** The chosen day can't be any more: it is named, and another one is asked for. */
async function askDayAgain(ctx: BotContext, id: number, refusal: Refusal<string> & { shipOn: string }): Promise<void> {
  await ctx.refuse(refusal, draftWords(ctx, formatDay(refusal.shipOn)))
  await change(ctx, id, { shipOn: '' })
}

shipments.callbackQuery(to.cancelShipment.pattern, async (ctx) => {
  const seen = await seeShipment(ctx.deps, ctx.actor, to.cancelShipment.args(ctx.match).shipment)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(cancelShipmentView(ctx.ui, seen.sheet.shipment))
})
shipments.callbackQuery(decide.cancelShipment.pattern, async (ctx) => {
  const id = decide.cancelShipment.args(ctx.match).shipment
  await answerMove(ctx, id, await cancelShipment(ctx.deps, ctx.actor, id))
})

/** A manager's press; refusing asks for the reason first. */
shipments.callbackQuery(decide.move.pattern, async (ctx) => {
  const { shipment: id, state: number } = decide.move.args(ctx.match)
  const state = movable[number] ?? 'filed'
  if (state === 'refused' && may(ctx.actor, 'shipments.move')) return askReason(ctx, id)
  await answerMove(ctx, id, await moveRequest(ctx.deps, ctx.actor, id, state))
})

async function askReason(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeShipment(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const text = ctx.ui.t('shipments.askReason', { number: seen.sheet.shipment.number })
  const back = { text: ctx.ui.label('common.back'), callback_data: to.shipment.data({ shipment: id }) }
  await ctx.ask({ text, buttons: [[back]] }, asked.refusalReason({ shipment: id }))
}

async function answerMove(ctx: BotContext, id: number, moved: Awaited<ReturnType<typeof moveRequest>>): Promise<void> {
  if (moved.ok) {
    await ctx.toast(ctx.ui.label('shipments.moved', { state: ctx.ui.label(`shipments.state.${moved.shipment.state}`) }))
    return showShipment(ctx, id)
  }
  if ('invoice' in moved) return ctx.refuse(termsText(ctx.ui, moved.reason, moved.invoice))
  await ctx.refuse(moved, { room: 'shipments' })
}
