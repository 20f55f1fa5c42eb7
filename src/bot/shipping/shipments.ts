import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import type { DocumentFilter } from '#bot/kit/document-filters.ts'
import { type Row, withRows } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { may } from '#domain/policy.ts'
import { refuse } from '#domain/result.ts'
import { canMove, isTracked } from '#domain/shipping/shipments.ts'
import { formatDay } from '#domain/time.ts'
import { cancelShipment, dispatchShipment, moveRequest } from '#services/shipping/moves.ts'
import { pickingListPdf, seePickingList } from '#services/shipping/shipment-documents.ts'
import { seeShipment, seeShipments } from '#services/shipping/shipments.ts'
import { shipmentLinesView } from './goods-view.ts'
import { shipmentMonthsView, shipmentsView } from './shipment-list-view.ts'
import {
  askTrackingView,
  cancelShipmentView,
  handOverView,
  movable,
  shipmentView,
  stateName,
} from './shipments-view.ts'
import { termsText } from './terms-view.ts'

export const shipments = new Composer<BotContext>()

export async function showShipments(
  ctx: BotContext,
  page: number,
  filter: DocumentFilter = { state: 0, month: 0 },
): Promise<void> {
  const seen = await seeShipments(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  const isStaff = ctx.actor.companyId === null
  await ctx.show(shipmentsView(ctx.ui, { shipments: seen.shipments, page, filter, isStaff }))
}

export async function showShipment(ctx: BotContext, id: number, below: Row[] = []): Promise<void> {
  const seen = await seeShipment(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const own = ctx.actor.companyId === seen.sheet.shipment.companyId
  const view = shipmentView(ctx.ui, seen.sheet, {
    manager: may(ctx.actor, 'shipments.move'),
    mayOrder: own && may(ctx.actor, 'order'),
  })
  await ctx.show(withRows(view, below))
}

shipments.command('shipments', (ctx) => showShipments(ctx, 0))
shipments.callbackQuery(to.shipments.pattern, (ctx) => {
  const { page, ...filter } = to.shipments.args(ctx.match)
  return showShipments(ctx, page, filter)
})
shipments.callbackQuery(to.shipmentMonths.pattern, async (ctx) => {
  const seen = await seeShipments(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  const { state } = to.shipmentMonths.args(ctx.match)
  await ctx.show(shipmentMonthsView(ctx.ui, seen.shipments, state, ctx.actor.companyId === null))
})
shipments.callbackQuery(to.shipment.pattern, (ctx) => showShipment(ctx, to.shipment.args(ctx.match).shipment))

shipments.callbackQuery(to.shipmentLines.pattern, async (ctx) => {
  const { shipment: id, page } = to.shipmentLines.args(ctx.match)
  const seen = await seeShipment(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(shipmentLinesView(ctx.ui, seen.sheet, page, may(ctx.actor, 'shipments.move')))
})

/** The button is answered before the slow work. */
shipments.callbackQuery(to.pickingList.pattern, async (ctx) => {
  const seen = await seePickingList(ctx.deps, ctx.actor, to.pickingList.args(ctx.match).shipment)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.toast(ctx.ui.label('invoices.makingPdf'))
  const { number, shipOn } = seen.sheet.shipment
  const caption = ctx.ui.t('shipments.pickingListCaption', { number, day: formatDay(shipOn) })
  await ctx.sendFile({
    name: ctx.ui.label('shipments.pickingListFile', { number }),
    bytes: await pickingListPdf(seen.sheet),
    caption,
  })
})

shipments.callbackQuery(to.cancelShipment.pattern, async (ctx) => {
  const seen = await seeShipment(ctx.deps, ctx.actor, to.cancelShipment.args(ctx.match).shipment)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(cancelShipmentView(ctx.ui, seen.sheet.shipment))
})
shipments.callbackQuery(decide.cancelShipment.pattern, async (ctx) => {
  const id = decide.cancelShipment.args(ctx.match).shipment
  await answerMove(ctx, id, await cancelShipment(ctx.deps, ctx.actor, id))
})

shipments.callbackQuery(to.handOver.pattern, async (ctx) => {
  const seen = await seeShipment(ctx.deps, ctx.actor, to.handOver.args(ctx.match).shipment)
  if (!seen.ok) return ctx.refuse(seen)
  if (!may(ctx.actor, 'shipments.move')) return ctx.refuse(refuse('forbidden'))
  await ctx.show(handOverView(ctx.ui, seen.sheet))
})

/** A manager's press; refusing asks for the reason first. */
shipments.callbackQuery(decide.move.pattern, async (ctx) => {
  const { shipment: id, state: number } = decide.move.args(ctx.match)
  const state = movable[number] ?? 'filed'
  if (state === 'refused' && may(ctx.actor, 'shipments.move')) return askReason(ctx, id)
  if (state === 'dispatched' && may(ctx.actor, 'shipments.move')) return dispatch(ctx, id)
  await answerMove(ctx, id, await moveRequest(ctx.deps, ctx.actor, id, state))
})
shipments.callbackQuery(decide.dispatch.pattern, async (ctx) => {
  const id = decide.dispatch.args(ctx.match).shipment
  const moved = await dispatchShipment(ctx.deps, ctx.actor, id, '')
  if (moved.ok) await ctx.conversation.exitAll()
  await answerMove(ctx, id, moved)
})

/** A carrier's number is asked for before the goods leave with him; ours leave at once. */
async function dispatch(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeShipment(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const { shipment } = seen.sheet
  if (!isTracked(shipment.method) || !canMove(shipment.state, 'dispatched', shipment.method))
    return answerMove(ctx, id, await moveRequest(ctx.deps, ctx.actor, id, 'dispatched'))
  await ctx.ask(askTrackingView(ctx.ui, shipment), asked.tracking({ shipment: id }))
}

async function askReason(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeShipment(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const text = ctx.ui.t('shipments.askReason', { number: seen.sheet.shipment.number })
  const back = { text: ctx.ui.label('common.back'), callback_data: to.shipment.data({ shipment: id }) }
  await ctx.ask({ text, buttons: [[back]] }, asked.refusalReason({ shipment: id }))
}

async function answerMove(ctx: BotContext, id: number, moved: Awaited<ReturnType<typeof moveRequest>>): Promise<void> {
  if (moved.ok) {
    const { state, method } = moved.shipment
    await ctx.toast(ctx.ui.label('shipments.moved', { state: stateName(ctx.ui, state, method) }))
    return showShipment(ctx, id)
  }
  if ('invoice' in moved) return ctx.refuse(termsText(ctx.ui, moved.reason, moved.invoice))
  await ctx.refuse(moved, { room: 'shipments' })
}
