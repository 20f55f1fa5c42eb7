import type { Arguments } from './arguments.ts'
import type { QuestionKind } from './asked.ts'
import type { BotContext, Question, View } from './context.ts'

/** The result of a typed answer: a view, and the next question; without one the form closes. */
export interface FormAnswer {
  view: View
  next?: Question
}

/**
 * The handler of answers to one kind of question. It calls services and draws views; it never speaks to Telegram
 * itself.
 */
export type Answering = (ctx: BotContext, question: Question) => Promise<FormAnswer>

/** The same for a kind of question with arguments. */
export const answering =
  <Declared extends string>(
    kind: QuestionKind<Declared>,
    take: (ctx: BotContext, about: Arguments<Declared>) => Promise<FormAnswer>,
  ): Answering =>
  (ctx, question) =>
    take(ctx, kind.read(question))
