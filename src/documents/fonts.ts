import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Roboto as pdfmake brings it: it has Cyrillic, the rouble and what units are written with. */
export const fontFolder = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
)
