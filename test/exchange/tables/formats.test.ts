import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { type CatalogFile, readCatalog } from '#exchange/catalog.ts'
import { cp1251, readAll } from '../reading.ts'

const cells = [
  ['Артикул', 'Наименование', 'Цена', 'Остаток'],
  ['A-1', 'Проектор «Заря»', 1234.5, 7],
  ['00123', 'Экран', 500, 0],
]
const asText = cells.map((row) => row.map((cell) => String(cell).replace('.', ',')).join(';')).join('\r\n')

async function goodsOf(bytes: Uint8Array) {
  const { of, kind } = await readAll({ name: 'price', bytes })
  return {
    kind,
    goods: of('product').map(({ sku, name }) => [sku, name]),
    prices: of('price').map((one) => one.kopecks),
    stock: of('stock').map((one) => one.quantity),
  }
}

const expected = {
  kind: 'table',
  goods: [
    ['A-1', 'Проектор «Заря»'],
    ['00123', 'Экран'],
  ],
  prices: [123_450, 50_000],
  stock: [7, 0],
}

test.each(['xlsx', 'xlsb', 'ods', 'fods', 'biff8', 'xlml', 'html'] as const)(
  'a book saved as %s is read',
  async (bookType) => {
    const made = write(utils.book_new(utils.aoa_to_sheet(cells)), { type: 'buffer', bookType }) as Buffer
    expect(await goodsOf(new Uint8Array(made))).toEqual(expected)
  },
)

function wide(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le')
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16())
}

/** Text in an encoding of one byte, letter by letter. */
function oneByte(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]))
  return Uint8Array.from(text, (letter) => codes.get(letter) ?? 0x3f)
}

const plain = {
  ...expected,
  goods: [
    ['A-1', 'Проектор Заря'],
    ['00123', 'Экран'],
  ],
}
const noQuotes = asText.replace(/[«»]/g, '')

test.each<[string, Uint8Array]>([
  ['UTF-8', new TextEncoder().encode(noQuotes)],
  ['windows-1251', cp1251(noQuotes)],
  ['cp866', oneByte(noQuotes, 'ibm866')],
  ['KOI8-R', oneByte(noQuotes, 'koi8-r')],
  ['UTF-16 LE', wide(noQuotes, 'le', true)],
  ['UTF-16 BE', wide(noQuotes, 'be', true)],
  ['UTF-16 LE without a mark', wide(noQuotes, 'le', false)],
  ['UTF-16 BE without a mark', wide(noQuotes, 'be', false)],
  ['tabs', new TextEncoder().encode(noQuotes.replaceAll(';', '\t'))],
  ['bars', new TextEncoder().encode(noQuotes.replaceAll(';', '|'))],
])('a CSV in %s is read', async (_, bytes) => {
  expect(await goodsOf(bytes)).toEqual(plain)
})

test('Russian letters far below a head of Latin ones are windows-1251 all the same', async () => {
  const latin = Array.from({ length: 4000 }, (_, at) => `A-${at};Projector number ${at};${at + 1};1`).join('\n')
  const { of } = await readAll({ name: 'x', bytes: cp1251(`Article;Name;Price;Stock\n${latin}\nB-1;Проектор;5;1\n`) })
  expect(of('product').at(-1)?.name).toBe('Проектор')
})

describe('a page under .xls', () => {
  const page = (body: string, charset = 'utf-8') =>
    `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"><style><!-- td {mso-number-format:"\\@"} --></style></head><body>${body}</body></html>`
  const table =
    '<table border=1><!-- <tr><td>нет --><tr><th rowspan=2>Артикул<th rowspan=2>Наименование<th colspan=2>Цена, руб.</tr><tr><td>Розница</td><td>Дилер</td></tr><tr><td>00123</td><td><b>Кабель</b>&nbsp;&laquo;A&amp;B&raquo;</td><td>1&nbsp;234,50</td><td>1,899</td></tr><tr style="display:none"><td>X</td><td>Y</td><td>1</td><td>1</td></tr></table>'

  test.each(['utf-8', 'windows-1251'])('in %s is read as it is shown', async (charset) => {
    const text = page(`<p>Прайс</p>${table}`, charset)
    const bytes = charset === 'utf-8' ? new TextEncoder().encode(text) : cp1251(text)
    const { of } = await readAll({ name: 'price.xls', bytes })
    expect(of('product')).toMatchObject([{ sku: '00123', name: 'Кабель «A&B»' }])
    expect(of('price').map((one) => [one.priceTypeKey, one.kopecks])).toEqual([
      ['Розничная', 123_450],
      ['Дилерская', 189_900],
    ])
    expect(of('untaken')).toMatchObject([{ what: 'hidden_rows', count: 1 }])
  })

  test('of a hundred thousand torn tags is refused, or read, in no time', async () => {
    const torn = [
      `<table>${'<tr><td rowspan=9999 colspan=300>'.repeat(3000)}`,
      '<!--'.repeat(200_000),
      '<table>'.repeat(100),
      `<td${' a'.repeat(300_000)}`,
    ]
    for (const body of torn) {
      const read = await readCatalog({ name: 'x', bytes: new TextEncoder().encode(page(body)) })
      expect(read.ok).toBe(false)
    }
  })
})

test('XML Spreadsheet 2003 in windows-1251 is read, one with entities of its own is not', async () => {
  const rows = cells.map(
    (row) =>
      `<Row>${row.map((cell) => `<Cell><Data ss:Type="${typeof cell === 'number' ? 'Number' : 'String'}">${cell}</Data></Cell>`).join('')}</Row>`,
  )
  const xml = (extra: string) =>
    `<?xml version="1.0" encoding="windows-1251"?>${extra}<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Лист1"><Table>${rows.join('')}</Table></Worksheet></Workbook>`
  expect(await goodsOf(cp1251(xml('')))).toEqual(expected)
  const bomb = cp1251(xml('<!DOCTYPE a [<!ENTITY b "c">]>'))
  expect(await readCatalog({ name: 'x', bytes: bomb })).toMatchObject({ ok: false, reason: 'broken' })
})

test.each<[string, string | Uint8Array, string, string]>([
  ['an article and nothing else', 'Артикул;Бренд\nA-1;NEC\n', 'no_name_column', 'Артикул, Бренд'],
  ['names without articles', 'Наименование;Цена;Остаток\nСтол;10;1\n', 'no_sku_column', 'Наименование, Цена, Остаток'],
  ['no header', 'Здравствуйте\nПрайс во вложении\n', 'no_header', ''],
  ['a quote that never ends', 'Артикул;Наименование;Цена\nA;"Товар;1\nB;Товар;2\n', 'broken_row', '2'],
  [
    'a zip of something',
    Uint8Array.from([0x50, 0x4b, 3, 4, ...Buffer.from('PK\x05\x06', 'latin1'), ...Array.from({ length: 18 }, () => 0)]),
    'unknown_format',
    '',
  ],
])('%s: the refusal says what is missing', async (_, content, reason, detail) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const file: CatalogFile = { name: 'x', bytes }
  const read = await readCatalog(file)
  if (!read.ok) return expect([read.reason, read.detail]).toEqual([reason, detail])
  await expect(Array.fromAsync(read.records)).rejects.toMatchObject({ reason, detail })
})
