import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { may } from '#domain/policy.ts'
import { refuse } from '#domain/result.ts'
import { changeTerms } from '#services/money/terms.ts'
import { listDealers, seeDealer } from '#services/people/dealers.ts'
import { dealerPriceView, dealerQuestionView, dealersView, dealerView } from './dealers-view.ts'

export const dealers = new Composer<BotContext>()

/** The list of dealers; what is typed next is looked up among them. */
export async function showDealers(ctx: BotContext, page: number): Promise<void> {
  const seen = await listDealers(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.ask(dealersView(ctx.ui, seen.companies, page), asked.findDealer())
}

dealers.command('dealers', (ctx) => showDealers(ctx, 0))
dealers.callbackQuery(to.dealers.pattern, (ctx) => showDealers(ctx, to.dealers.args(ctx.match).page))

/** A dealer's card with its terms is the managers'; an owner sees his company among the settings. */
async function seeManaged(ctx: BotContext, id: number): ReturnType<typeof seeDealer> {
  return may(ctx.actor, 'dealers.manage') ? seeDealer(ctx.deps, ctx.actor, id) : refuse('forbidden')
}

export async function showDealer(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeManaged(ctx, id)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(dealerView(ctx.ui, seen.card))
}

dealers.callbackQuery(to.dealer.pattern, (ctx) => showDealer(ctx, to.dealer.args(ctx.match).company))

dealers.callbackQuery(to.dealerPrice.pattern, async (ctx) => {
  const seen = await seeManaged(ctx, to.dealerPrice.args(ctx.match).company)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(dealerPriceView(ctx.ui, seen.card))
})

dealers.callbackQuery(decide.priceType.pattern, async (ctx) => {
  const { company: companyId, priceType: priceTypeId } = decide.priceType.args(ctx.match)
  const changed = await changeTerms(ctx.deps, ctx.actor, companyId, { priceTypeId })
  if (!changed.ok) return ctx.refuse(changed)
  await ctx.toast(ctx.ui.label('dealers.changed'))
  await showDealer(ctx, companyId)
})

async function askTerms(ctx: BotContext, id: number, what: 'days' | 'limit'): Promise<void> {
  const seen = await seeManaged(ctx, id)
  if (!seen.ok) return ctx.refuse(seen)
  const question = what === 'days' ? asked.dealerDays : asked.dealerLimit
  await ctx.ask(dealerQuestionView(ctx.ui, seen.card, what), question({ company: id }))
}

dealers.callbackQuery(to.dealerDeferral.pattern, (ctx) =>
  askTerms(ctx, to.dealerDeferral.args(ctx.match).company, 'days'),
)
dealers.callbackQuery(to.dealerLimit.pattern, (ctx) => askTerms(ctx, to.dealerLimit.args(ctx.match).company, 'limit'))
