import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Roboto from pdfmake: it has Cyrillic, the rouble and the signs of units. */
export const fontFolder = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
)
