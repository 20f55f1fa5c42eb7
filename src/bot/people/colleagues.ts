import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { memberRoles } from '#domain/policy.ts'
import { refuse } from '#domain/result.ts'
import { dismissMember } from '#services/people/colleagues.ts'
import { seeCompany } from '#services/people/companies.ts'
import { invite } from '#services/people/invitations.ts'
import { colleaguesView, dismissView, invitationView, inviteRoleView } from './colleagues-view.ts'
import { showCompany } from './companies.ts'

export const colleagues = new Composer<BotContext>()

/** The link is a new message: it is forwarded to the person. */
colleagues.callbackQuery(decide.invite.pattern, async (ctx) => {
  const { company: companyId, role: number } = decide.invite.args(ctx.match)
  const invited = await invite(ctx.deps, ctx.actor, companyId || null, memberRoles[number] ?? 'buyer')
  if (!invited.ok) return ctx.refuse(invited)
  await ctx.toast()
  const link = `https://t.me/${ctx.me.username}?start=${invited.token}`
  const { text, buttons = [] } = invitationView(ctx.ui, { ...invited, link })
  await ctx.reply(text, {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: buttons },
  })
})

colleagues.callbackQuery(to.inviteRole.pattern, async (ctx) => {
  const { company } = to.inviteRole.args(ctx.match)
  const seen = await seeCompany(ctx.deps, ctx.actor, company)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(inviteRoleView(ctx.ui, seen.card))
})

/** The owner's colleagues. */
async function showColleagues(ctx: BotContext): Promise<void> {
  const { companyId } = ctx.actor
  const isOwner = companyId !== null && ctx.actor.roles.includes('owner')
  const seen = isOwner ? await seeCompany(ctx.deps, ctx.actor, companyId) : refuse('forbidden')
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(colleaguesView(ctx.ui, seen.card, ctx.actor.id))
}

colleagues.callbackQuery(to.colleagues.pattern, showColleagues)
colleagues.callbackQuery(to.dismiss.pattern, async (ctx) => {
  const { company, user } = to.dismiss.args(ctx.match)
  const seen = await seeCompany(ctx.deps, ctx.actor, company)
  if (!seen.ok) return ctx.refuse(seen)
  const member = seen.card.members.find(({ userId }) => userId === user)
  if (!member) return ctx.refuse(refuse('not_found'))
  await ctx.show(dismissView(ctx.ui, seen.card, member))
})
colleagues.callbackQuery(decide.dismiss.pattern, async (ctx) => {
  const { company: companyId, user: userId } = decide.dismiss.args(ctx.match)
  const dismissed = await dismissMember(ctx.deps, ctx.actor, companyId, userId)
  if (!dismissed.ok) return ctx.refuse(dismissed)
  await ctx.toast(ctx.ui.label('people.colleagues.dismissed'))
  await (companyId === ctx.actor.companyId ? showColleagues(ctx) : showCompany(ctx, companyId))
})
