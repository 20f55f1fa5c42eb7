import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { may } from '#domain/policy.ts'
import { refuse } from '#domain/result.ts'
import { changeTerms } from '#services/money/terms.ts'
import { seeCompanies, seeCompany } from '#services/people/companies.ts'
import { companiesView, companyPriceView, companyQuestionView, companyView } from './companies-view.ts'

export const companies = new Composer<BotContext>()

/** The list of companies; the next typed text searches in it. */
export async function showCompanies(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeCompanies(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.ask(companiesView(ctx.ui, seen.companies, page), asked.findDealer())
}

companies.command('dealers', (ctx) => showCompanies(ctx, 0))
companies.callbackQuery(to.companies.pattern, (ctx) => showCompanies(ctx, to.companies.args(ctx.match).page))

/** A company's screen with its terms is for managers; an owner sees the own company among the settings. */
async function seeManaged(ctx: BotContext, id: number): ReturnType<typeof seeCompany> {
  return may(ctx.actor, 'companies.manage') ? seeCompany(ctx.deps, ctx.actor, id) : refuse('forbidden')
}

export async function showCompany(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeManaged(ctx, id)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(companyView(ctx.ui, seen.card))
}

companies.callbackQuery(to.company.pattern, (ctx) => showCompany(ctx, to.company.args(ctx.match).company))

companies.callbackQuery(to.companyPrice.pattern, async (ctx) => {
  const seen = await seeManaged(ctx, to.companyPrice.args(ctx.match).company)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(companyPriceView(ctx.ui, seen.card))
})

companies.callbackQuery(decide.priceType.pattern, async (ctx) => {
  const { company: companyId, priceType: priceTypeId } = decide.priceType.args(ctx.match)
  const changed = await changeTerms(ctx.deps, ctx.actor, companyId, { priceTypeId })
  if (!changed.ok) return ctx.refuse(changed)
  await ctx.toast(ctx.ui.label('dealers.changed'))
  await showCompany(ctx, companyId)
})

async function askTerms(ctx: BotContext, id: number, what: 'days' | 'limit'): Promise<void> {
  const seen = await seeManaged(ctx, id)
  if (!seen.ok) return ctx.refuse(seen)
  const question = what === 'days' ? asked.dealerDays : asked.dealerLimit
  await ctx.ask(companyQuestionView(ctx.ui, seen.card, what), question({ company: id }))
}

companies.callbackQuery(to.companyDeferral.pattern, (ctx) =>
  askTerms(ctx, to.companyDeferral.args(ctx.match).company, 'days'),
)
companies.callbackQuery(to.companyLimit.pattern, (ctx) =>
  askTerms(ctx, to.companyLimit.args(ctx.match).company, 'limit'),
)
