import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { approveRegistration, type DecideRegistration, refuseRegistration } from '#services/people/approvals.ts'
import { listRegistrations, seeRegistrationCard } from '#services/people/registrations.ts'
import { priceChoiceView, registrationCardView, registrationsView } from './registrations-view.ts'

export const registrations = new Composer<BotContext>()

registrations.callbackQuery(to.registrations.pattern, async (ctx) => {
  const seen = await listRegistrations(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(registrationsView(ctx.ui, seen.registrations))
})

registrations.callbackQuery(to.registration.pattern, (ctx) => showCard(ctx, to.registration.args(ctx.match).user))

async function showCard(ctx: BotContext, userId: number): Promise<void> {
  const seen = await seeRegistrationCard(ctx.deps, ctx.actor, userId)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(registrationCardView(ctx.ui, seen.card))
}

registrations.callbackQuery(decide.approve.pattern, async (ctx) => {
  const { user: userId, priceType: priceTypeId, joins } = decide.approve.args(ctx.match)
  const approval = await approveRegistration(ctx.deps, ctx.actor, userId, { priceTypeId, joins })
  if (!approval.ok && approval.reason === 'choose') return ctx.show(priceChoiceView(ctx.ui, approval))
  if (!approval.ok && approval.reason === 'changed') {
    await ctx.toast(ctx.ui.label('people.card.changed'), true)
    return showCard(ctx, userId)
  }
  await answer(ctx, approval)
})

registrations.callbackQuery(decide.refuse.pattern, async (ctx) => {
  await answer(ctx, await refuseRegistration(ctx.deps, ctx.actor, decide.refuse.args(ctx.match).user))
})

/** Shows the decision on the registration screen itself. */
async function answer(ctx: BotContext, decision: DecideRegistration): Promise<void> {
  const { t, label } = ctx.ui
  if (!decision.ok) {
    return ctx.refuse(decision.reason === 'decided' ? label('people.card.decided') : decision)
  }
  const { company } = decision
  const text = company ? t('people.card.approved', { company: company.name }) : t('people.card.refused')
  const rows = company
    ? [[{ text: label('dealers.card'), callback_data: to.company.data({ company: company.id }) }]]
    : []
  await ctx.toast(company ? label('people.card.approved', { company: company.name }) : label('people.card.refused'))
  await ctx.show({ text: `<b>${t('people.card.title')}</b>\n${text}`, buttons: rows })
}
