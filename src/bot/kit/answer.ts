import type { BotContext, Question, View } from './context.ts'

/** What a typed answer leads to: a view, and the question that is open after it; none closes the form. */
export interface Answer {
  view: View
  next?: Question
}

/** How one kind of question takes an answer. It calls services and draws views; it never speaks to Telegram itself. */
export type Answering = (ctx: BotContext, args: (number | null)[]) => Promise<Answer>
