import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { dispatchShipment, moveRequest } from '#services/shipping/moves.ts'
import { seeShipment } from '#services/shipping/shipments.ts'
import { shipmentView } from './shipments-view.ts'
import { termsText } from './terms-view.ts'

/** Why a manager refuses a request. */
export async function refusalReason(
  ctx: BotContext,
  { shipment: shipmentId }: About<typeof asked.refusalReason>,
): Promise<FormAnswer> {
  const reason = (ctx.message?.text ?? '').replace(/\s+/g, ' ').trim().slice(0, 300)
  const moved = await moveRequest(ctx.deps, ctx.actor, shipmentId, 'refused', reason)
  if (!moved.ok) {
    if ('invoice' in moved) return { view: { text: termsText(ctx.ui, moved.reason, moved.invoice) } }
    return refused(ctx, moved, { room: 'shipments' })
  }
  return movedView(ctx, shipmentId)
}

/** The carrier's number of a request that leaves. */
export async function tracking(
  ctx: BotContext,
  { shipment: shipmentId }: About<typeof asked.tracking>,
): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const moved = await dispatchShipment(ctx.deps, ctx.actor, shipmentId, typed)
  if (moved.ok) return movedView(ctx, shipmentId)
  if ('invoice' in moved) return { view: { text: termsText(ctx.ui, moved.reason, moved.invoice) } }
  const again = moved.reason === 'bad_tracking' ? asked.tracking({ shipment: shipmentId }) : undefined
  return refused(ctx, moved, { room: 'shipments', typed: typed.slice(0, 60) }, again)
}

async function movedView(ctx: BotContext, id: number): Promise<FormAnswer> {
  const seen = await seeShipment(ctx.deps, ctx.actor, id)
  if (!seen.ok) return refused(ctx, seen)
  return { view: shipmentView(ctx.ui, seen.sheet, { manager: true, mayOrder: false }) }
}
