import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { startWith } from '#bot/kit/start-links.ts'
import { followPass, issuePass, seeCollectable } from '#services/shipping/passes.ts'
import { passOf } from '#services/shipping/shipment-documents.ts'
import { seeShipment } from '#services/shipping/shipments.ts'
import { askDriverView } from './drivers-form.ts'
import { showShipment } from './shipments.ts'
import { stateName } from './shipments-view.ts'

export const passes = new Composer<BotContext>()

/** The button is answered before the slow work. */
passes.callbackQuery(decide.pass.pattern, async (ctx) => {
  const issued = await issuePass(ctx.deps, ctx.actor, decide.pass.args(ctx.match).shipment)
  if (!issued.ok) return ctx.refuse(issued, { room: 'shipments' })
  await ctx.toast(ctx.ui.label('shipments.makingPass'))
  const { sheet, token } = issued
  const { number } = sheet.shipment
  await ctx.sendPicture({
    name: ctx.ui.label('shipments.passFile', { number }),
    bytes: await passOf(ctx.deps, sheet, startWith(ctx.me.username, { pass: token })),
    caption: ctx.ui.t('shipments.passCaption', { number }),
  })
})

passes.callbackQuery(to.powerOfAttorney.pattern, async (ctx) => {
  const id = to.powerOfAttorney.args(ctx.match).shipment
  const seen = await seeCollectable(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen, { room: 'shipments' })
  await ctx.ask(askDriverView(ctx.ui, seen.sheet.shipment), asked.driver({ shipment: id }))
})

/** A scanned pass: those who hand goods over get the request, anybody else one line. */
export async function showPassed(ctx: BotContext, token: string): Promise<void> {
  const { t, seller } = ctx.ui
  const followed = await followPass(ctx.deps, ctx.actor, token)
  if (!followed.ok) return ctx.refuse(followed, { room: 'shipments', seller: seller.shortName })
  const { shipmentId, isOver } = followed
  const seen = await seeShipment(ctx.deps, ctx.actor, shipmentId)
  if (isOver && seen.ok) {
    const { number, state, method } = seen.sheet.shipment
    await ctx.refuse(t('shipments.passOver', { number, state: stateName(ctx.ui, state, method) }))
  }
  await showShipment(ctx, shipmentId)
}
