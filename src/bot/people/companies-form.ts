import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { parseKopecks } from '#domain/money.ts'
import { refuse } from '#domain/result.ts'
import { changeTerms } from '#services/money/terms.ts'
import { seeCompanies, seeCompany } from '#services/people/companies.ts'
import { companiesView, companyView } from './companies-view.ts'

const DAYS_MOST = 180

/** The answer with days of deferral. */
export async function companyDays(
  ctx: BotContext,
  { company: companyId }: About<typeof asked.dealerDays>,
): Promise<FormAnswer> {
  const typed = (ctx.message?.text ?? '').trim()
  const deferralDays = /^\d{1,3}$/.test(typed) ? Number(typed) : DAYS_MOST + 1
  if (deferralDays > DAYS_MOST) {
    const text = ctx.ui.t('dealers.badDays', { typed: typed.slice(0, 40) })
    return { view: { text }, next: asked.dealerDays({ company: companyId }) }
  }
  return changed(ctx, companyId, { deferralDays })
}

/** The answer with the credit limit in roubles. */
export async function companyLimit(
  ctx: BotContext,
  { company: companyId }: About<typeof asked.dealerLimit>,
): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const creditLimitKopecks = parseKopecks(typed)
  if (creditLimitKopecks === null) {
    const text = ctx.ui.t('dealers.badLimit', { typed: typed.slice(0, 40) })
    return { view: { text }, next: asked.dealerLimit({ company: companyId }) }
  }
  return changed(ctx, companyId, { creditLimitKopecks })
}

async function changed(
  ctx: BotContext,
  companyId: number,
  change: { deferralDays?: number; creditLimitKopecks?: number },
): Promise<FormAnswer> {
  const answer = await changeTerms(ctx.deps, ctx.actor, companyId, change)
  const seen = answer.ok ? await seeCompany(ctx.deps, ctx.actor, companyId) : answer
  return seen.ok ? { view: companyView(ctx.ui, seen.card) } : refused(ctx, seen)
}

/**
 * Finds a company by words of its name, or the beginning of its INN. The form closes after a find: staff can look up
 * anything without it.
 */
export async function findCompanyTyped(ctx: BotContext): Promise<FormAnswer> {
  const found = await seeCompanies(ctx.deps, ctx.actor, ctx.message?.text ?? '')
  if (!found.ok) return refused(ctx, found)
  if (found.companies.length === 0) return refused(ctx, refuse('not_found'), {}, asked.findDealer())
  const [only] = found.companies
  const seen = found.companies.length === 1 && only ? await seeCompany(ctx.deps, ctx.actor, only.id) : null
  return { view: seen?.ok ? companyView(ctx.ui, seen.card) : companiesView(ctx.ui, found.companies, 0) }
}
