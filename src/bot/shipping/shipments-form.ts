import type { FormAnswer } from '#bot/kit/answer.ts'
import type { About, asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { moveRequest } from '#services/shipping/moves.ts'
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
  const seen = await seeShipment(ctx.deps, ctx.actor, moved.shipment.id)
  if (!seen.ok) return refused(ctx, seen)
  return { view: shipmentView(ctx.ui, seen.sheet, { manager: true, mayOrder: false }) }
}
