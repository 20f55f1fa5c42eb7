import { describe, expect, test } from 'vitest'
import { cp1251, fixturePath, fixtureText, hasFixtures, readAll as read } from '../reading.ts'

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0
const folder = 'commerceml/'
const fromDisk = (name: string) => read({ name, path: fixturePath(folder + name) })

describe.skipIf(!hasFixtures)('real exchanges', () => {
  test.each([
    ['carono-2.07/import.xml', 22, 2],
    ['dobromyslov-2.07/import0_1.xml', 1, 36],
    ['irpsv-official-doc-2.04/import.xml', 1, 4],
  ])('%s: groups and goods', async (name, categories, products) => {
    const text = fixtureText(folder + name)
    const { of, kind } = await fromDisk(name)

    expect(kind).toBe('commerceml')
    expect([of('category').length, of('product').length, of('rejected')]).toEqual([categories, products, []])
    expect(of('category')).toHaveLength(count(text, /<Группа>/g))
    expect(of('product')).toHaveLength(count(text, /<Товар[ >]/g))
    expect(of('catalog')).toMatchObject([{ full: true }])
    const keys = new Set(of('category').map((category) => category.key))
    expect(of('category').every(({ parentKey }) => parentKey === null || keys.has(parentKey))).toBe(true)
    expect(of('product').every((product) => product.sku !== '' && product.name !== '')).toBe(true)
  })

  test.each([
    ['carono-2.07/offers.xml', { priceTypes: 1, warehouses: 5, prices: 5, stocks: 25 }],
    ['dobromyslov-2.07/offers0_1.xml', { priceTypes: 1, warehouses: 3, prices: 44, stocks: 132 }],
    ['irpsv-official-doc-2.04/offers.xml', { priceTypes: 3, warehouses: 1, prices: 6, stocks: 2 }],
  ])('%s: offers', async (name, expected) => {
    const text = fixtureText(folder + name)
    const { of } = await fromDisk(name)
    const found = {
      priceTypes: of('priceType').length,
      warehouses: of('warehouse').length,
      prices: of('price').length,
      stocks: of('stock').length,
    }

    expect(found).toEqual(expected)
    // The official example has a purchase price, which is nobody's business.
    const secret = of('untaken').filter(({ what }) => what === 'secret_price')
    expect(found.priceTypes + secret.length).toBe(count(text, /<ТипЦены>/g))
    expect(secret.reduce((sum, one) => sum + one.count, found.prices)).toBe(count(text, /<Цена>/g))
    const total = [...text.matchAll(/<Количество>(\d+)/g)].reduce((sum, match) => sum + Number(match[1]), 0)
    expect(of('stock').reduce((sum, stock) => sum + stock.quantity, 0)).toBe(total)
  })

  test('values of directories are told by their names, the maker is the brand', async () => {
    const [first] = (await fromDisk('carono-2.07/import.xml')).of('product')
    expect(first).toMatchObject({ sku: 'Б-130001', brand: 'Обувной комбинат', unit: 'пар' })
    expect(first?.characteristics[0]).toEqual({ name: 'Вид товара', value: 'Демисезонная обувь', unit: '' })
  })

  test('prices and stock of the official example name its goods', async () => {
    const goods = (await fromDisk('irpsv-official-doc-2.04/import.xml')).of('product')
    const offers = await fromDisk('irpsv-official-doc-2.04/offers.xml')
    const keys = new Set(goods.map((product) => product.key))
    expect(offers.of('price').every((price) => keys.has(price.productKey))).toBe(true)
    expect(offers.of('price').filter((price) => price.kopecks === 700)).toHaveLength(2)
    expect(offers.of('priceType').map(({ currency, vatIncluded }) => [currency, vatIncluded])).toEqual([
      ['USD', false],
      ['USD', false],
      ['RUB', true],
    ])
    expect(goods.map((product) => [product.name, product.vatRate])).toContainEqual(['Стол обеденный (Красный)', 1800])
  })

  test('orders and contractors are no catalog', async () => {
    for (const name of ['carono-2.07/orders.win1251.xml', 'argentcrusade-2.09-3.1/contractors-example.xml']) {
      await expect(fromDisk(name)).rejects.toThrow('unknown_format')
    }
  })

  test('lists of 3.1: prices and stock alone', async () => {
    const rests = await fromDisk('argentcrusade-2.09-3.1/remainders-example.xml')
    const text = fixtureText(`${folder}argentcrusade-2.09-3.1/remainders-example.xml`)
    expect(rests.of('stock')).toHaveLength(count(text, /<Количество>/g))
    expect((await fromDisk('argentcrusade-2.09-3.1/prices-example.xml')).of('price')[0]?.kopecks).toBe(79_000)
    expect((await fromDisk('adapted-2026/storages-3.1.xml')).of('warehouse')).toHaveLength(2)
    expect((await fromDisk('adapted-2026/storages-3.1.xml')).of('catalog')).toEqual([])
  })
})

