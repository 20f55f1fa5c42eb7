import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { pageOf } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import { seeDesk, seePile } from '#services/desk/desk.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import { seeInvoice } from '#services/orders/invoices.ts'
import { deskView, endingReservesView, pileView } from './desk-view.ts'

export const desk = new Composer<BotContext>()

export async function showDesk(ctx: BotContext): Promise<void> {
  const seen = await seeDesk(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(deskView(ctx.ui, seen.desk, ctx.actor))
}

desk.command('desk', showDesk)
desk.callbackQuery(to.desk.pattern, showDesk)

desk.callbackQuery(to.endingReserves.pattern, async (ctx) => {
  const seen = await seeDesk(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  const { endingReserves } = seen.desk
  const shown = pageOf(endingReserves, to.endingReserves.args(ctx.match).page, limits.pageSize)
  const sheets: InvoiceSheet[] = []
  for (const { invoiceId } of shown.items) {
    const invoice = await seeInvoice(ctx.deps, ctx.actor, invoiceId)
    if (invoice.ok) sheets.push(invoice.sheet)
  }
  await ctx.show(endingReservesView(ctx.ui, { ...shown, items: sheets }, endingReserves.length))
})

async function showPile(ctx: BotContext, pile: 'extensions' | 'claims', page: number): Promise<void> {
  const seen = await seePile(ctx.deps, ctx.actor, pile)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(pileView(ctx.ui, pile, seen.items, page))
}

desk.callbackQuery(to.extensions.pattern, (ctx) => showPile(ctx, 'extensions', to.extensions.args(ctx.match).page))
desk.callbackQuery(to.claims.pattern, (ctx) => showPile(ctx, 'claims', to.claims.args(ctx.match).page))
