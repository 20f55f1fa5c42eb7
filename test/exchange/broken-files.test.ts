import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BrokenFile, type CatalogFile, readCatalog } from '#exchange/catalog.ts'
import { assertSmallZip } from '#exchange/files/zip.ts'
import { bytesOf, fixtureText, hasFixtures, readAll } from './reading.ts'

/** The reason why a file is not taken, whether it is seen at once or midway; null for a good one. */
async function problemOf(file: CatalogFile | string): Promise<string | null> {
  const read = await readCatalog(typeof file === 'string' ? bytesOf(file) : file)
  if (!read.ok) return read.reason
  try {
    await Array.fromAsync(read.records)
    return null
  } catch (error) {
    if (error instanceof BrokenFile) return error.reason
    throw error
  }
}

const book = (rows: unknown[][]) =>
  new Uint8Array(write(utils.book_new(utils.aoa_to_sheet(rows)), { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
const bytes = (...values: (number | string)[]) => ({
  name: 'x',
  bytes: Uint8Array.from(
    values.flatMap((value) => (typeof value === 'number' ? [value] : [...Buffer.from(value, 'latin1')])),
  ),
})

test.each<[string, CatalogFile | string, string]>([
  ['nothing', '', 'empty'],
  ['blanks', ' \n\n', 'empty'],
  ['an empty book', { name: 'x', bytes: book([]) }, 'empty'],
  ['a picture', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, 'JFIF', 0), 'unknown_format'],
  ['a letter', 'Здравствуйте!\nПрайс во вложении.\n', 'no_header'],
  [
    'a book without goods',
    {
      name: 'x',
      bytes: book([
        ['Дата', 'Сумма'],
        [1, 2],
      ]),
    },
    'no_header',
  ],
  ['a page without a table', '<!DOCTYPE html><html></html>', 'unknown_format'],
  ['other XML', '<?xml version="1.0"?><settings/>', 'unknown_format'],
  ['an empty exchange', '<?xml version="1.0"?><КоммерческаяИнформация ВерсияСхемы="2.05"/>', 'empty'],
  ['XML in an encoding of its own', '<?xml version="1.0" encoding="MIK"?><a/>', 'encoding'],
  ['a torn zip', { name: 'x', bytes: book([['Артикул', 'Наименование']]).subarray(0, 900) }, 'broken'],
  ['a zip of something', bytes('PK\x03\x04', 'PK\x05\x06', ...Array.from({ length: 18 }, () => 0)), 'unknown_format'],
  ['a quote that never ends', 'Артикул;Наименование;Цена\nA;"Товар;1\nB;Товар;2\n', 'broken_row'],
  [
    'a quote that swallows rows',
    'Артикул;Наименование;Цена;Остаток\nA;"Т;1;2\nB;Т;2;2\nC;Т;2;1\nD;Т";2;1\n',
    'broken_row',
  ],
  ['a last row cut off', 'Артикул;Наименование;Цена\nA;Товар;1\nB;Тов', 'broken_row'],
])('%s is refused', async (_, file, reason) => {
  expect(await problemOf(file)).toBe(reason)
})

test('a footnote without a line end is no torn row', async () => {
  expect(await problemOf('Артикул;Наименование;Цена\nA;Товар;1\nЦены действительны до 31.12')).toBeNull()
})

test('a byte of another encoding midway stops the reading', async () => {
  const head = new TextEncoder().encode(`Артикул;Наименование;Цена\n${'A;Товар;1\n'.repeat(10_000)}`)
  expect(await problemOf({ name: 'x', bytes: Buffer.concat([head, Uint8Array.of(0xcf, 0xf0, 0x0a)]) })).toBe('encoding')
})

describe.skipIf(!hasFixtures)('a torn exchange', () => {
  test('fails before its first record, wherever it is torn', async () => {
    const text = fixtureText('commerceml/dobromyslov-2.07/offers0_1.xml')
    for (const part of [0.3, 0.6, 0.999]) {
      const read = await readCatalog(bytesOf(text.slice(0, text.length * part)))
      if (!read.ok) throw new Error(read.reason)
      await expect(read.records[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(BrokenFile)
    }
  })
})

const exchange = (inside: string) => `<КоммерческаяИнформация><Каталог>${inside}</Каталог></КоммерческаяИнформация>`
test.each([
  ['a late DOCTYPE', `${' '.repeat(70_000)}<!DOCTYPE a>`, 'unknown_format'],
  ['an entity', exchange('<Ид>&secret;</Ид>'), 'broken'],
  ['a pit', exchange('<a>'.repeat(100) + '</a>'.repeat(100)), 'broken'],
  ['a desert', exchange(`<Товары><Товар>${'<a/>'.repeat(200_001)}</Товар></Товары>`), 'too_large'],
])('XML with %s is refused', async (_, text, reason) => {
  expect(await problemOf(`<?xml version="1.0"?>${text}`)).toBe(reason)
})

test('a bomb is not unpacked, even where the directory lies', () => {
  const packed = deflateRawSync(Buffer.alloc(5_000_000))
  const zip = (claimed: number) => {
    const local = Buffer.alloc(31, 'a')
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(1, 26)
    local.writeUInt16LE(0, 28)
    const entry = Buffer.alloc(47, 'a')
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(claimed, 24)
    entry.writeUInt16LE(1, 28)
    entry.writeUInt32LE(0, 30)
    entry.writeUInt32LE(0, 42)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(1, 10)
    end.writeUInt32LE(local.length + packed.length, 16)
    return Buffer.concat([local, packed, entry, end])
  }
  const limits = { entries: 10, unpackedBytes: 1_000_000 }
  for (const claimed of [5_000_000, 10]) {
    expect(() => assertSmallZip(zip(claimed), limits)).toThrow(expect.objectContaining({ reason: 'too_large' }))
  }
  // Small enough, but readers would not agree on how large it is.
  expect(() => assertSmallZip(zip(10), { entries: 10, unpackedBytes: 6_000_000 })).toThrow(
    expect.objectContaining({ reason: 'broken' }),
  )
})

test('no bytes make the reader fail in a way of its own', async () => {
  const start = fc.constantFrom(
    '',
    'Артикул;Наименование;Цена\n',
    '<?xml version="1.0"?><КоммерческаяИнформация><Каталог>',
    'PK\x03\x04',
  )
  await fc.assert(
    fc.asyncProperty(
      start,
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'";\n\r<>/&PК') })),
      async (head, tail) => {
        await problemOf(head + tail)
      },
    ),
  )
})

test('a long list streams from disk', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'exchange-')), 'long.csv')
  const rows = Array.from({ length: 60_000 }, (_, i) => `A-${i};"Товар ""${i}""; хороший";${i + 1},50;${i}`)
  writeFileSync(path, `Артикул;Наименование;Цена;Остаток\n${rows.join('\n')}`)
  const { of, records } = await readAll({ name: 'long.csv', path })

  expect(of('product')).toHaveLength(60_000)
  expect(of('stock').at(-1)).toMatchObject({ row: 60_001, quantity: 59_999 })
  const done = of('progress').map((progress) => progress.done)
  expect(done).toEqual([...done].sort((a, b) => a - b))
  expect(records.at(-1)).toMatchObject({ kind: 'progress', done: of('progress').at(-1)?.total })
})
