import type { Answering } from './answer.ts'
import { quantity, resultsPage } from './catalog.ts'
import { claim } from './claims.ts'
import { dealerDays, dealerLimit, findDealer } from './dealers.ts'
import { payment } from './payments.ts'
import { companyName, inn, phone } from './registration.ts'
import { listName, listNewName } from './saved-lists.ts'
import { draftField, draftLine, refusalReason } from './shipments.ts'
import { staffId } from './staff.ts'

/** Everything that the bot may be waiting for. */
export const questions: Record<string, Answering> = {
  phone,
  inn,
  companyName,
  quantity,
  resultsPage,
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
