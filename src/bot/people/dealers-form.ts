import type { Answer } from '#bot/kit/answer.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { parseKopecks } from '#domain/money.ts'
import { changeTerms, listDealers, seeDealer } from '#services/people/dealers.ts'
import { dealersView, dealerView } from './dealers-view.ts'

const DAYS_MOST = 180

/** Days of deferral. */
export async function dealerDays(ctx: BotContext, [companyId]: (number | null)[]): Promise<Answer> {
  const typed = (ctx.message?.text ?? '').trim()
  const deferralDays = /^\d{1,3}$/.test(typed) ? Number(typed) : DAYS_MOST + 1
  if (deferralDays > DAYS_MOST) {
    const text = ctx.ui.t('dealers.badDays', { typed: typed.slice(0, 40) })
    return { view: { text }, next: { name: 'dealerDays', args: [companyId ?? 0] } }
  }
  return changed(ctx, companyId ?? 0, { deferralDays })
}

/** The credit limit in roubles. */
export async function dealerLimit(ctx: BotContext, [companyId]: (number | null)[]): Promise<Answer> {
  const typed = ctx.message?.text ?? ''
  const creditLimitKopecks = parseKopecks(typed)
  if (creditLimitKopecks === null) {
    const text = ctx.ui.t('dealers.badLimit', { typed: typed.slice(0, 40) })
    return { view: { text }, next: { name: 'dealerLimit', args: [companyId ?? 0] } }
  }
  return changed(ctx, companyId ?? 0, { creditLimitKopecks })
}

async function changed(
  ctx: BotContext,
  companyId: number,
  change: { deferralDays?: number; creditLimitKopecks?: number },
): Promise<Answer> {
  const answer = await changeTerms(ctx.deps, ctx.actor, companyId, change)
  const seen = answer.ok ? await seeDealer(ctx.deps, ctx.actor, companyId) : answer
  return { view: seen.ok ? dealerView(ctx.ui, seen.card) : { text: ctx.ui.t(`refusals.${seen.reason}`) } }
}

/** Words of a company's name, or the beginning of its INN. Found, the form closes: staff can look up anything without it. */
export async function findDealer(ctx: BotContext): Promise<Answer> {
  const found = await listDealers(ctx.deps, ctx.actor, ctx.message?.text ?? '')
  if (!found.ok) return { view: { text: ctx.ui.t(`refusals.${found.reason}`) } }
  if (found.companies.length === 0)
    return { view: { text: ctx.ui.t('refusals.not_found') }, next: { name: 'findDealer', args: [] } }
  const [only] = found.companies
  const seen = found.companies.length === 1 && only ? await seeDealer(ctx.deps, ctx.actor, only.id) : null
  return { view: seen?.ok ? dealerView(ctx.ui, seen.card) : dealersView(ctx.ui, found.companies, 0) }
}
