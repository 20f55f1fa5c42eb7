import { decimalDecision, decision, screenRoute } from './callback-data.ts'

/** What is chosen in the catalog: where its buttons lead. Arguments stand behind each. */
export const filterScreens = {
  /** page */
  filters: screenRoute('filters'),
  /** characteristic id, page */
  facet: screenRoute('facet'),
  /** characteristic id */
  typeRange: screenRoute('typerange'),
  prices: screenRoute('prices'),
  typePrice: screenRoute('typeprice'),
  /** page */
  warehouses: screenRoute('warehouses'),
  /** number of the list, what it is of */
  jump: screenRoute('jump'),
  shareSelection: screenRoute('share'),
  /** page */
  savedSelections: screenRoute('kept'),
  /** saved selection id */
  savedSelection: screenRoute('keptone'),
  saveSelection: screenRoute('keep'),
  renameSelection: screenRoute('renamekept'),
  removeSelection: screenRoute('removekept'),
}

/** What its buttons decide. */
export const filterDecisions = {
  /** value id */
  value: decision('value'),
  /** characteristic id, from, to, 1: pressed among the values */
  range: decimalDecision('range'),
  /** from, to: kopecks */
  price: decision('price'),
  /** warehouse id */
  fromWarehouse: decision('from'),
  /** saved selection id */
  openSelection: decision('openkept'),
  removeSelection: decision('removekept'),
  inStock: decision('instock'),
  clearFilters: decision('clearfilters'),
}
