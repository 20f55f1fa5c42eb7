import type { Refusal } from '#domain/result.ts'
import type { Values } from '#i18n.ts'
import type { FormAnswer } from './answer.ts'
import type { BotContext, Question, Ui } from './context.ts'

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

/** The same as the answer of a form; `next` asks again. */
export function refused(ctx: BotContext, refusal: Refusal<string>, words?: RefusalWords, next?: Question): FormAnswer {
  return { view: { text: refusalText(ctx.ui, refusal, words) }, ...(next ? { next } : {}) }
}
