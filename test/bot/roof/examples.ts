import { decide, to } from '#bot/kit/routes.ts'
import { hours } from '#domain/time.ts'
import type { Common, Ids } from '../scene.ts'

type Args = (ids: Ids, common: Common) => number[]

const none: Args = () => []
const page: Args = () => [0]
const company: Args = (ids) => [ids.company]
const invoice: Args = (ids) => [ids.invoice]
const draft: Args = (ids) => [ids.draft]
const shipment: Args = (ids) => [ids.shipment]
const newcomer: Args = (ids) => [ids.newcomer]
const product: Args = (_, common) => [common.product]

/** What each button of a screen carries; a route without an example does not compile. */
const screens = {
  start: none,
  register: none,
  settings: none,
  help: none,
  category: (_, common) => [common.category, 0],
  categoryFilters: (_, common) => [common.category],
  categoryGoods: (_, common) => [common.category],
  results: page,
  resultsPage: none,
  filters: page,
  facet: (_, common) => [common.characteristic, 0],
  typeRange: (_, common) => [common.characteristic],
  prices: none,
  typePrice: none,
  warehouses: page,
  jump: (_, common) => [1, common.characteristic],
  shareSelection: none,
  savedSelections: page,
  savedSelection: (ids) => [ids.kept],
  saveSelection: none,
  renameSelection: (ids) => [ids.kept],
  removeSelection: (ids) => [ids.kept],
  sort: none,
  search: none,
  product,
  analogues: (ids, common) => [common.reserved, ids.invoice],
  comparison: none,
  comparisonPicture: none,
  compareResults: page,
  quantity: product,
  cart: page,
  clearCart: none,
  pastedOrder: (ids) => [ids.list, 0],
  pastedLine: (ids) => [ids.list, 1],
  pastedFile: (ids) => [ids.list],
  pastedSample: none,
  savedLists: page,
  savedList: (ids) => [ids.saved, 0],
  saveList: invoice,
  renameList: (ids) => [ids.saved],
  removeList: (ids) => [ids.saved],
  invoices: (ids) => [0, ids.company],
  invoiceMonths: (ids) => [ids.company],
  invoice,
  invoiceLines: (ids) => [ids.invoice, 0],
  invoicePdf: invoice,
  requisites: invoice,
  paymentQr: invoice,
  cancelInvoice: invoice,
  reserveAnswer: invoice,
  releaseReserve: invoice,
  checkPayment: invoice,
  recordPayment: invoice,
  reserves: none,
  claim: invoice,
  claimCard: invoice,
  extension: (ids) => [ids.extension],
  extensions: none,
  claims: none,
  shipmentStart: invoice,
  draft,
  draftLines: (ids) => [ids.draft, 0],
  draftLine: (ids) => [ids.draft, ids.line],
  shipments: page,
  shipmentMonths: none,
  shipment,
  shipmentLines: (ids) => [ids.shipment, 0],
  pickingList: shipment,
  powerOfAttorney: shipment,
  cancelShipment: shipment,
  settlements: company,
  colleagues: none,
  watches: page,
  inviteRole: company,
  dismiss: (ids) => [ids.company, ids.accountant],
  refuse: newcomer,
  staffRole: (ids) => [ids.owner, 0, 1],
  confirmPayment: invoice,
  refuseClaim: invoice,
  refuseExtension: (ids) => [ids.extension],
  handOver: shipment,
  desk: none,
  registrations: none,
  registration: newcomer,
  endingReserves: none,
  setAside: none,
  companies: page,
  company,
  companyPrice: company,
  companyDeferral: company,
  companyLimit: company,
  staff: none,
  staffPerson: (ids) => [ids.owner],
  import: none,
  offeredList: (ids) => [ids.offered],
  takeBack: () => [1],
} satisfies Record<keyof typeof to, Args>

/** The same for the buttons that decide. */
const decisions = {
  locale: () => [1],
  hints: () => [1],
  value: (_, common) => [common.value, common.characteristic, 0],
  range: (_, common) => [common.characteristic, 1.5, 12.25, 1],
  price: () => [1, 999_999_999_999],
  fromWarehouse: (_, common) => [common.warehouse],
  openSelection: (ids) => [ids.kept],
  removeSelection: (ids) => [ids.kept],
  inStock: none,
  literal: none,
  clearFilters: none,
  sort: () => [1],
  quantity: (_, common) => [common.product, 2],
  removeLine: product,
  watch: product,
  unwatch: product,
  compare: product,
  uncompare: product,
  compareFrom: (_, common) => [common.product, 0],
  swapLine: (_, common) => [common.reserved, common.analogue],
  swapInvoiceLine: (ids, common) => [ids.invoice, common.reserved, common.analogue],
  clearCart: none,
  listToCart: (ids) => [ids.saved],
  removeList: (ids) => [ids.saved],
  pastedAll: (ids) => [ids.list],
  pastedColumn: (ids) => [ids.list, 0, 1],
  pastedLine: (ids, common) => [ids.list, 1, common.product],
  createInvoice: (ids) => [ids.cart],
  createAndReserve: (ids) => [ids.cart, 1],
  reserve: invoice,
  release: invoice,
  watchShort: invoice,
  cancelInvoice: invoice,
  repeat: invoice,
  payAll: invoice,
  recordPayment: (ids) => [ids.invoice, 100, 1, 250_500],
  askHowLong: invoice,
  askExtension: invoice,
  refuseClaim: invoice,
  extend: (ids) => [ids.extension, hours(24)],
  hold: (ids) => [ids.invoice, 1],
  method: (ids) => [ids.draft, 1],
  warehouse: (ids, common) => [ids.draft, common.warehouse],
  day: (ids) => [ids.draft, 20261201],
  contact: (ids) => [ids.draft, 0],
  contactPerson: (ids) => [ids.draft, ids.accountant],
  asLast: draft,
  formerPlace: (ids) => [ids.draft, ids.shipment, 2],
  fileAgain: shipment,
  again: (ids) => [ids.draft, 3],
  draftLine: (ids) => [ids.draft, ids.line, 1],
  file: draft,
  cancelShipment: shipment,
  pass: shipment,
  dispatch: shipment,
  move: (ids) => [ids.shipment, 0],
  withdraw: none,
  approve: newcomer,
  refuse: newcomer,
  invite: (ids) => [ids.company, 1],
  priceType: (ids, common) => [ids.company, common.priceType],
  dismiss: (ids) => [ids.company, ids.accountant],
  dismissUpdate: () => [1],
  staff: (ids) => [ids.owner, 0, 1],
  offeredList: (ids) => [ids.offered, 1],
  takeBack: () => [1],
} satisfies Record<keyof typeof decide, Args>

export type ScreenName = keyof typeof to
export type DecisionName = keyof typeof decide

/** Every button there is, with these ids: the name of its route, and its data. */
export function everyScreen(ids: Ids, common: Common): { name: ScreenName; data: string }[] {
  const names = Object.keys(to) as ScreenName[]
  return names.map((name) => ({ name, data: [to[name].name, ...example(screens, name)(ids, common)].join(':') }))
}

export function everyDecision(ids: Ids, common: Common): { name: DecisionName; data: string }[] {
  const names = Object.keys(decide) as DecisionName[]
  return names.map((name) => ({ name, data: [decide[name].name, ...example(decisions, name)(ids, common)].join(':') }))
}

function example<Name extends string>(examples: Record<Name, Args>, name: Name): Args {
  const args = examples[name]
  if (!args) throw new Error(`the button ${name} has no example in test/bot/roof/examples.ts: add one`)
  return args
}
