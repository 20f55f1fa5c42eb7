import { decision, screenRoute } from './callback-data.ts'
import { filterDecisions, filterScreens } from './filter-routes.ts'

/** Everything that a button can lead to. Arguments stand behind each. */
export const to = {
  start: screenRoute('start'),
  register: screenRoute('register'),
  settings: screenRoute('settings'),
  help: screenRoute('help'),
  /** category id; none: the top */
  category: screenRoute('cat'),
  /** category id: all its goods */
  categoryGoods: screenRoute('goods'),
  /** page */
  results: screenRoute('results'),
  resultsPage: screenRoute('resultspage'),
  ...filterScreens,
  sort: screenRoute('sort'),
  search: screenRoute('search'),
  /** product id */
  product: screenRoute('product'),
  /** product id, invoice id (none: from the card) */
  analogues: screenRoute('analogues'),
  comparison: screenRoute('comparison'),
  comparisonPicture: screenRoute('comparisonpicture'),
  /** page of the results to add from */
  compareResults: screenRoute('compareresults'),
  /** product id, 1: asked from the cart */
  quantity: screenRoute('qty'),
  /** page */
  cart: screenRoute('cart'),
  clearCart: screenRoute('clearcart'),
  /** list id, page of its questions */
  quickOrder: screenRoute('list'),
  /** list id, position of the line */
  quickLine: screenRoute('listline'),
  /** list id: the table with its answers */
  quickFile: screenRoute('listfile'),
  quickSample: screenRoute('listsample'),
  /** page */
  savedLists: screenRoute('saved'),
  /** saved list id, page */
  savedList: screenRoute('savedlist'),
  /** invoice id; none: the cart */
  saveList: screenRoute('savelist'),
  /** saved list id */
  renameList: screenRoute('renamelist'),
  removeList: screenRoute('removelist'),
  /** page, company id (for managers) */
  invoices: screenRoute('invoices'),
  /** invoice id */
  invoice: screenRoute('invoice'),
  invoiceLines: screenRoute('invoicelines'),
  invoicePdf: screenRoute('pdf'),
  cancelInvoice: screenRoute('cancelinvoice'),
  reserveAnswer: screenRoute('reserved'),
  releaseReserve: screenRoute('release'),
  checkPayment: screenRoute('check'),
  recordPayment: screenRoute('pay'),
  reserves: screenRoute('reserves'),
  /** invoice id */
  claim: screenRoute('claim'),
  claimCard: screenRoute('claimcard'),
  /** extension id */
  extension: screenRoute('extension'),
  extensions: screenRoute('extensions'),
  claims: screenRoute('claims'),
  /** invoice id */
  shipmentStart: screenRoute('ship'),
  /** draft id */
  draft: screenRoute('draft'),
  draftLines: screenRoute('draftlines'),
  /** draft id, line id */
  draftLine: screenRoute('draftline'),
  /** page */
  shipments: screenRoute('shipments'),
  shipment: screenRoute('shipment'),
  cancelShipment: screenRoute('cancelshipment'),
  settlements: screenRoute('settlements'),
  colleagues: screenRoute('colleagues'),
  desk: screenRoute('desk'),
  registrations: screenRoute('registrations'),
  registration: screenRoute('registration'),
  endingReserves: screenRoute('ending'),
  setAside: screenRoute('setaside'),
  /** page */
  dealers: screenRoute('dealers'),
  dealer: screenRoute('dealer'),
  dealerPrice: screenRoute('dealerprice'),
  dealerDeferral: screenRoute('dealerdays'),
  dealerLimit: screenRoute('dealerlimit'),
  staff: screenRoute('staff'),
  staffPerson: screenRoute('staffperson'),
  import: screenRoute('import'),
  /** offered list id */
  offeredList: screenRoute('offeredlist'),
  /** import id */
  takeBack: screenRoute('takeback'),
}

/** Everything that a button can decide. */
export const decide = {
  /** 1 ru, 2 en */
  locale: decision('locale'),
  /** 0, 1 */
  hints: decision('hints'),
  ...filterDecisions,
  /** the query as it was typed */
  literal: decision('literal'),
  /** number of the order */
  sort: decision('sort'),
  /** product id, quantity */
  quantity: decision('qty'),
  /** product id */
  removeLine: decision('remove'),
  watch: decision('watch'),
  unwatch: decision('unwatch'),
  compare: decision('compare'),
  uncompare: decision('uncompare'),
  /** product id, page of the results: adds it, or takes it away */
  compareFrom: decision('comparefrom'),
  /** product id, analogue's id */
  swapLine: decision('swap'),
  /** invoice id, product id, analogue's id */
  swapInvoiceLine: decision('swapin'),
  clearCart: decision('clear'),
  /** saved list id */
  listToCart: decision('listtocart'),
  removeList: decision('removelist'),
  /** list id */
  quickAll: decision('listall'),
  /** list id, number of the table, column of its counts; none: none of them */
  quickColumn: decision('listcolumn'),
  /** list id, position of the line, product id; none: none of these */
  quickLine: decision('listline'),
  /** cart id */
  createInvoice: decision('invoice'),
  /** invoice id */
  reserve: decision('reserve'),
  release: decision('release'),
  cancelInvoice: decision('cancel'),
  repeat: decision('repeat'),
  payAll: decision('payall'),
  askExtension: decision('askmore'),
  refuseClaim: decision('noclaim'),
  /** extension id, ms; 0 refuses */
  extend: decision('extend'),
  /** invoice id, 1 hold, 0 let go */
  hold: decision('hold'),
  /** draft id, number of the method */
  method: decision('method'),
  /** draft id, warehouse id */
  warehouse: decision('warehouse'),
  /** draft id, day as 20261125 */
  day: decision('day'),
  /** draft id, number of the contact */
  contact: decision('contact'),
  /** draft id, what to ask again: 1 method, 2 day, 3 contact */
  again: decision('again'),
  /** draft id, line id, quantity */
  draftLine: decision('draftline'),
  /** draft id */
  file: decision('file'),
  cancelShipment: decision('cancelshipment'),
  /** shipment id, number of the state */
  move: decision('move'),
  /** user id, price type id (none: the usual one), the company that he would join (0: a new one) */
  approve: decision('approve'),
  refuse: decision('refuse'),
  /** company id (none: a new dealer), number of the role */
  invite: decision('invite'),
  /** company id, price type id */
  priceType: decision('pricetype'),
  /** company id, user id */
  dismiss: decision('dismiss'),
  /** offered list id, 1 it counts, 0 it does not */
  offeredList: decision('offeredlist'),
  /** import id */
  takeBack: decision('takeback'),
  /** id of an update that was set aside */
  dismissUpdate: decision('dismissupdate'),
  /** user id, number of the role, 1 give, 0 take */
  staff: decision('staff'),
}
