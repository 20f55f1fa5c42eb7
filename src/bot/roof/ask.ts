import type { Conversation, ConversationFlavor } from '@grammyjs/conversations'
import { type Context, GrammyError, HttpError, type Middleware } from 'grammy'
import type { FormAnswer } from '#bot/kit/answer.ts'
import type { BotContext, Question, View } from '#bot/kit/context.ts'
import { toMessage } from '#bot/kit/shell.ts'
import { limits } from '#domain/limits.ts'
import { questions } from './questions.ts'

/** Remembered answers, so that one that Telegram delivers again is not the answer to the next question. */
const REMEMBERED = 5

/**
 * The one form of the bot: waits for a typed answer to a question. The next question is asked by `goesOn`, as a form of
 * its own, so that no number of answers ends it and what is open stands in the stored state. Everything that may differ
 * between replays happens in `external`; the answers live in the database, never here.
 */
export async function ask(
  conversation: Conversation<BotContext, ConversationFlavor<Context>>,
  _opened: Context,
  first: Question,
  before?: number[],
): Promise<void> {
  // Forms that an earlier version opened go through several questions, and are replayed as they went.
  const most = before === undefined ? limits.formAnswers : 1
  const taken = [...(before ?? [])]
  let question = first
  for (let answered = 0; answered < most; ) {
    const ctx = await conversation.waitFor('message', { next: true })
    const { update_id: id } = ctx.update
    if (taken.includes(id)) continue
    taken.push(id)
    answered++
    const current = question
    const { view, next } = await conversation.external((outer) => answer(outer, current))
    await say(ctx, view)
    if (!next) return
    question = next
  }
  const next = { question, taken: taken.slice(-REMEMBERED) }
  await conversation.external((outer) => {
    outer.nextQuestion = next
  })
}

/** Asks the next question of a form, once the one before it has been answered. */
export const goesOn: Middleware<BotContext> = async (ctx, next) => {
  await next()
  const { nextQuestion } = ctx
  if (nextQuestion) await ctx.conversation.enter('ask', nextQuestion.question, nextQuestion.taken)
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
