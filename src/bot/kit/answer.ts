import type { Arguments } from './arguments.ts'
import type { QuestionKind } from './asked.ts'
import type { BotContext, Question, View } from './context.ts'

/** What a typed answer leads to: a view, and the question that is open after it; none closes the form. */
export interface FormAnswer {
  view: View
  next?: Question
}

/** How one kind of question takes an answer. It calls services and draws views; it never speaks to Telegram itself. */
export type Answering = (ctx: BotContext, question: Question) => Promise<FormAnswer>

/** The same for a kind of question whose answers are about something. */
export const answering =
  <Declared extends string>(
    kind: QuestionKind<Declared>,
    take: (ctx: BotContext, about: Arguments<Declared>) => Promise<FormAnswer>,
  ): Answering =>
  (ctx, question) =>
    take(ctx, kind.read(question))
