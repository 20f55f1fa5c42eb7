import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { staffRoles } from '#domain/policy.ts'
import { giveRole, seeStaff, takeRole } from '#services/people/people.ts'
import { staffPersonView, staffView } from './staff-view.ts'

export const staff = new Composer<BotContext>()

/** Who has which role; what is typed next is the id of somebody new. */
export async function showStaff(ctx: BotContext): Promise<void> {
  const seen = await seeStaff(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.ask(staffView(ctx.ui, seen.staff), { name: 'staffId', args: [] })
}

async function showPerson(ctx: BotContext, userId: number): Promise<void> {
  const seen = await seeStaff(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(staffPersonView(ctx.ui, userId, seen.staff))
}

staff.command('staff', showStaff)
staff.callbackQuery(to.staff.pattern, showStaff)
staff.callbackQuery(to.staffPerson.pattern, (ctx) => showPerson(ctx, to.staffPerson.id(ctx.match)))

staff.callbackQuery(decide.staff.pattern, async (ctx) => {
  const [userId, number, give] = decide.staff.args(ctx.match)
  const role = staffRoles[number ?? -1]
  if (!role || !userId) return ctx.refuse(ctx.ui.label('refusals.not_found'))
  const change = await (give === 1 ? giveRole : takeRole)(ctx.deps, ctx.actor, userId, role)
  if (!change.ok) {
    const { reason } = change
    return ctx.refuse(ctx.ui.label(reason === 'forbidden' ? 'refusals.forbidden' : `staff.refusal.${reason}`))
  }
  await ctx.toast(ctx.ui.label('staff.done'))
  await showPerson(ctx, userId)
})
