import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { may } from '#domain/policy.ts'
import { methods } from '#domain/shipping/shipments.ts'
import { type ChangeDraft, changeDraft, type DraftChange } from '#services/shipping/answers.ts'
import { type DraftSheet, seeDraft, startShipment } from '#services/shipping/drafts.ts'
import { fileShipment } from '#services/shipping/filing.ts'
import { cancelShipment, moveRequest } from '#services/shipping/moves.ts'
import { seeShipment, seeShipments } from '#services/shipping/shipments.ts'
import { draftLinesView, draftLineView, draftView, termsRefusalView, termsText } from './shipment-form-view.ts'
import { draftQuestion, refusalText } from './shipments-form.ts'
import { cancelShipmentView, movable, shipmentsView, shipmentView } from './shipments-view.ts'

export const shipments = new Composer<BotContext>()

export async function showShipments(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeShipments(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(shipmentsView(ctx.ui, seen.shipments, page, ctx.actor.companyId === null))
}

export async function showShipment(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeShipment(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
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
shipments.callbackQuery(to.shipments.pattern, (ctx) => showShipments(ctx, to.shipments.id(ctx.match)))
shipments.callbackQuery(to.shipment.pattern, (ctx) => showShipment(ctx, to.shipment.id(ctx.match)))

shipments.callbackQuery(to.shipmentStart.pattern, async (ctx) => {
  const started = await startShipment(ctx.deps, ctx.actor, to.shipmentStart.id(ctx.match))
  if (started.ok) return showDraft(ctx, started.sheet)
  if ('invoice' in started) return ctx.show(termsRefusalView(ctx.ui, started.reason, started.invoice))
  const general = started.reason === 'forbidden' || started.reason === 'not_found'
  await ctx.refuse(ctx.ui.label(general ? `refusals.${started.reason}` : `shipments.refusal.${started.reason}`))
})

async function withDraft(ctx: BotContext, id: number, then: (sheet: DraftSheet) => Promise<void>): Promise<void> {
  const seen = await seeDraft(ctx.deps, ctx.actor, id)
  if (seen.ok) return then(seen.sheet)
  await ctx.refuse(ctx.ui.label(seen.reason === 'filed' ? 'shipments.refusal.filed' : 'refusals.not_found'))
}

shipments.callbackQuery(to.draft.pattern, (ctx) =>
  withDraft(ctx, to.draft.id(ctx.match), (sheet) => showDraft(ctx, sheet)),
)
shipments.callbackQuery(to.draftLines.pattern, (ctx) => {
  const [id, page] = to.draftLines.args(ctx.match)
  return withDraft(ctx, id ?? 0, (sheet) => ctx.show(draftLinesView(ctx.ui, sheet, page ?? 0)))
})
shipments.callbackQuery(to.draftLine.pattern, (ctx) => {
  const [id, lineId] = to.draftLine.args(ctx.match)
  const question = { name: 'draftLine', args: [id ?? 0, lineId ?? 0] }
  return withDraft(ctx, id ?? 0, (sheet) => ctx.ask(draftLineView(ctx.ui, sheet, lineId ?? 0), question))
})

async function change(ctx: BotContext, draftId: number, wanted: DraftChange, typed = ''): Promise<void> {
  const changed: ChangeDraft = await changeDraft(ctx.deps, ctx.actor, draftId, wanted)
  if (!changed.ok) return ctx.refuse(refusalText(ctx, changed.reason, typed))
  await ctx.conversation.exitAll()
  await showDraft(ctx, changed.sheet)
}

shipments.callbackQuery(decide.method.pattern, (ctx) => {
  const [id, method] = decide.method.args(ctx.match)
  return change(ctx, id ?? 0, { method: methods[method ?? 0] ?? null })
})
shipments.callbackQuery(decide.warehouse.pattern, (ctx) => {
  const [id, warehouseId] = decide.warehouse.args(ctx.match)
  return change(ctx, id ?? 0, { warehouseId: warehouseId ?? 0 })
})
shipments.callbackQuery(decide.day.pattern, (ctx) => {
  const [id, day] = decide.day.args(ctx.match)
  const shipOn = String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  return change(ctx, id ?? 0, { shipOn }, shipOn)
})
shipments.callbackQuery(decide.contact.pattern, (ctx) => {
  const [id, former] = decide.contact.args(ctx.match)
  return change(ctx, id ?? 0, { former: former ?? 0 })
})
shipments.callbackQuery(decide.again.pattern, (ctx) => {
  const [id, what] = decide.again.args(ctx.match)
  const wanted: DraftChange = what === 1 ? { method: null } : what === 2 ? { shipOn: '' } : { contactName: '' }
  return change(ctx, id ?? 0, wanted)
})
shipments.callbackQuery(decide.draftLine.pattern, async (ctx) => {
  const [id, lineId, quantity] = decide.draftLine.args(ctx.match)
  const changed = await changeDraft(ctx.deps, ctx.actor, id ?? 0, { lineId: lineId ?? 0, quantity: quantity ?? 0 })
  if (!changed.ok) return ctx.refuse(refusalText(ctx, changed.reason, String(quantity)))
  await ctx.conversation.exitAll()
  await ctx.show(draftLinesView(ctx.ui, changed.sheet, 0))
})

shipments.callbackQuery(decide.file.pattern, async (ctx) => {
  const filed = await fileShipment(ctx.deps, ctx.actor, decide.file.id(ctx.match))
  if (filed.ok) {
    await ctx.toast(ctx.ui.label('shipments.filed', { number: filed.shipment.number }))
    return showShipment(ctx, filed.shipment.id)
  }
  if ('invoice' in filed) return ctx.show(termsRefusalView(ctx.ui, filed.reason, filed.invoice))
  if (filed.reason === 'forbidden' || filed.reason === 'not_found')
    return ctx.refuse(ctx.ui.label(`refusals.${filed.reason}`))
  await ctx.refuse(refusalText(ctx, filed.reason, ''))
})

shipments.callbackQuery(to.cancelShipment.pattern, async (ctx) => {
  const seen = await seeShipment(ctx.deps, ctx.actor, to.cancelShipment.id(ctx.match))
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(cancelShipmentView(ctx.ui, seen.sheet.shipment))
})
shipments.callbackQuery(decide.cancelShipment.pattern, async (ctx) => {
  const id = decide.cancelShipment.id(ctx.match)
  await answerMove(ctx, id, await cancelShipment(ctx.deps, ctx.actor, id))
})

/** A manager's press; refusing asks for the reason first. */
shipments.callbackQuery(decide.move.pattern, async (ctx) => {
  const [id, number] = decide.move.args(ctx.match)
  const state = movable[number ?? -1] ?? 'filed'
  if (state === 'refused' && may(ctx.actor, 'shipments.move')) return askReason(ctx, id ?? 0)
  await answerMove(ctx, id ?? 0, await moveRequest(ctx.deps, ctx.actor, id ?? 0, state))
})

async function askReason(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeShipment(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const text = ctx.ui.t('shipments.askReason', { number: seen.sheet.shipment.number })
  const back = { text: ctx.ui.label('common.back'), callback_data: to.shipment.data(id) }
  await ctx.ask({ text, buttons: [[back]] }, { name: 'refusalReason', args: [id] })
}

async function answerMove(ctx: BotContext, id: number, moved: Awaited<ReturnType<typeof moveRequest>>): Promise<void> {
  if (moved.ok) {
    await ctx.toast(ctx.ui.label('shipments.moved', { state: ctx.ui.label(`shipments.state.${moved.shipment.state}`) }))
    return showShipment(ctx, id)
  }
  const { reason } = moved
  if ('invoice' in moved) return ctx.refuse(termsText(ctx.ui, reason, moved.invoice))
  const general = reason === 'forbidden' || reason === 'not_found'
  await ctx.refuse(ctx.ui.label(general ? `refusals.${reason}` : `shipments.refusal.${reason}`))
}
