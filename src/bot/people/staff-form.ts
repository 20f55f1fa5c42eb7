import type { FormAnswer } from '#bot/kit/answer.ts'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { seeStaff, seeStaffPerson } from '#services/people/staff.ts'
import { staffPersonView } from './staff-view.ts'

/** The answer with the Telegram id of a person who gets a staff role. */
export async function staffId(ctx: BotContext): Promise<FormAnswer> {
  const typed = (ctx.message?.text ?? '').trim()
  const seen = await seeStaff(ctx.deps, ctx.actor)
  if (!seen.ok) return refused(ctx, seen)
  if (!/^\d{1,15}$/.test(typed) || Number(typed) === 0) {
    return {
      view: { text: ctx.ui.t('staff.badId', { typed: typed.slice(0, 40) }) },
      next: asked.staffId(),
    }
  }
  const person = await seeStaffPerson(ctx.deps, ctx.actor, Number(typed))
  return person.ok ? { view: staffPersonView(ctx.ui, Number(typed), person) } : refused(ctx, person)
}
