import type { Refusal } from '#domain/result.ts'
import type { Values } from '#i18n.ts'
import type { FormAnswer } from './answer.ts'
import type { BotContext, Question, Ui } from './context.ts'

/** What the words of a refusal name. A room with words of its own for a reason has them under `refusal`. */
export type RefusalWords = Values & { room?: string }

/** Why not, as a text of Telegram's HTML, or plain for a button's alert. */
export function refusalText(
  ui: Ui,
  { reason }: Refusal<string>,
  { room, ...values }: RefusalWords = {},
  form: 't' | 'label' = 't',
): string {
  const own = `${room}.refusal.${reason}`
  return ui[form](room !== undefined && ui.has(own, values) ? own : `refusals.${reason}`, values)
}

/** The same as the answer of a form; `next` asks again. */
export function refused(ctx: BotContext, refusal: Refusal<string>, words?: RefusalWords, next?: Question): FormAnswer {
  return { view: { text: refusalText(ctx.ui, refusal, words) }, ...(next ? { next } : {}) }
}
