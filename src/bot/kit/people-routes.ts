import { decision, screenRoute } from './callback-data.ts'

/** The screens of companies, colleagues and staff; `routes.ts` lists them all. */
export const peopleScreens = {
  colleagues: screenRoute('colleagues'),
  registrations: screenRoute('registrations'),
  registration: screenRoute('registration', 'user'),
  /** page */
  companies: screenRoute('dealers', 'page=0'),
  company: screenRoute('dealer', 'company'),
  companyPrice: screenRoute('dealerprice', 'company'),
  companyDeferral: screenRoute('dealerdays', 'company'),
  companyLimit: screenRoute('dealerlimit', 'company'),
  staff: screenRoute('staff'),
  staffPerson: screenRoute('staffperson', 'user'),
}

export const peopleDecisions = {
  /** user id, price type id (none: the usual one), the company to join (0: a new one) */
  approve: decision('approve', 'user', 'priceType?', 'joins?'),
  refuse: decision('refuse', 'user'),
  /** company id (none: a new company), number of the role */
  invite: decision('invite', 'company?', 'role=1'),
  /** company id, price type id */
  priceType: decision('pricetype', 'company', 'priceType'),
  /** company id, user id */
  dismiss: decision('dismiss', 'company', 'user'),
  /** user id, number of the role, 1 give, 0 take */
  staff: decision('staff', 'user', 'role', 'give'),
}
