import { join } from 'node:path'

/** The demo price list: invented pro-AV goods in the table format, taken in like any other file. */
export const demoCatalog = { name: 'demo.csv', path: join(import.meta.dirname, 'demo.csv') }
