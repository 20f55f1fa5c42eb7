import type { Conversation, ConversationFlavor } from '@grammyjs/conversations'
import { type Context, GrammyError, HttpError } from 'grammy'
import type { FormAnswer } from '#bot/kit/answer.ts'
import type { BotContext, Question, View } from '#bot/kit/context.ts'
import { toMessage } from '#bot/kit/shell.ts'
import { limits } from '#domain/limits.ts'
import { questions } from './questions.ts'

/**
 * The one form of the bot: waits for a typed answer to a question, and after it perhaps for the next. Everything that
 * may differ between replays happens in `external`; the answers live in the database, never here.
 */
export async function ask(
  conversation: Conversation<BotContext, ConversationFlavor<Context>>,
  opened: Context,
  first: Question,
): Promise<void> {
  let question = first
  const taken = new Set<number>()
  while (taken.size < limits.formAnswers) {
    const ctx = await conversation.waitFor('message', { next: true })
    // An answer that Telegram delivers again is not the answer to the next question.
    if (taken.has(ctx.update.update_id)) continue
    taken.add(ctx.update.update_id)
    const current = question
    const { view, next } = await conversation.external((outer) => answer(outer, current))
    await say(ctx, view)
    if (!next) return
    question = next
  }
  await say(opened, await conversation.external((outer) => ({ text: outer.ui.t('common.formClosed') })))
}

/** The answer is saved by now: the form goes on, even if Telegram did not take the reply. */
async function say(ctx: Context, view: View): Promise<void> {
  try {
    await ctx.reply(view.text, toMessage(view))
  } catch (error) {
    if (!(error instanceof GrammyError || error instanceof HttpError)) throw error
  }
}

/** True for a contact that answers the phone or the person who takes the goods, and for a file of the payment order. */
function takesMore({ message }: BotContext, { name }: Question): boolean {
  return ((name === 'phone' || name === 'draftField') && message?.contact !== undefined) || name === 'claim'
}

async function answer(ctx: BotContext, question: Question): Promise<FormAnswer> {
  const take = questions[question.name]
  if (!take) throw new Error(`no question is called ${question.name}: there are ${Object.keys(questions).join(', ')}`)
  const text = ctx.message?.text
  const { t } = ctx.ui
  if (text === undefined && !takesMore(ctx, question))
    return { view: { text: t('refusals.text_only') }, next: question }
  if (text !== undefined && text.length > limits.answerLength) {
    const view = { text: t('refusals.text_too_long', { length: text.length, most: limits.answerLength }) }
    return { view, next: question }
  }
  return take(ctx, question)
}
