import { bookOfCells, formsInForms, longPdf } from '../support/poison.ts'
import { besideScreens } from './beside-screens.ts'

const text = (from: string) => new TextEncoder().encode(from)
const lines = (line: string, count: number) => text(`${line}\n`.repeat(count))

/** Each was made to be slow, large or deadly to whoever reads it. */
await besideScreens([
  { name: 'cells.xlsx', bytes: bookOfCells(1_000_000, 10) },
  { name: 'long.pdf', bytes: longPdf(150_000_000) },
  { name: 'forms.pdf', bytes: formsInForms(10, 10) },
  { name: 'separators.csv', bytes: lines(`a${': '.repeat(140)}9999999!`, 2000) },
  { name: 'deep.xml', bytes: text(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`) },
  { name: 'quotes.csv', bytes: text(`Артикул;Количество\n${'"'.repeat(2_000_001)}`) },
  { name: 'one-line.txt', bytes: text('AV-10.003 2 шт, '.repeat(250_000)) },
  { name: 'page.xls', bytes: text(`<table>${'<tr><td>'.repeat(300_000)}`) },
  {
    name: 'not-a-zip.xlsx',
    bytes: new Uint8Array([0x50, 0x4b, 3, 4, ...Array.from({ length: 500_000 }, (_, i) => i % 251)]),
  },
])
