import { describe, expect, test } from 'vitest'
import { type CatalogFile, readCatalog } from '#exchange/catalog.ts'
import { cp1251, fixturePath, hasFixtures, readAll } from '../reading.ts'

const yml = (offers: string, head = '<!DOCTYPE yml_catalog SYSTEM "shops.dtd">', categories = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n<yml_catalog date="2026-10-01"><shop><name>x</name>
   <currencies><currency id="RUB" rate="1"/><currency id="USD" rate="CBRF"/></currencies>
   <categories>${categories}</categories><offers>${offers}</offers></shop></yml_catalog>`
const offer = (inside: string, attributes = 'id="17" available="true"') => `<offer ${attributes}>${inside}</offer>`
const only = async (inside: string, attributes?: string) => await readAll(yml(offer(inside, attributes)))

test('an offer is goods under their article, with their price, brand, barcode and characteristics', async () => {
  const { kind, of } =
    await only(`<name>Проектор &laquo;Луч&raquo; 5000 &amp; пульт</name><vendor>Lumenar</vendor><model>L-5</model>
    <vendorCode>PRJ-5</vendorCode><price>154 990.50</price><currencyId>RUR</currencyId><categoryId>2</categoryId>
    <barcode>4601111111111</barcode><picture>https://example.org/1.jpg</picture>
    <param name="Яркость" unit="лм">5000</param><param name="Закупочная цена">90000</param><param name="Пусто"></param>
    <description><![CDATA[<p>Ярко&nbsp;и <b>тихо</b></p><p>Лазер</p>]]></description>`)
  expect(kind).toBe('yml')
  expect(of('catalog')).toEqual([{ kind: 'catalog', id: 'yml', full: false }])
  expect(of('product')).toMatchObject([
    {
      key: 'PRJ-5',
      sku: 'PRJ-5',
      name: 'Проектор «Луч» 5000 & пульт',
      brand: 'Lumenar',
      model: 'L-5',
      barcodes: ['4601111111111'],
      description: 'Ярко и тихо\nЛазер',
      characteristics: [{ name: 'Яркость', value: '5000', unit: 'лм' }],
      deleted: false,
    },
  ])
  expect(of('price')).toMatchObject([{ productKey: 'PRJ-5', priceTypeKey: 'Розничная', kopecks: 15_499_050 }])
  expect(of('availability')).toMatchObject([{ available: true }])
})

test('a name may be made of its parts, an article of the id', async () => {
  const { of } = await only(
    '<typePrefix>Микрофон</typePrefix><vendor>Sennheiser</vendor><model>e 835</model>',
    'id="a-7"',
  )
  expect(of('product')).toMatchObject([{ sku: 'a-7', name: 'Микрофон Sennheiser e 835' }])
  expect(of('availability')).toEqual([])
  expect(of('price')).toEqual([])
})

test('the tree of categories', async () => {
  const categories =
    '<category id="1">AV</category><category id="2" parentId="1">Проекторы</category><category id="3" parentId="0">Звук</category>'
  const { of } = await readAll(yml(offer('<name>П</name><categoryId>2</categoryId>'), '', categories))
  expect(of('category').map(({ name, parentKey }) => [name, parentKey])).toEqual([
    ['AV', null],
    ['Проекторы', of('category')[0]?.key],
    ['Звук', null],
  ])
  expect(of('product')[0]?.categoryKeys).toEqual([of('category')[1]?.key])
})

test.each([
  ['<count>7</count>', 'true', 7],
  ['<stock_quantity>12.7</stock_quantity>', 'true', 12],
  ['<count>0</count>', 'true', 0],
  ['<count>-2</count>', 'true', 0],
  ['<outlets><outlet id="1" instock="3"/><outlet id="2" instock="4"/></outlets>', 'true', 7],
])('%s is what is on hand', async (inside, available, quantity) => {
  const { of } = await only(`<name>П</name>${inside}`, `id="1" available="${available}"`)
  expect(of('stock').map((one) => one.quantity)).toEqual([quantity])
  expect(of('availability')).toEqual([])
})

test('without a count it says only whether there is any; a count in words is named', async () => {
  const { of } = await only('<name>П</name>', 'id="1" available="false"')
  expect(of('availability')).toMatchObject([{ available: false }])
  const words = await only('<name>П</name><count>много</count>')
  expect(words.of('stock')).toEqual([])
  expect(words.of('doubt')).toMatchObject([{ row: 1, reason: 'bad_quantity', value: 'много' }])
})

test('dollars are no roubles, whatever the rates say', async () => {
  const { of } = await readAll(
    yml(
      ['USD', 'EUR', 'USD']
        .map((one, at) => offer(`<name>П</name><price>5</price><currencyId>${one}</currencyId>`, `id="${at}"`))
        .join(''),
    ),
  )
  expect(of('price').every(({ kopecks }) => kopecks === null)).toBe(true)
  expect(of('untaken').map(({ what, value, count }) => [what, value, count])).toEqual([
    ['currency', 'USD', 2],
    ['currency', 'EUR', 1],
  ])
})

test('an offer without a name, and a second one of the same id, are named; prices in words are doubts', async () => {
  const { of } = await readAll(
    yml(
      offer('<price>1</price>', 'id="1"') +
        offer('<name>А</name>', 'id="X"') +
        offer('<name>Б</name>', 'id="X"') +
        offer('<name>В</name><price>дорого</price>', 'id="4"'),
    ),
  )
  expect(of('rejected').map(({ row, reason }) => [row, reason])).toEqual([
    [1, 'no_name'],
    [3, 'duplicate_sku'],
  ])
  expect(of('doubt')).toMatchObject([{ row: 4, reason: 'bad_price', value: 'дорого' }])
  expect(of('product').map(({ sku }) => sku)).toEqual(['X', '4'])
})

test('offers of one article are told apart by their ids', async () => {
  const { of } = await readAll(
    yml(
      offer('<name>Чехол белый</name><vendorCode>X</vendorCode><price>1</price>', 'id="2"') +
        offer('<name>Чехол синий</name><vendorCode>X</vendorCode><price>2</price>', 'id="3"'),
    ),
  )
  expect(of('rejected')).toEqual([])
  expect(of('product').map(({ sku, codes }) => [sku, codes])).toEqual([
    ['X', ['2']],
    ['X', ['3']],
  ])
  expect(of('price').map(({ productKey, kopecks }) => [productKey, kopecks])).toEqual(
    of('product').map(({ key }, at) => [key, (at + 1) * 100]),
  )
})

describe('safety', () => {
  const reasonOf = async (text: string) => {
    const read = await readCatalog({ name: 'a.xml', bytes: new TextEncoder().encode(text) })
    if (!read.ok) return read.reason
    try {
      return await Array.fromAsync(read.records)
    } catch (error) {
      return (error as { reason?: string }).reason
    }
  }
  test('an entity of the file’s own is never looked up or unfolded', async () => {
    const doctype = '<!DOCTYPE yml_catalog [<!ENTITY own SYSTEM "file:///etc/hostname"><!ENTITY big "ааааа">]>'
    const records = await reasonOf(yml(offer('<name>П &own; &big;</name>'), doctype))
    expect(JSON.stringify(records)).toContain('П &own; &big;')
  })

  test('a doctype of anything else is refused, also inside of 1C’s files', async () => {
    expect(await reasonOf('<!DOCTYPE html><html><yml_catalog/></html>')).toBe('unknown_format')
    expect(
      await reasonOf(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><КоммерческаяИнформация><Каталог/></КоммерческаяИнформация>',
      ),
    ).toBe('broken')
  })

  test('a torn one gives nothing', async () => {
    const text = yml(offer('<name>П</name><price>1</price>').repeat(3))
    for (const part of [0.6, 0.9, 0.99]) expect(await reasonOf(text.slice(0, text.length * part))).toBe('broken')
  })
})

test('windows-1251', async () => {
  const text = yml(offer('<name>Пульт</name>')).replace('UTF-8', 'windows-1251')
  const file: CatalogFile = { name: 'yml.xml', bytes: cp1251(text) }
  expect((await readAll(file)).of('product')[0]?.name).toBe('Пульт')
})

test.skipIf(!hasFixtures)('real feeds of two cities', async () => {
  for (const city of ['Ekaterinburg_feed', 'Moscow_feed_with_delivery']) {
    const name = `catalog/yandex_products_${city}.xml`
    const { of } = await readAll({ name, path: fixturePath(name) })
    expect(of('product').length + of('rejected').length).toBe(36)
    expect(of('product').every(({ name: title, categoryKeys }) => title !== '' && categoryKeys.length > 0)).toBe(true)
    expect(of('price').every(({ kopecks }) => (kopecks ?? 0) > 0)).toBe(true)
  }
})
