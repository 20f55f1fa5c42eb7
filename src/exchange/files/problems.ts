/** The reason why a row or a cell was not taken. */
export type RejectReason =
  | 'no_key'
  | 'no_sku'
  | 'bad_sku'
  | 'no_name'
  | 'bad_price'
  | 'negative_price'
  | 'bad_quantity'
  | 'bad_availability'
  | 'bad_vat'
  | 'duplicate_sku'
  | 'ambiguous_sku'
  | 'too_long'
  | 'too_many_cells'
  | 'no_product'
  | 'spoiled_cell'
  | 'doubtful_number'
  | 'no_currency'
  | 'no_pack_size'
  | 'stock_differs'

/**
 * The reason why a whole file is not read (`too_demanding`: more cells or memory than the bot gives); `detail` is
 * seconds for `too_slow`, a row for `broken_row`, the limit for `too_many_rows`, the header's titles for `no_…_column`.
 */
export type FileProblem =
  | 'empty'
  | 'unknown_format'
  | 'broken'
  | 'broken_row'
  | 'broken_xml'
  | 'too_large'
  | 'too_demanding'
  | 'too_slow'
  | 'too_many_rows'
  | 'encoding'
  | 'protected'
  | 'no_header'
  | 'no_name_column'
  | 'no_sku_column'
