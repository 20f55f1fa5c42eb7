import type { Answering } from './answer.ts'
import { quantity, resultsPage } from './catalog.ts'
import { claim } from './claims.ts'
import { dealerDays, dealerLimit, findDealer } from './dealers.ts'
import { price, range } from './filters.ts'
import { jump } from './jumps.ts'
import { payment } from './payments.ts'
import { companyName, inn, phone } from './registration.ts'
import { listName, listNewName } from './saved-lists.ts'
import { selectionName, selectionNewName } from './saved-selections.ts'
import { draftField, draftLine, refusalReason } from './shipments.ts'
import { staffId } from './staff.ts'

/** Everything that the bot may be waiting for. */
export const questions: Record<string, Answering> = {
  phone,
  inn,
  companyName,
  quantity,
  resultsPage,
  range,
  price,
  jump,
  selectionName,
  selectionNewName,
  payment,
  claim,
  draftField,
  draftLine,
  refusalReason,
  listName,
  listNewName,
  dealerDays,
  dealerLimit,
  findDealer,
  staffId,
}
