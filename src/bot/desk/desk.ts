import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { dealerPriceView, dealerQuestionView, dealersView, dealerView } from '#bot/people/dealers-view.ts'
import { colleaguesView, invitationView } from '#bot/people/registrations-view.ts'
import { setAsideView } from '#bot/updates/set-aside-view.ts'
import { may, memberRoles } from '#domain/policy.ts'
import { refuse } from '#domain/result.ts'
import { seeDesk, seePile } from '#services/desk/desk.ts'
import { dismissUpdate, seeSetAside } from '#services/kernel/set-aside.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import { seeInvoice } from '#services/orders/invoices.ts'
import { changeTerms, dismissMember, listDealers, seeDealer } from '#services/people/dealers.ts'
import { invite } from '#services/people/invitations.ts'
import { deskView, endingReservesView, pileView } from './desk-view.ts'

export const desk = new Composer<BotContext>()

export async function showDesk(ctx: BotContext): Promise<void> {
  const seen = await seeDesk(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(deskView(ctx.ui, seen.desk, ctx.actor))
}

desk.command('desk', showDesk)
desk.callbackQuery(to.desk.pattern, showDesk)

desk.callbackQuery(to.endingReserves.pattern, async (ctx) => {
  const seen = await seeDesk(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const sheets: InvoiceSheet[] = []
  for (const { invoiceId } of seen.desk.endingReserves.slice(0, 8)) {
    const invoice = await seeInvoice(ctx.deps, ctx.actor, invoiceId)
    if (invoice.ok) sheets.push(invoice.sheet)
  }
  await ctx.show(endingReservesView(ctx.ui, sheets))
})

async function showPile(ctx: BotContext, pile: 'extensions' | 'claims'): Promise<void> {
  const seen = await seePile(ctx.deps, ctx.actor, pile)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(pileView(ctx.ui, pile, seen.items))
}

desk.callbackQuery(to.extensions.pattern, (ctx) => showPile(ctx, 'extensions'))
desk.callbackQuery(to.claims.pattern, (ctx) => showPile(ctx, 'claims'))

async function showSetAside(ctx: BotContext): Promise<void> {
  const seen = await seeSetAside(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(setAsideView(ctx.ui, seen.items))
}

desk.callbackQuery(to.setAside.pattern, showSetAside)
desk.callbackQuery(decide.dismissUpdate.pattern, async (ctx) => {
  const dismissed = await dismissUpdate(ctx.deps, ctx.actor, decide.dismissUpdate.id(ctx.match))
  if (!dismissed.ok) return ctx.refuse(ctx.ui.label(`refusals.${dismissed.reason}`))
  await showSetAside(ctx)
})

/** The list of dealers; what is typed next is looked up among them. */
export async function showDealers(ctx: BotContext, page: number): Promise<void> {
  const seen = await listDealers(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.ask(dealersView(ctx.ui, seen.companies, page), { name: 'findDealer', args: [] })
}

desk.command('dealers', (ctx) => showDealers(ctx, 0))
desk.callbackQuery(to.dealers.pattern, (ctx) => showDealers(ctx, to.dealers.id(ctx.match)))

/** A dealer's card with its terms is the managers'; an owner sees his company among the settings. */
async function seeManaged(ctx: BotContext, id: number): ReturnType<typeof seeDealer> {
  return may(ctx.actor, 'dealers.manage') ? seeDealer(ctx.deps, ctx.actor, id) : refuse('forbidden')
}

export async function showDealer(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeManaged(ctx, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(dealerView(ctx.ui, seen.card))
}

desk.callbackQuery(to.dealer.pattern, (ctx) => showDealer(ctx, to.dealer.id(ctx.match)))

desk.callbackQuery(to.dealerPrice.pattern, async (ctx) => {
  const seen = await seeManaged(ctx, to.dealerPrice.id(ctx.match))
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(dealerPriceView(ctx.ui, seen.card))
})

desk.callbackQuery(decide.priceType.pattern, async (ctx) => {
  const [companyId, priceTypeId] = decide.priceType.args(ctx.match)
  const changed = await changeTerms(ctx.deps, ctx.actor, companyId ?? 0, { priceTypeId: priceTypeId ?? 0 })
  if (!changed.ok) return ctx.refuse(ctx.ui.label(`refusals.${changed.reason}`))
  await ctx.toast(ctx.ui.label('dealers.changed'))
  await showDealer(ctx, companyId ?? 0)
})

async function askTerms(ctx: BotContext, id: number, what: 'days' | 'limit'): Promise<void> {
  const seen = await seeManaged(ctx, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const name = what === 'days' ? 'dealerDays' : 'dealerLimit'
  await ctx.ask(dealerQuestionView(ctx.ui, seen.card, what), { name, args: [id] })
}

desk.callbackQuery(to.dealerDeferral.pattern, (ctx) => askTerms(ctx, to.dealerDeferral.id(ctx.match), 'days'))
desk.callbackQuery(to.dealerLimit.pattern, (ctx) => askTerms(ctx, to.dealerLimit.id(ctx.match), 'limit'))

/** The link is a new message: it is forwarded to the person. */
desk.callbackQuery(decide.invite.pattern, async (ctx) => {
  const [companyId, number] = decide.invite.args(ctx.match)
  const invited = await invite(ctx.deps, ctx.actor, companyId || null, memberRoles[number ?? 1] ?? 'buyer')
  if (!invited.ok) return ctx.refuse(ctx.ui.label(`refusals.${invited.reason}`))
  await ctx.toast()
  const link = `https://t.me/${ctx.me.username}?start=${invited.token}`
  const { text, buttons = [] } = invitationView(ctx.ui, { ...invited, link })
  await ctx.reply(text, {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: buttons },
  })
})

/** The owner's colleagues. */
async function showColleagues(ctx: BotContext): Promise<void> {
  const { companyId } = ctx.actor
  const seen =
    companyId === null || !ctx.actor.roles.includes('owner') ? null : await seeDealer(ctx.deps, ctx.actor, companyId)
  if (!seen?.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen?.reason ?? 'forbidden'}`))
  await ctx.show(colleaguesView(ctx.ui, seen.card, ctx.actor.id))
}

desk.callbackQuery(to.colleagues.pattern, showColleagues)
desk.callbackQuery(decide.dismiss.pattern, async (ctx) => {
  const [companyId, userId] = decide.dismiss.args(ctx.match)
  const dismissed = await dismissMember(ctx.deps, ctx.actor, companyId ?? 0, userId ?? 0)
  if (!dismissed.ok) return ctx.refuse(ctx.ui.label(`refusals.${dismissed.reason}`))
  await ctx.toast(ctx.ui.label('people.colleagues.dismissed'))
  await (companyId === ctx.actor.companyId ? showColleagues(ctx) : showDealer(ctx, companyId ?? 0))
})
