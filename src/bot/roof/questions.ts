import { resultsPage } from '#bot/catalog/catalog-form.ts'
import { price, range } from '#bot/catalog/filters-form.ts'
import { jump } from '#bot/catalog/jumps-form.ts'
import { selectionName, selectionNewName } from '#bot/catalog/saved-selections-form.ts'
import { type Answering, answering } from '#bot/kit/answer.ts'
import { asked } from '#bot/kit/asked.ts'
import { payment } from '#bot/money/payments-form.ts'
import { quantity } from '#bot/orders/quantities-form.ts'
import { listName, listNewName } from '#bot/orders/saved-lists-form.ts'
import { companyDays, companyLimit, findCompanyTyped } from '#bot/people/companies-form.ts'
import { companyName, inn, phone, registrationReason } from '#bot/people/registrations-form.ts'
import { staffId } from '#bot/people/staff-form.ts'
import { claim, claimReason } from '#bot/reserve/claims-form.ts'
import { extensionReason, extensionWhy } from '#bot/reserve/extensions-form.ts'
import { draftField, draftLine } from '#bot/shipping/drafts-form.ts'
import { driver } from '#bot/shipping/drivers-form.ts'
import { refusalReason, tracking } from '#bot/shipping/shipments-form.ts'

const all: Record<keyof typeof asked, Answering> = {
  phone: answering(asked.phone, phone),
  inn: answering(asked.inn, inn),
  companyName: answering(asked.companyName, companyName),
  quantity: answering(asked.quantity, quantity),
  resultsPage: answering(asked.resultsPage, resultsPage),
  range: answering(asked.range, range),
  price: answering(asked.price, price),
  jump: answering(asked.jump, jump),
  selectionName: answering(asked.selectionName, selectionName),
  selectionNewName: answering(asked.selectionNewName, selectionNewName),
  payment: answering(asked.payment, payment),
  claim: answering(asked.claim, claim),
  draftField: answering(asked.draftField, draftField),
  draftLine: answering(asked.draftLine, draftLine),
  refusalReason: answering(asked.refusalReason, refusalReason),
  tracking: answering(asked.tracking, tracking),
  driver: answering(asked.driver, driver),
  listName: answering(asked.listName, listName),
  listNewName: answering(asked.listNewName, listNewName),
  dealerDays: answering(asked.dealerDays, companyDays),
  dealerLimit: answering(asked.dealerLimit, companyLimit),
  findDealer: answering(asked.findDealer, findCompanyTyped),
  staffId: answering(asked.staffId, staffId),
  registrationReason: answering(asked.registrationReason, registrationReason),
  claimReason: answering(asked.claimReason, claimReason),
  extensionReason: answering(asked.extensionReason, extensionReason),
  extensionWhy: answering(asked.extensionWhy, extensionWhy),
}

/** The handlers of all questions, by the names that stand in open forms. */
export const questions: Record<string, Answering> = all
