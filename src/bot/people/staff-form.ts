import type { Answer } from '#bot/kit/answer.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { seeStaff } from '#services/people/people.ts'
import { staffPersonView } from './staff-view.ts'

/** The Telegram id of somebody who is to get a staff role. */
export async function staffId(ctx: BotContext): Promise<Answer> {
  const typed = (ctx.message?.text ?? '').trim()
  const seen = await seeStaff(ctx.deps, ctx.actor)
  if (!seen.ok) return { view: { text: ctx.ui.t(`refusals.${seen.reason}`) } }
  if (!/^\d{1,15}$/.test(typed) || Number(typed) === 0) {
    return {
      view: { text: ctx.ui.t('staff.badId', { typed: typed.slice(0, 40) }) },
      next: { name: 'staffId', args: [] },
    }
  }
  return { view: staffPersonView(ctx.ui, Number(typed), seen.staff) }
}
