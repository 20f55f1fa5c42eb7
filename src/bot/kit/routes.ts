import { decision, screenRoute } from './callback-data.ts'
import { filterDecisions, filterScreens } from './filter-routes.ts'
import { officeDecisions, officeScreens } from './office-routes.ts'

/** Every button that shows a screen. Each comment lists the arguments. */
export const to = {
  start: screenRoute('start'),
  register: screenRoute('register'),
  settings: screenRoute('settings'),
  help: screenRoute('help', 'page=0'),
  /** category id; none: the top */
  category: screenRoute('cat', 'category?', 'page=0'),
  /** category id: all its goods */
  categoryGoods: screenRoute('goods', 'category'),
  /** page */
  results: screenRoute('results', 'page=0'),
  resultsPage: screenRoute('resultspage'),
  ...filterScreens,
  ...officeScreens,
  sort: screenRoute('sort'),
  search: screenRoute('search'),
  /** product id */
  product: screenRoute('product', 'product'),
  /** product id, invoice id (none: from the product's screen) */
  analogues: screenRoute('analogues', 'product', 'invoice?'),
  comparison: screenRoute('comparison'),
  comparisonPicture: screenRoute('comparisonpicture', 'withoutPrices=0'),
  /** page of the results to add from */
  compareResults: screenRoute('compareresults', 'page=0'),
  /** product id, 1: asked from the cart */
  quantity: screenRoute('qty', 'product', 'fromCart=0'),
  /** page */
  cart: screenRoute('cart', 'page=0'),
  clearCart: screenRoute('clearcart'),
  /** list id, page of its questions */
  pastedOrder: screenRoute('list', 'list', 'page=0'),
  /** list id, position of the line */
  pastedLine: screenRoute('listline', 'list', 'position'),
  /** list id: the table with its answers */
  pastedFile: screenRoute('listfile', 'list'),
  pastedSample: screenRoute('listsample'),
  /** page */
  savedLists: screenRoute('saved', 'page=0'),
  /** saved list id, page */
  savedList: screenRoute('savedlist', 'savedList', 'page=0'),
  /** invoice id; none: the cart */
  saveList: screenRoute('savelist', 'invoice?'),
  /** saved list id */
  renameList: screenRoute('renamelist', 'savedList'),
  removeList: screenRoute('removelist', 'savedList'),
  /** page, company id (for managers), number of the state, month as 202611 */
  invoices: screenRoute('invoices', 'page=0', 'company?', 'state=0', 'month=0'),
  /** invoice id */
  invoice: screenRoute('invoice', 'invoice'),
  invoiceLines: screenRoute('invoicelines', 'invoice', 'page=0'),
  invoicePdf: screenRoute('pdf', 'invoice'),
  requisites: screenRoute('requisites', 'invoice'),
  paymentQr: screenRoute('payqr', 'invoice'),
  cancelInvoice: screenRoute('cancelinvoice', 'invoice'),
  reserveAnswer: screenRoute('reserved', 'invoice'),
  releaseReserve: screenRoute('release', 'invoice'),
  checkPayment: screenRoute('check', 'invoice'),
  recordPayment: screenRoute('pay', 'invoice'),
  reserves: screenRoute('reserves', 'page=0'),
  /** invoice id */
  claim: screenRoute('claim', 'invoice'),
  claimCard: screenRoute('claimcard', 'invoice'),
  /** extension id */
  extension: screenRoute('extension', 'extension'),
  extensions: screenRoute('extensions', 'page=0'),
  claims: screenRoute('claims', 'page=0'),
  /** invoice id */
  shipmentStart: screenRoute('ship', 'invoice'),
  /** draft id */
  draft: screenRoute('draft', 'draft'),
  draftLines: screenRoute('draftlines', 'draft', 'page=0'),
  /** draft id, line id */
  draftLine: screenRoute('draftline', 'draft', 'line'),
  /** page */
  shipments: screenRoute('shipments', 'page=0', 'state=0', 'month=0'),
  shipment: screenRoute('shipment', 'shipment'),
  shipmentLines: screenRoute('shipmentlines', 'shipment', 'page=0'),
  /** shipment id: «Лист сборки» as PDF */
  pickingList: screenRoute('pickinglist', 'shipment'),
  /** shipment id: «Доверенность М-2» asks for the driver */
  powerOfAttorney: screenRoute('m2', 'shipment'),
  cancelShipment: screenRoute('cancelshipment', 'shipment'),
  settlements: screenRoute('settlements', 'company?'),
  desk: screenRoute('desk'),
  endingReserves: screenRoute('ending', 'page=0'),
  setAside: screenRoute('setaside', 'page=0'),
  import: screenRoute('import'),
  /** offered list id */
  offeredList: screenRoute('offeredlist', 'offer'),
  /** import id */
  takeBack: screenRoute('takeback', 'import'),
}

