import { decision, screenRoute } from './callback-data.ts'

/** Buttons of companies and people, and those that ask before something that can't be taken back; `routes.ts` has all. */
export const officeScreens = {
  colleagues: screenRoute('colleagues'),
  /** page: the goods that a person waits for */
  watches: screenRoute('watches', 'page=0'),
  /** company id: the role that the link gives */
  inviteRole: screenRoute('inviterole', 'company'),
  /** company id, user id */
  dismiss: screenRoute('dismiss', 'company', 'user'),
  registrations: screenRoute('registrations', 'page=0'),
  registration: screenRoute('registration', 'user'),
  /** user id: the reason of a refusal */
  refuse: screenRoute('refuse', 'user'),
  /** page */
  companies: screenRoute('dealers', 'page=0'),
  company: screenRoute('dealer', 'company'),
  companyPrice: screenRoute('dealerprice', 'company'),
  companyDeferral: screenRoute('dealerdays', 'company'),
  companyLimit: screenRoute('dealerlimit', 'company'),
  staff: screenRoute('staff', 'page=0'),
  staffPerson: screenRoute('staffperson', 'user'),
  /** user id, number of the role, 1 give, 0 take */
  staffRole: screenRoute('staffrole', 'user', 'role', 'give'),
  /** invoice id: the whole unpaid sum */
  confirmPayment: screenRoute('confirmpay', 'invoice'),
  /** invoice id: the reason of a refusal */
  refuseClaim: screenRoute('noclaim', 'invoice'),
  /** extension id: the reason of a refusal */
  refuseExtension: screenRoute('noextend', 'extension'),
  /** shipment id: the goods leave */
  handOver: screenRoute('handover', 'shipment'),
}

export const officeDecisions = {
  /** user id, price type id (none: the usual one), the company to join (0: a new one) */
  approve: decision('approve', 'user', 'priceType?', 'joins?'),
  /** user id, number of the prepared reason */
  refuse: decision('refuse', 'user', 'reason=0'),
  /** a newcomer's own application */
  withdraw: decision('withdraw'),
  /** company id (none: a new company), number of the role */
  invite: decision('invite', 'company?', 'role=1'),
  /** company id, price type id */
  priceType: decision('pricetype', 'company', 'priceType'),
  /** company id, user id */
  dismiss: decision('dismiss', 'company', 'user'),
  /** user id, number of the role, 1 give, 0 take */
  staff: decision('staff', 'user', 'role', 'give'),
  /** invoice id: at once, in buttons of long ago */
  payAll: decision('payall', 'invoice'),
  /** invoice id, kopecks, the update that asked, the unpaid sum that it saw */
  recordPayment: decision('recordpay', 'invoice', 'kopecks', 'asked', 'unpaid'),
  /** invoice id: the invoice message asks, and stays one */
  askHowLong: decision('howlong', 'invoice'),
  /** invoice id, ms asked for */
  askExtension: decision('askmore', 'invoice', 'ms=0'),
  /** invoice id, number of the prepared reason */
  refuseClaim: decision('noclaim', 'invoice', 'reason=0'),
  /** extension id, ms (0 refuses), number of the prepared reason */
  extend: decision('extend', 'extension', 'ms', 'reason=0'),
  /** invoice id: a notice when goods that it lacks are back */
  watchShort: decision('watchshort', 'invoice'),
}
