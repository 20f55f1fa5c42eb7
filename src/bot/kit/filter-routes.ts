import { decimalDecision, decision, screenRoute } from './callback-data.ts'

/** Buttons of selections and of lists' filters that show a screen. Each comment lists the arguments. */
export const filterScreens = {
  /** category id: its filters, before any of its goods was shown */
  categoryFilters: screenRoute('goodsfilters', 'category'),
  /** page */
  filters: screenRoute('filters', 'page=0'),
  /** characteristic id, page */
  facet: screenRoute('facet', 'characteristic', 'page=0'),
  /** characteristic id */
  typeRange: screenRoute('typerange', 'characteristic'),
  prices: screenRoute('prices'),
  typePrice: screenRoute('typeprice'),
  /** page */
  warehouses: screenRoute('warehouses', 'page=0'),
  /** number of the list, id of its category or characteristic */
  jump: screenRoute('jump', 'list', 'of=0'),
  shareSelection: screenRoute('share'),
  /** page */
  savedSelections: screenRoute('kept', 'page=0'),
  /** saved selection id */
  savedSelection: screenRoute('keptone', 'selection'),
  saveSelection: screenRoute('keep'),
  renameSelection: screenRoute('renamekept', 'selection'),
  removeSelection: screenRoute('removekept', 'selection'),
  /** company id (for managers), number of the state */
  invoiceMonths: screenRoute('invoicemonths', 'company?', 'state=0'),
  shipmentMonths: screenRoute('shipmentmonths', 'state=0'),
}

/** Buttons of selections that decide something. */
export const filterDecisions = {
  /** value id */
  value: decision('value', 'value', 'characteristic?', 'page=0'),
  /** characteristic id, from, to, 1: pressed among the values */
  range: decimalDecision('range', 'characteristic', 'from?', 'to?', 'amongValues=0'),
  /** from, to: kopecks */
  price: decision('price', 'from?', 'to?'),
  /** warehouse id */
  fromWarehouse: decision('from', 'warehouse'),
  /** saved selection id */
  openSelection: decision('openkept', 'selection'),
  removeSelection: decision('removekept', 'selection'),
  inStock: decision('instock'),
  clearFilters: decision('clearfilters'),
}