const wrap = (inside: string, encoding = 'UTF-8') =>
  `<?xml version="1.0" encoding="${encoding}"?><к:КоммерческаяИнформация xmlns:к="urn:1C.ru:commerceml_2">${inside}</к:КоммерческаяИнформация>`
const catalog = (goods: string, onlyChanges = 'false') =>
  wrap(`<Каталог СодержитТолькоИзменения="${onlyChanges}"><Ид>c1</Ид><Товары>${goods}</Товары></Каталог>`)
const types = '<ТипыЦен><ТипЦены><Ид>t</Ид><Наименование>Опт</Наименование><Валюта>руб</Валюта></ТипЦены></ТипыЦен>'
const offers = (inside: string, onlyChanges = 'false') =>
  wrap(`<ПакетПредложений СодержитТолькоИзменения="${onlyChanges}">${types}
    <Склады><Склад><Ид>w1</Ид><Наименование>А</Наименование></Склад><Склад><Ид>w2</Ид><Наименование>Б</Наименование></Склад></Склады>
    <Предложения>${inside}</Предложения></ПакетПредложений>`)
const offer = (id: string, inside = '') =>
  `<Предложение><Ид>${id}</Ид><Артикул>ART</Артикул><Наименование>Стол</Наименование>${inside}</Предложение>`
const price = (kopecks: string) =>
  `<Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>${kopecks}</ЦенаЗаЕдиницу></Цена></Цены>`

test('goods without an article are sold under their code or their id; windows-1251 by declaration; deleted ones', async () => {
  const code =
    '<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Код</Наименование><Значение>77</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>'
  const text = catalog(`
    <Товар><Ид>g1</Ид><Наименование> Стол \n обеденный </Наименование>${code}</Товар>
    <Товар><Ид>g2#h</Ид><Наименование>Стул</Наименование></Товар>
    <Товар Статус="Удален"><Ид>g3</Ид><Наименование/></Товар>
    <Товар><Ид>g4</Ид><Наименование>Лампа</Наименование><ПометкаУдаления>true</ПометкаУдаления></Товар>
    <Товар><Ид>g5</Ид></Товар>`).replace('UTF-8', 'windows-1251')
  const { of } = await read({ name: 'import.xml', bytes: cp1251(text) })

  expect(of('product').map(({ key, sku, name, deleted }) => [key, sku, name, deleted])).toEqual([
    ['g1', '77', 'Стол обеденный', false],
    ['g2#h', 'g2', 'Стул', false],
    ['g3', 'g3', '', true],
    ['g4', 'g4', 'Лампа', true],
  ])
  expect(of('rejected')).toEqual([{ kind: 'rejected', row: 5, reason: 'no_name', value: 'g5', productKey: 'g5' }])
})

