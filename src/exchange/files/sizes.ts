const MEGABYTE = 1024 * 1024

/** Limits on files from other people. */
export const sizes = {
  /** Streamed formats: CSV and XML. */
  fileBytes: 1024 * MEGABYTE,
  /** Workbooks are loaded whole into memory. */
  workbookBytes: 30 * MEGABYTE,
  unpackedBytes: 150 * MEGABYTE,
  zipEntries: 2_000,
  /** All XML of a workbook; a cell has two to four tags. The largest list that Telegram lets through has 12 million. */
  workbookTags: 20_000_000,
  orderTags: 4_000_000,
  /** A zip of an exchange may contain thousands of pictures, which are not unpacked. */
  packageBytes: 200 * MEGABYTE,
  packageEntries: 50_000,
  htmlTables: 2_000,
  rows: 500_000,
  columns: 300,
  cellLetters: 10_000,
  skuLetters: 100,
  nameLetters: 1_000,
  recordLetters: 200_000,
  /** Rows above the header: titles, dates, addresses. */
  rowsBeforeHeader: 30,
  headBytes: 64 * 1024,
  xmlDepth: 64,
  xmlNodes: 200_000,
  xmlTextLetters: 2_000_000,
  quantity: 10_000_000,
  /** A thousand million roubles. */
  priceKopecks: 100_000_000_000,
  orderBytes: 5 * MEGABYTE,
  orderRows: 2_000,
  /** Filled cells and letters of a list's rows, which go into the bot's own memory. */
  orderCells: 60_000,
  orderLetters: 2_000_000,
  pdfPages: 100,
  pdfItems: 200_000,
  /** All streams of a PDF except pictures, unpacked. */
  pdfBytes: 32 * MEGABYTE,
  /** No line of an order needs more letters to be understood. */
  lineLetters: 300,
  recordsPerProgress: 500,
} as const