/** Every button that decides something. */
export const decide = {
  /** 1 ru, 2 en */
  locale: decision('locale', 'language'),
  /** 0, 1 */
  hints: decision('hints', 'shown'),
  ...filterDecisions,
  ...officeDecisions,
  /** the query as it was typed */
  literal: decision('literal'),
  /** number of the order */
  sort: decision('sort', 'order'),
  /** product id, quantity, 1: asked from the cart */
  quantity: decision('qty', 'product', 'quantity', 'fromCart=0'),
  removeLine: decision('remove', 'product', 'fromCart=0'),
  /** product id */
  watch: decision('watch', 'product'),
  unwatch: decision('unwatch', 'product'),
  compare: decision('compare', 'product'),
  uncompare: decision('uncompare', 'product'),
  /** product id, page of the results: adds it, or takes it away */
  compareFrom: decision('comparefrom', 'product', 'page=0'),
  /** product id, analogue's id */
  swapLine: decision('swap', 'product', 'analogue'),
  /** invoice id, product id, analogue's id */
  swapInvoiceLine: decision('swapin', 'invoice', 'product', 'analogue'),
  clearCart: decision('clear'),
  /** saved list id */
  listToCart: decision('listtocart', 'savedList'),
  removeList: decision('removelist', 'savedList'),
  /** list id */
  pastedAll: decision('listall', 'list'),
  /** list id, number of the table, column of its counts; none: none of them */
  pastedColumn: decision('listcolumn', 'list', 'table', 'column?'),
  /** list id, position of the line, product id; none: none of these */
  pastedLine: decision('listline', 'list', 'position', 'product?'),
  /** cart id, the mark of the cart as it was shown */
  createInvoice: decision('invoice', 'cart', 'mark?'),
  createAndReserve: decision('invoicereserve', 'cart', 'mark'),
  /** invoice id */
  reserve: decision('reserve', 'invoice'),
  release: decision('release', 'invoice'),
  cancelInvoice: decision('cancel', 'invoice'),
  repeat: decision('repeat', 'invoice'),
  /** invoice id, 1 hold, 0 let go */
  hold: decision('hold', 'invoice', 'on'),
  /** draft id, number of the method */
  method: decision('method', 'draft', 'method'),
  /** draft id, warehouse id */
  warehouse: decision('warehouse', 'draft', 'warehouse'),
  /** draft id, day as 20261125 */
  day: decision('day', 'draft', 'day'),
  /** draft id, number of the contact */
  contact: decision('contact', 'draft', 'contact'),
  /** draft id, user id: one of the company's people takes the goods */
  contactPerson: decision('contactperson', 'draft', 'user'),
  /** draft id: all as in the company's last request */
  asLast: decision('aslast', 'draft'),
  /** draft id, shipment id, number of the field: the same carrier, terminal or address as there */
  formerPlace: decision('formerplace', 'draft', 'shipment', 'field'),
  /** shipment id: a new draft with its answers */
  fileAgain: decision('fileagain', 'shipment'),
  /** draft id, the step to ask again: 1 method, 2 day, 3 contact, 4 place */
  again: decision('again', 'draft', 'what'),
  /** draft id, line id, quantity */
  draftLine: decision('draftline', 'draft', 'line', 'quantity'),
  /** draft id */
  file: decision('file', 'draft'),
  cancelShipment: decision('cancelshipment', 'shipment'),
  /** shipment id: a pickup pass as a picture */
  pass: decision('pass', 'shipment'),
  /** shipment id: it leaves without a carrier's number */
  dispatch: decision('dispatch', 'shipment'),
  /** shipment id, number of the state */
  move: decision('move', 'shipment', 'state'),
  /** offered list id, 1 it counts, 0 it does not */
  offeredList: decision('offeredlist', 'offer', 'counts'),
  /** import id */
  takeBack: decision('takeback', 'import'),
  /** id of an update that was set aside */
  dismissUpdate: decision('dismissupdate', 'update'),
}
