import { type Actor, memberRoles } from '#domain/policy.ts'
import type { Refusal } from '#domain/result.ts'
import type { Values } from '#i18n.ts'
import type { FormAnswer } from './answer.ts'
import type { BotContext, Question, Ui, View } from './context.ts'
import { button } from './layout.ts'
import { to } from './routes.ts'

/** The values in the words of a refusal. A room with its own words for a reason has them under `refusal`. */
export type RefusalWords = Values & { room?: string }

/** A refusal as Telegram's HTML, or as plain text for a button's alert. */
export function refusalText(
  ui: Ui,
  { reason }: Refusal<string>,
  { room, ...values }: RefusalWords = {},
  form: 't' | 'label' = 't',
): string {
  const own = `${room}.refusal.${reason}`
  return ui[form](room !== undefined && ui.has(own, values) ? own : `refusals.${reason}`, values)
}

/** Why a role may not do it: nobody is told only that he may not. */
export function forbiddenText(ui: Ui, { companyId, roles }: Actor, form: 't' | 'label'): string {
  const member = memberRoles.find((one) => companyId !== null && roles.includes(one))
  const who = member ?? (roles.length > 0 ? 'staff' : 'stranger')
  const role = roles.map((one) => ui[form](`people.role.${one}`)).join(', ')
  return `${ui[form]('refusals.forbidden')}: ${ui[form](`refusals.whyForbidden.${who}`, { role })}`
}

/** A refusal as a message, with the button that helps. */
export function refusalView(
  { ui, actor }: Pick<BotContext, 'ui' | 'actor'>,
  why: Refusal<string>,
  words?: RefusalWords,
): View {
  if (why.reason !== 'forbidden') return { text: refusalText(ui, why, words) }
  const isStranger = actor.companyId === null && actor.roles.length === 0
  const register = button(ui.label('people.newcomer.register'), to.register.data())
  return { text: forbiddenText(ui, actor, 't'), ...(isStranger ? { buttons: [[register]] } : {}) }
}

/** The same as the answer of a form; `next` asks again. */
export function refused(ctx: BotContext, refusal: Refusal<string>, words?: RefusalWords, next?: Question): FormAnswer {
  return { view: refusalView(ctx, refusal, words), ...(next ? { next } : {}) }
}