test('offers of goods with a characteristic are told under their whole ids, with what tells them apart', async () => {
  const colour = (value: string) =>
    `<ХарактеристикиТовара><ХарактеристикаТовара><Наименование>Цвет</Наименование><Значение>${value}</Значение></ХарактеристикаТовара></ХарактеристикиТовара>`
  const { of } = await read(
    offers(
      offer('one#x', price('10')) +
        offer('two#a', colour('Белый') + price('20')) +
        offer('two#b', colour('Белый') + price('30')),
    ),
  )

  expect(of('price').map(({ productKey, kopecks }) => [productKey, kopecks])).toEqual([
    ['one#x', 1000],
    ['two#a', 2000],
    ['two#b', 3000],
  ])
  expect(of('product').map(({ key, sku, name, variantOf }) => [key, sku, name, variantOf])).toEqual([
    ['one#x', 'ART-x', 'Стол', 'one'],
    ['two#a', 'ART-Белый', 'Стол (Белый)', 'two'],
    ['two#b', 'ART-Белый-b', 'Стол (Белый)', 'two'],
  ])
})

test('a whole package says none where it says nothing; a package of changes says nothing', async () => {
  const inside = offer('g', '<Склад ИдСклада="w1" КоличествоНаСкладе="3"/>') + offer('h#1')
  const whole = await read(offers(inside))
  const changes = await read(offers(inside, 'true'))

  expect(whole.of('stock').map((stock) => [stock.productKey, stock.warehouseKey, stock.quantity])).toEqual([
    ['g', 'w1', 3],
    ['g', 'w2', 0],
    ['h#1', 'w1', 0],
    ['h#1', 'w2', 0],
  ])
  expect(whole.of('price').map((one) => one.kopecks)).toEqual([null, null])
  expect(changes.of('stock')).toHaveLength(1)
  expect(changes.of('price')).toEqual([])
  expect(
    (await read(catalog('<Товар><Ид>a</Ид><Наименование>Б</Наименование></Товар>', 'true'))).of('catalog'),
  ).toMatchObject([{ id: 'c1', full: false }])
})

test('a stock below zero is none, half a piece is none, and what is no number leaves what was known', async () => {
  const stock = (quantity: string) => `<Склад ИдСклада="w1" КоличествоНаСкладе="${quantity}"/>`
  const quantities = ['-3', '305.5', '305,5', '1 200', 'много']
  const { of } = await read(offers(quantities.map((one, at) => offer(`g${at}`, stock(one))).join(''), 'true'))
  expect(of('stock').map(({ productKey, quantity }) => [productKey, quantity])).toEqual([
    ['g0', 0],
    ['g1', 305],
    ['g2', 305],
    ['g3', 1200],
  ])
  expect(of('doubt').map(({ row, reason, value }) => [row, reason, value])).toEqual([[5, 'bad_quantity', 'много']])
  expect(of('rejected')).toEqual([])
})

test('a price below zero or in words is named, and leaves what was known', async () => {
  const { of } = await read(offers(offer('g', price('-1')) + offer('h', price('пять'))))
  expect(of('doubt').map(({ row, reason, value }) => [row, reason, value])).toEqual([
    [1, 'negative_price', '-1'],
    [2, 'bad_price', 'пять'],
  ])
  expect(of('price')).toEqual([])
})

test('dollars are no roubles, and the price of one piece counts', async () => {
  const rows = [
    ['5', 'USD', ''],
    ['90', 'руб', '10'],
    ['100', 'руб', '1'],
  ].map(
    ([sum, currency, from]) =>
      `<Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>${sum}</ЦенаЗаЕдиницу><Валюта>${currency}</Валюта><МинКоличество>${from}</МинКоличество></Цена>`,
  )
  const of = async (...prices: (string | undefined)[]) =>
    (await read(offers(offer('g', `<Цены>${prices.join('')}</Цены>`)))).of('price')
  expect(await of(rows[0])).toMatchObject([{ kopecks: null }])
  expect(await of(rows[1], rows[2])).toMatchObject([{ kopecks: 10_000 }])
})
