import { type Arguments, codec, type GivenArguments } from './arguments.ts'
import type { Question } from './context.ts'

/** A kind of question: called, it is one about something. */
export interface QuestionKind<Declared extends string> {
  (...given: GivenArguments<Declared>): Question
  /** What an open question is about. */
  read(question: Question): Arguments<Declared>
}

/** What answers to this kind of question are about. */
export type About<Kind> = Kind extends QuestionKind<infer Declared> ? Arguments<Declared> : never

/** `name` and the order of its arguments stand in open forms: they never change. */
function question<Declared extends string = never>(name: string, ...declared: Declared[]): QuestionKind<Declared> {
  const { read, write } = codec(declared)
  const about = (...[given]: GivenArguments<Declared>): Question => ({ name, args: write(given) })
  return Object.assign(about, { read: ({ args }: Question) => read(args) })
}

/** Everything that the bot may ask for, and what each question is about. */
export const asked = {
  phone: question('phone'),
  inn: question('inn'),
  companyName: question('companyName'),
  quantity: question('quantity', 'product'),
  resultsPage: question('resultsPage'),
  range: question('range', 'characteristic'),
  price: question('price'),
  jump: question('jump', 'list', 'of=0'),
  selectionName: question('selectionName'),
  selectionNewName: question('selectionNewName', 'selection'),
  payment: question('payment', 'invoice'),
  claim: question('claim', 'invoice'),
  draftField: question('draftField', 'draft'),
  draftLine: question('draftLine', 'draft', 'line'),
  refusalReason: question('refusalReason', 'shipment'),
  tracking: question('tracking', 'shipment'),
  listName: question('listName', 'invoice?'),
  listNewName: question('listNewName', 'savedList'),
  dealerDays: question('dealerDays', 'company'),
  dealerLimit: question('dealerLimit', 'company'),
  findDealer: question('findDealer'),
  staffId: question('staffId'),
}
