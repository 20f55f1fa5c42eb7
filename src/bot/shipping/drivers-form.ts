import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext, View } from '#bot/kit/context.ts'
import { button } from '#bot/kit/layout.ts'
import { refused } from '#bot/kit/refusals.ts'
import { to } from '#bot/kit/routes.ts'
import { makePowerOfAttorney } from '#services/shipping/powers-of-attorney.ts'

/** Who collects the goods, and by which passport. */
export function askDriverView({ t, label }: BotContext['ui'], { id, number }: { id: number; number: number }): View {
  const back = button(label('common.back'), to.shipment.data({ shipment: id }))
  return { text: t('shipments.askDriver', { number }), buttons: [[back]] }
}

/**
 * The document goes out from here: an answer that carried it would be kept in the form, and what a passport says is
 * kept nowhere.
 */
export async function driver(
  ctx: BotContext,
  { shipment: shipmentId }: About<typeof asked.driver>,
): Promise<FormAnswer> {
  const made = await makePowerOfAttorney(ctx.deps, ctx.actor, shipmentId, ctx.message?.text ?? '')
  if (!made.ok) {
    const isTyped = made.reason.startsWith('bad_')
    return refused(ctx, made, { room: 'shipments' }, isTyped ? asked.driver({ shipment: shipmentId }) : undefined)
  }
  const { number } = made.shipment
  await ctx.sendFile({
    name: ctx.ui.label('shipments.powerFile', { number }),
    bytes: made.pdf,
    caption: ctx.ui.t('shipments.powerCaption', { number }),
  })
  const back = button(ctx.ui.label('shipments.short', { number }), to.shipment.data({ shipment: shipmentId }))
  return { view: { text: ctx.ui.t('shipments.powerMade', { number }), buttons: [[back]] } }
}
