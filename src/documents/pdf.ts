import { dirname, join } from 'node:path'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { fontFolder } from './fonts.ts'

/** The renderer takes ten megabytes: it is loaded with the first document. */
async function load() {
  const { default: pdfmake } = await import('pdfmake')
  pdfmake.addFonts({
    Roboto: {
      normal: join(fontFolder, 'Roboto-Regular.ttf'),
      bold: join(fontFolder, 'Roboto-Medium.ttf'),
      italics: join(fontFolder, 'Roboto-Italic.ttf'),
      bolditalics: join(fontFolder, 'Roboto-MediumItalic.ttf'),
    },
  })
  // A name in a document must never make the renderer fetch a page or read a file other than its fonts.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => dirname(path) === fontFolder)
  return pdfmake
}

let loading: ReturnType<typeof load> | undefined

/** A document as the bytes of a PDF, in Roboto; a definition with a date always gives the same bytes. */
export async function renderPdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  loading ??= load()
  return new Uint8Array(await (await loading).createPdf(definition).getBuffer())
}

/** The layout of tables in documents: hair lines, narrow cells. */
export const thinLines = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  paddingLeft: () => 3,
  paddingRight: () => 3,
  paddingTop: () => 2,
  paddingBottom: () => 2,
}

/** A word wider than its column would run over the next one. */
export function breaking(text: string, letters: number): { wordBreak?: 'break-all' } {
  return text.split(/[\s-]/).some((word) => word.length > letters) ? { wordBreak: 'break-all' } : {}
}

/** The day of the document is the date of the file, so that the same document is always the same bytes. */
export function dateOf(date: string): Date {
  return new Date(`${date.split('.').reverse().join('-')}T00:00:00Z`)
}
