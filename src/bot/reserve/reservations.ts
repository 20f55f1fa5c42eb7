import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { invoiceOfCart } from '#bot/orders/carts.ts'
import { showInvoice, withSheet } from '#bot/orders/invoices.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { may } from '#domain/policy.ts'
import { refuse } from '#domain/result.ts'
import { watchStock } from '#services/catalog/stock-watches.ts'
import { releaseReserve, reserve, seeReserve, seeReserves } from '#services/reserve/reservations.ts'
import { releaseView, reserveAnswerView, reservesView } from './reservations-view.ts'

export const reservations = new Composer<BotContext>()

export async function showReserves(ctx: BotContext, page = 0): Promise<void> {
  const seen = await seeReserves(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(reservesView(ctx.ui, seen.reserves, page))
}

reservations.command('reserves', (ctx) => showReserves(ctx))
reservations.callbackQuery(to.reserves.pattern, (ctx) => showReserves(ctx, to.reserves.args(ctx.match).page))

reservations.callbackQuery(decide.reserve.pattern, (ctx) => takeReserve(ctx, decide.reserve.args(ctx.match).invoice))

/** A cart becomes an invoice whose goods are reserved at once: pressed twice, it is one invoice and one reserve. */
reservations.callbackQuery(decide.createAndReserve.pattern, async (ctx) => {
  const { cart, mark } = decide.createAndReserve.args(ctx.match)
  const invoice = await invoiceOfCart(ctx, cart, mark)
  if (invoice) await takeReserve(ctx, invoice.id)
})

async function takeReserve(ctx: BotContext, invoiceId: number): Promise<void> {
  const answer = await reserve(ctx.deps, ctx.actor, invoiceId)
  if (!answer.ok) {
    return ctx.refuse(answer, { room: 'reservations', ...('unpaid' in answer ? { count: answer.unpaid } : {}) })
  }
  const { taken, sheet, short } = answer
  await ctx.toast(ctx.ui.label(taken > 0 ? 'reservations.taken' : 'reservations.nothingTaken', { taken }))
  await ctx.show(reserveAnswerView(ctx.ui, sheet, short))
}

/** «Сообщить о поступлении» of all that the invoice lacks; what is free already can be reserved. */
reservations.callbackQuery(decide.watchShort.pattern, async (ctx) => {
  const seen = await seeReserve(ctx.deps, ctx.actor, decide.watchShort.args(ctx.match).invoice)
  if (!seen.ok) return ctx.refuse(seen)
  const { company, lines } = seen.sheet
  if (ctx.actor.companyId !== company.id) return ctx.refuse(refuse('forbidden'))
  let isWatched = false
  for (const { productId } of lines.filter(({ missing }) => missing > 0)) {
    const asked = await watchStock(ctx.deps, ctx.actor, productId)
    if (!asked.ok && asked.reason !== 'in_stock') return ctx.refuse(asked, { most: catalogLimits.watches })
    isWatched ||= asked.ok
  }
  await ctx.toast(ctx.ui.label(isWatched ? 'reservations.watchedShort' : 'reservations.freeAlready'))
})

/** The same answer again, without a new reservation: its help article leads back here. */
reservations.callbackQuery(to.reserveAnswer.pattern, async (ctx) => {
  const seen = await seeReserve(ctx.deps, ctx.actor, to.reserveAnswer.args(ctx.match).invoice)
  if (!seen.ok) return ctx.refuse(seen)
  if (ctx.actor.companyId !== seen.sheet.company.id || !may(ctx.actor, 'order'))
    return showInvoice(ctx, seen.sheet.invoice.id)
  await ctx.show(reserveAnswerView(ctx.ui, seen.sheet, seen.short))
})

reservations.callbackQuery(to.releaseReserve.pattern, (ctx) =>
  withSheet(ctx, to.releaseReserve.args(ctx.match).invoice, (sheet) => ctx.show(releaseView(ctx.ui, sheet))),
)

reservations.callbackQuery(decide.release.pattern, async (ctx) => {
  const id = decide.release.args(ctx.match).invoice
  const answer = await releaseReserve(ctx.deps, ctx.actor, id)
  if (!answer.ok) return ctx.refuse(answer, { room: 'reservations' })
  const { released } = answer
  await ctx.toast(ctx.ui.label(released > 0 ? 'reservations.released' : 'reservations.nothingToRelease', { released }))
  await showInvoice(ctx, id)
})
