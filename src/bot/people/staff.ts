import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { staffRoles } from '#domain/policy.ts'
import { refuse } from '#domain/result.ts'
import { giveRole, seeStaff, seeStaffPerson, takeRole } from '#services/people/staff.ts'
import { staffPersonView, staffRoleView, staffView } from './staff-view.ts'

export const staff = new Composer<BotContext>()

/** The staff and their roles; the next typed text is the id of a new member. */
export async function showStaff(ctx: BotContext, page = 0): Promise<void> {
  const seen = await seeStaff(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.ask(staffView(ctx.ui, seen.staff, page), asked.staffId())
}

async function showPerson(ctx: BotContext, userId: number): Promise<void> {
  const seen = await seeStaffPerson(ctx.deps, ctx.actor, userId)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(staffPersonView(ctx.ui, userId, seen))
}

staff.command('staff', (ctx) => showStaff(ctx))
staff.callbackQuery(to.staff.pattern, (ctx) => showStaff(ctx, to.staff.args(ctx.match).page))
staff.callbackQuery(to.staffPerson.pattern, (ctx) => showPerson(ctx, to.staffPerson.args(ctx.match).user))

staff.callbackQuery(to.staffRole.pattern, async (ctx) => {
  const { user: userId, role: number, give } = to.staffRole.args(ctx.match)
  const seen = await seeStaffPerson(ctx.deps, ctx.actor, userId)
  const role = staffRoles[number]
  if (!seen.ok) return ctx.refuse(seen)
  if (!role || !userId) return ctx.refuse(refuse('not_found'))
  await ctx.show(staffRoleView(ctx.ui, { userId, role, give: give === 1, person: seen.person }))
})

staff.callbackQuery(decide.staff.pattern, async (ctx) => {
  const { user: userId, role: number, give } = decide.staff.args(ctx.match)
  const role = staffRoles[number]
  if (!role || !userId) return ctx.refuse(refuse('not_found'))
  const change = await (give === 1 ? giveRole : takeRole)(ctx.deps, ctx.actor, userId, role)
  if (!change.ok) return ctx.refuse(change, { room: 'staff' })
  await ctx.toast(ctx.ui.label('staff.done'))
  await showPerson(ctx, userId)
})
