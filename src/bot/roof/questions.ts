import { quantity, resultsPage } from '#bot/catalog/catalog-form.ts'
import { price, range } from '#bot/catalog/filters-form.ts'
import { jump } from '#bot/catalog/jumps-form.ts'
import { selectionName, selectionNewName } from '#bot/catalog/saved-selections-form.ts'
import type { Answering } from '#bot/kit/answer.ts'
import { payment } from '#bot/money/payments-form.ts'
import { listName, listNewName } from '#bot/orders/saved-lists-form.ts'
import { dealerDays, dealerLimit, findDealer } from '#bot/people/dealers-form.ts'
import { companyName, inn, phone } from '#bot/people/registrations-form.ts'
import { staffId } from '#bot/people/staff-form.ts'
import { claim } from '#bot/reserve/claims-form.ts'
import { draftField, draftLine, refusalReason } from '#bot/shipping/shipments-form.ts'

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
