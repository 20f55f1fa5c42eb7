import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { may } from '#domain/policy.ts'
import { approveRegistration, type Decision, refuseRegistration } from '#services/people/approvals.ts'
import { listRegistrations, seeRegistrationCard } from '#services/people/registrations.ts'
import { priceChoiceView, registrationCardView, registrationsView } from './registrations-view.ts'

export const registrations = new Composer<BotContext>()

registrations.callbackQuery(to.registrations.pattern, async (ctx) => {
  if (!may(ctx.actor, 'dealers.manage')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await ctx.show(registrationsView(ctx.ui, await listRegistrations(ctx.deps, ctx.actor)))
})

registrations.callbackQuery(to.registration.pattern, (ctx) => showCard(ctx, to.registration.id(ctx.match)))

async function showCard(ctx: BotContext, userId: number): Promise<void> {
  const seen = await seeRegistrationCard(ctx.deps, ctx.actor, userId)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(registrationCardView(ctx.ui, seen.card))
}

registrations.callbackQuery(decide.approve.pattern, async (ctx) => {
  const [userId, priceTypeId = null, joins = null] = decide.approve.args(ctx.match)
  const approval = await approveRegistration(ctx.deps, ctx.actor, userId ?? 0, { priceTypeId, joins })
  if (!approval.ok && approval.reason === 'choose') return ctx.show(priceChoiceView(ctx.ui, approval))
  if (!approval.ok && approval.reason === 'changed') {
    await ctx.toast(ctx.ui.label('people.card.changed'), true)
    return showCard(ctx, userId ?? 0)
  }
  await answer(ctx, approval)
})

registrations.callbackQuery(decide.refuse.pattern, async (ctx) => {
  await answer(ctx, await refuseRegistration(ctx.deps, ctx.actor, decide.refuse.id(ctx.match)))
})

/** The card itself says how it was decided. */
async function answer(ctx: BotContext, decision: Decision): Promise<void> {
  const { t, label } = ctx.ui
  if (!decision.ok) {
    return ctx.refuse(label(decision.reason === 'decided' ? 'people.card.decided' : `refusals.${decision.reason}`))
  }
  const { company } = decision
  const text = company ? t('people.card.approved', { company: company.name }) : t('people.card.refused')
  const rows = company ? [[{ text: label('dealers.card'), callback_data: to.dealer.data(company.id) }]] : []
  await ctx.toast(company ? label('people.card.approved', { company: company.name }) : label('people.card.refused'))
  await ctx.show({ text: `<b>${t('people.card.title')}</b>\n${text}`, buttons: rows })
}
