import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { preparedReason } from '#domain/reasons.ts'
import { approveRegistration, type DecideRegistration, refuseRegistration } from '#services/people/approvals.ts'
import { listRegistrations, seeRegistrationCard } from '#services/people/registrations.ts'
import {
  decidedView,
  priceChoiceView,
  refuseRegistrationView,
  registrationCardView,
  registrationsView,
} from './registrations-view.ts'

export const registrations = new Composer<BotContext>()

registrations.callbackQuery(to.registrations.pattern, async (ctx) => {
  const seen = await listRegistrations(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(registrationsView(ctx.ui, seen.registrations, to.registrations.args(ctx.match).page))
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

registrations.callbackQuery(to.refuse.pattern, async (ctx) => {
  const { user } = to.refuse.args(ctx.match)
  const seen = await seeRegistrationCard(ctx.deps, ctx.actor, user)
  if (!seen.ok) return ctx.refuse(seen.reason === 'not_found' ? ctx.ui.label('people.card.decided') : seen)
  await ctx.ask(refuseRegistrationView(ctx.ui, seen.card), asked.registrationReason({ user }))
})

registrations.callbackQuery(decide.refuse.pattern, async (ctx) => {
  const { user, reason } = decide.refuse.args(ctx.match)
  const refused = await refuseRegistration(ctx.deps, ctx.actor, user, preparedReason(reason))
  if (refused.ok) await ctx.conversation.exitAll()
  await answer(ctx, refused)
})

/** Shows the decision on the registration screen itself. */
async function answer(ctx: BotContext, decision: DecideRegistration): Promise<void> {
  const { label } = ctx.ui
  if (!decision.ok) {
    return ctx.refuse(decision.reason === 'decided' ? label('people.card.decided') : decision)
  }
  const { company } = decision
  await ctx.toast(company ? label('people.card.approved', { company: company.name }) : label('people.card.refused'))
  await ctx.show(decidedView(ctx.ui, company))
}
