import { type Arguments, codec, type GivenArguments } from './arguments.ts'
import type { Question } from './context.ts'

/** A kind of question; a call makes a question with its arguments. */
export interface QuestionKind<Declared extends string> {
  (...given: GivenArguments<Declared>): Question
  /** The arguments of an open question. */
  read(question: Question): Arguments<Declared>
}

/** The arguments that answers to this kind of question get. */
export type About<Kind> = Kind extends QuestionKind<infer Declared> ? Arguments<Declared> : never

/** `name` and the order of its arguments are stored in open forms: they never change. */
function question<Declared extends string = never>(name: string, ...declared: Declared[]): QuestionKind<Declared> {
  const { read, write } = codec(declared)
  const about = (...[given]: GivenArguments<Declared>): Question => ({ name, args: write(given) })
  return Object.assign(about, { read: ({ args }: Question) => read(args) })
}

/** Every question of the bot, with its arguments. */
export const asked = {
  phone: question('phone'),
  inn: question('inn'),
  companyName: question('companyName'),
  quantity: question('quantity', 'product', 'fromCart=0'),
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
  driver: question('driver', 'shipment'),
  listName: question('listName', 'invoice?'),
  listNewName: question('listNewName', 'savedList'),
  dealerDays: question('dealerDays', 'company'),
  dealerLimit: question('dealerLimit', 'company'),
  findDealer: question('findDealer'),
  staffId: question('staffId'),
  registrationReason: question('registrationReason', 'user'),
  claimReason: question('claimReason', 'invoice'),
  extensionReason: question('extensionReason', 'extension'),
  extensionWhy: question('extensionWhy', 'invoice'),
}
