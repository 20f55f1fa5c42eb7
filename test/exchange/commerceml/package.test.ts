import { deflateRawSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { BrokenFile, type CatalogFile, isCommerceml, type Memory, readCatalog, readPackage } from '#exchange/catalog.ts'
import { noMemory } from '#exchange/cells/records.ts'
import { cp1251, readRecords } from '../reading.ts'

const xml = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_3" ВерсияСхемы="3.1">${inside}</КоммерческаяИнформация>`
const fileOf = (name: string, text: string): CatalogFile => ({ name, bytes: new TextEncoder().encode(text) })
const classifier = (inside: string, id = 'c1') =>
  xml(`<Каталог СодержитТолькоИзменения="true"><Ид>${id}</Ид><ИдКлассификатора>${id}</ИдКлассификатора></Каталог>
    <Классификатор СодержитТолькоИзменения="true"><Ид>${id}</Ид>${inside}</Классификатор>`)
const goodsFile = (goods: string, attribute = 'СодержитТолькоИзменения="true"', id = 'c1') =>
  xml(
    `<Каталог ${attribute}><Ид>${id}</Ид><ИдКлассификатора>${id}</ИдКлассификатора><Товары>${goods}</Товары></Каталог>`,
  )
const whole = 'СодержитТолькоИзменения="false"'
const offersFile = (offers: string, attribute = 'СодержитТолькоИзменения="true"', inside = '') =>
  xml(`<ПакетПредложений ${attribute}><Ид>#c1</Ид><ИдКаталога>c1</ИдКаталога><ИдКлассификатора>c1</ИдКлассификатора>
    ${inside}<Предложения>${offers}</Предложения></ПакетПредложений>`)
const good = (id: string, inside = '') =>
  `<Товар><Ид>${id}</Ид><Артикул>A-${id}</Артикул><Наименование>Пульт ${id}</Наименование>${inside}</Товар>`
const value = (id: string, ...values: string[]) =>
  `<ЗначенияСвойства><Ид>${id}</Ид>${values.map((one) => `<Значение>${one}</Значение>`).join('')}</ЗначенияСвойства>`
const priceOf = (price: string, inside = '<ИдТипаЦены>t</ИдТипаЦены>') =>
  `<Цена>${inside}<ЦенаЗаЕдиницу>${price}</ЦенаЗаЕдиницу></Цена>`
const offer = (id: string, inside: string) => `<Предложение><Ид>${id}</Ид>${inside}</Предложение>`

const properties = fileOf(
  'propertiesGoods_1_1.xml',
  classifier(`<Свойства>
    <Свойство><Ид>p1</Ид><Наименование>Тип микрофона</Наименование><ТипЗначений>Справочник</ТипЗначений>
      <ВариантыЗначений><Справочник><ИдЗначения>v1</ИдЗначения><Значение>Конденсаторный</Значение></Справочник></ВариантыЗначений></Свойство>
    <Свойство><Ид>p2</Ид><Наименование>Длина, м</Наименование><ТипЗначений>Число</ТипЗначений></Свойство></Свойства>`),
)
const units = fileOf(
  'units_1_1.xml',
  classifier(`<ЕдиницыИзмерения>
    <ЕдиницаИзмерения><Ид>5b1</Ид><Код>796 </Код><НаименованиеКраткое>шт.</НаименованиеКраткое></ЕдиницаИзмерения>
    <ЕдиницаИзмерения><Ид>5b2</Ид><Код>9991</Код><НаименованиеКраткое>бухта</НаименованиеКраткое></ЕдиницаИзмерения></ЕдиницыИзмерения>`),
)
const types = (...list: [id: string, name: string, currency: string][]) =>
  `<ТипыЦен>${list
    .map(
      ([id, name, currency]) =>
        `<ТипЦены><Ид>${id}</Ид><Наименование>${name}</Наименование><Валюта>${currency}</Валюта></ТипЦены>`,
    )
    .join('')}</ТипыЦен>`
const priceLists = fileOf(
  'priceLists.xml',
  classifier(types(['t', 'Опт', 'руб'], ['z', 'Закупочная', 'руб'], ['u', 'Прайс', 'USD'])),
)
const described = goodsFile(
  good(
    '1',
    `<БазоваяЕдиница>9991 </БазоваяЕдиница><ЗначенияСвойств>${value('p1', 'v1')}${value('p2', '3,5')}</ЗначенияСвойств>`,
  ) +
    good('2', '<БазоваяЕдиница Код="018 "/>') +
    good('3', '<БазоваяЕдиница Код="715" НаименованиеПолное="Пара (2 шт.)"><Пересчет/></БазоваяЕдиница>'),
)

async function session(...files: CatalogFile[]) {
  return readRecords(await readPackage(files, noMemory))
}
/** What is remembered after files, as the next call gets it. */
async function memoryOf(...files: CatalogFile[]): Promise<Memory> {
  const { of } = await session(...files)
  const told = of('priceType').map(({ key, currency, vatIncluded }) => [key, { currency, vatIncluded }] as const)
  return { directories: of('directory'), priceTypes: new Map(told) }
}

describe('what one file says counts for the others', () => {
  test('properties, values of directories and units, in whatever order the files come', async () => {
    const goods = fileOf('goods_1_1.xml', described)
    for (const files of [
      [goods, units, properties],
      [properties, units, goods],
    ]) {
      const { of } = await session(...files)
      expect(of('product').map(({ unit, characteristics }) => [unit, ...characteristics.map(Object.values)])).toEqual([
        ['бухта', ['Тип микрофона', 'Конденсаторный', ''], ['Длина', '3,5', 'м']],
        ['пог. м'],
        ['пар'],
      ])
    }
  })

  test('what earlier calls said counts too', async () => {
    const memory = await memoryOf(properties, units, priceLists)
    const { of } = await readRecords(await readCatalog(fileOf('goods.xml', described), memory))
    expect(of('product')[0]).toMatchObject({
      unit: 'бухта',
      characteristics: [{ value: 'Конденсаторный' }, { value: '3,5' }],
    })
    const prices = offersFile(
      offer(
        '1',
        `<Цены>${priceOf('10')}${priceOf('7', '<ИдТипаЦены>z</ИдТипаЦены>')}${priceOf('3', '<ИдТипаЦены>u</ИдТипаЦены>')}</Цены>`,
      ),
    )
    const read = await readRecords(await readCatalog(fileOf('prices.xml', prices), memory))
    expect(read.of('price').map(({ priceTypeKey, kopecks }) => [priceTypeKey, kopecks])).toEqual([
      ['t', 1000],
      ['u', null],
    ])
    expect(read.of('untaken').map(({ what, value: named, count }) => [what, named, count])).toEqual([
      ['secret_price', 'Закупочная', 1],
      ['currency', 'USD', 1],
    ])
  })

  test('an id means what its own catalog says, and else what another one says', async () => {
    const other = classifier(
      '<Свойства><Свойство><Ид>p2</Ид><Наименование>Вес, кг</Наименование></Свойство></Свойства>',
      'c2',
    )
    const goods = (id: string) => goodsFile(good(id, `<ЗначенияСвойств>${value('p2', '3')}</ЗначенияСвойств>`), '', id)
    const { of } = await session(
      properties,
      fileOf('2.xml', other),
      fileOf('3.xml', goods('c1')),
      fileOf('4.xml', goods('c2')),
      fileOf('5.xml', goods('c3')),
    )
    const names = new Map(of('product').map(({ key, characteristics }) => [key, characteristics[0]?.name]))
    expect([names.get('c1'), names.get('c2')]).toEqual(['Длина', 'Вес'])
    expect(names.get('c3')).toBeDefined()
  })

  test('files that only inform are read', async () => {
    for (const file of [properties, units, priceLists]) {
      const { of } = await session(file)
      expect(of('directory').length).toBeGreaterThan(0)
      expect(of('catalog')).toEqual([])
    }
    const empty = await session(fileOf('goods.xml', goodsFile('', whole)))
    expect(empty.of('catalog')).toMatchObject([{ full: false }])
  })
})

test('offers that say only their names mention their goods, if nothing else describes them', async () => {
  const names = fileOf('offers.xml', offersFile(offer('1', '<Артикул>A-1</Артикул><Наименование>Пульт</Наименование>')))
  expect((await session(names)).of('mention')).toEqual([{ kind: 'mention', row: 1, key: '1', sku: 'A-1' }])
  expect((await session(names, fileOf('goods.xml', described))).of('mention')).toEqual([])
})

describe('what is hidden', () => {
  const part = (name: string, id: string, catalog = 'c1') => fileOf(name, goodsFile(good(id), whole, catalog))
  const heads = async (...files: CatalogFile[]) =>
    (await session(...files)).of('catalog').map(({ id, full, heldBack = null }) => [id, full, heldBack])

  test('a catalog in parts is whole when all of them are here', async () => {
    expect(await heads(part('import1_1.xml', '2'), part('import0_1.xml', '1'))).toEqual([
      ['c1', true, null],
      ['c1', true, null],
    ])
    expect(await heads(part('import0_1.xml', '1'))).toEqual([['c1', true, null]])
  })

  test('without all of them nothing is hidden, and it is said', async () => {
    expect(await heads(part('import1_1.xml', '1'))).toEqual([['c1', false, 'part']])
    expect(await heads(part('import0_1.xml', '1'), part('import2_1.xml', '2'))).toEqual([
      ['c1', false, 'part'],
      ['c1', false, 'part'],
    ])
  })

  test('each catalog for itself', async () => {
    expect(await heads(part('goods_1_1.xml', '1'), part('goods_1_3.xml', '2'), part('import.xml', '3', 'c2'))).toEqual([
      ['c1', false, 'part'],
      ['c1', false, 'part'],
      ['c2', true, null],
    ])
  })

  test('variants that whole offers do not name, only if no part of them is absent', async () => {
    const named = (name: string, attribute: string) =>
      fileOf(name, offersFile(offer('1#a', '<Наименование>Пульт (белый)</Наименование>'), attribute))
    const isWhole = async (...files: CatalogFile[]) =>
      (await session(...files)).of('catalog').every(({ wholeOffers }) => wholeOffers === true)
    expect(await isWhole(named('offers.xml', whole))).toBe(true)
    expect(await isWhole(named('offers0_1.xml', whole), named('offers0_2.xml', whole))).toBe(true)
    expect(await isWhole(named('offers0_2.xml', whole))).toBe(false)
    expect(await isWhole(named('a.xml', whole), named('b.xml', ''))).toBe(false)
  })
})

test('in a whole session silence of one file is not "none" where another file speaks', async () => {
  const places = '<Склады><Склад><Ид>w</Ид><Наименование>Москва</Наименование></Склад></Склады>'
  const { of } = await session(
    fileOf(
      'rests.xml',
      offersFile(
        offer('1', '<Остатки><Остаток><Склад><Ид>w</Ид><Количество>7</Количество></Склад></Остаток></Остатки>'),
        whole,
      ),
    ),
    fileOf('prices.xml', offersFile(offer('1', `<Цены>${priceOf('10')}</Цены>`), whole)),
    fileOf(
      'offers.xml',
      offersFile(offer('1', '<Наименование>Пульт</Наименование>'), whole, types(['t', 'Опт', 'RUB']) + places),
    ),
  )
  expect(of('price').map(({ kopecks }) => kopecks)).toEqual([1000])
  expect(of('stock').map(({ quantity }) => quantity)).toEqual([7])
})

describe('prices', () => {
  const read = async (prices: string, declared: string) => {
    const text = offersFile(offer('1', `<Цены>${prices}</Цены>`), '', declared)
    const { of } = await session(fileOf('offers.xml', text))
    const untaken = of('untaken').map(({ what, value: named, count }) => `${what} ${named} ${count}`)
    return { kopecks: of('price').map((one) => one.kopecks), untaken, doubts: of('doubt').map((one) => one.value) }
  }
  const rub = types(['t', 'Опт', 'руб.'])
  const inPacks = (price: string, ratio: string) =>
    priceOf(price, `<ИдТипаЦены>t</ИдТипаЦены><Единица>упак</Единица><Коэффициент>${ratio}</Коэффициент>`)

  test.each([
    ['950', '10', 9500],
    ['950,50', '10', 9505],
    ['99', '1', 9900],
    ['50', '0.5', 10_000],
    ['1 200,00', '1.000', 120_000],
  ])('%s for %s pieces', async (price, ratio, kopecks) => {
    expect(await read(inPacks(price, ratio), rub)).toEqual({ kopecks: [kopecks], untaken: [], doubts: [] })
  })

  test.each([
    ['100', '3'],
    ['100', '0'],
    ['100', 'десять'],
  ])('%s for %s pieces is nothing that can be told for one', async (price, ratio) => {
    expect(await read(inPacks(price, ratio), rub)).toEqual({
      kopecks: [],
      untaken: [],
      doubts: [`${price} / ${ratio}`],
    })
  })

  test('the price of a piece counts beside the price of a pack, in either order', async () => {
    const piece = priceOf('100', '<ИдТипаЦены>t</ИдТипаЦены><Коэффициент>1</Коэффициент>')
    for (const prices of [piece + inPacks('950', '10'), inPacks('950', '10') + piece]) {
      expect((await read(prices, rub)).kopecks).toEqual([10_000])
    }
  })

  test('a price without a type is of the only one, and of none where there are several', async () => {
    expect(await read(priceOf('24', ''), rub)).toMatchObject({ kopecks: [2400], untaken: [] })
    const two = types(['t', 'Опт', 'RUB'], ['r', 'Розница', 'RUB'])
    expect(await read(priceOf('24', ''), two)).toMatchObject({ kopecks: [], untaken: ['no_price_type  1'] })
    expect(await read(priceOf('24', ''), types(['z', 'Закупочная', 'RUB']))).toMatchObject({
      kopecks: [],
      untaken: ['secret_price Закупочная 1'],
    })
  })

  test('a type that was not declared, where others were, may be anything', async () => {
    expect(await read(priceOf('24', '<ИдТипаЦены>x</ИдТипаЦены>'), rub)).toMatchObject({
      kopecks: [],
      untaken: ['no_price_type x 1'],
    })
    expect((await read(priceOf('24', '<ИдТипаЦены>x</ИдТипаЦены>'), '')).kopecks).toEqual([2400])
  })

  test('without a currency it is in that of its type; other countries’ roubles are not ours', async () => {
    for (const [currency, named] of [
      ['USD', 'USD'],
      ['EUR', 'EUR'],
      ['CNY', 'CNY'],
      ['бел. руб.', 'BYN'],
      ['KZT', 'KZT'],
    ] as const) {
      expect(await read(priceOf('24'), types(['t', 'Опт', currency]))).toMatchObject({
        kopecks: [null],
        untaken: [`currency ${named} 1`],
      })
    }
    for (const currency of ['руб', 'RUR', '643', 'Рубль', '']) {
      expect((await read(priceOf('24'), types(['t', 'Опт', currency]))).kopecks).toEqual([2400])
    }
  })

  test('nothing of a purchase price goes anywhere', async () => {
    const { of, records } = await session(
      fileOf(
        'offers.xml',
        offersFile(offer('1', `<Цены>${priceOf('666')}</Цены>`), whole, types(['t', 'Плановая себестоимость', 'RUB'])),
      ),
    )
    expect([of('priceType'), of('price')]).toEqual([[], []])
    expect(JSON.stringify(records)).not.toContain('66600')
    expect(of('untaken')).toMatchObject([{ what: 'secret_price', value: 'Плановая себестоимость', count: 1 }])
  })
})

describe('stock', () => {
  const read = async (inside: string, memory = noMemory) => {
    const { of } = await readRecords(await readPackage([fileOf('rests.xml', offersFile(offer('1', inside)))], memory))
    return of('stock').map(({ warehouseKey, quantity }) => `${warehouseKey} ${quantity}`)
  }
  const place = (id: string, pieces: number) => `<Склад ИдСклада="${id}" КоличествоНаСкладе="${pieces}"/>`

  test('a total counts only where no place is named', async () => {
    expect(await read(`<Количество>12</Количество>${place('a', 5)}${place('b', 7)}`)).toEqual(['a 5', 'b 7'])
    expect(await read('<Количество>12</Количество>')).toEqual(['main 12'])
  })

  test('what was a total before is not added to the places that come later, nor the other way round', async () => {
    const total = await memoryOf(fileOf('1.xml', offersFile(offer('1', '<Количество>12</Количество>'))))
    expect(await read(place('a', 12), total)).toEqual(['a 12', 'main 0'])
    const places = await memoryOf(
      fileOf('1.xml', classifier('<Склады><Склад><Ид>a</Ид><Наименование>Москва</Наименование></Склад></Склады>')),
    )
    expect(await read('<Количество>12</Количество>', places)).toEqual(['main 12', 'a 0'])
    expect(await read('<Количество>0</Количество>', places)).toEqual(['a 0'])
  })
})

test('barcodes and short codes of goods and of offers', async () => {
  const code =
    '<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Код</Наименование><Значение>НФ-77</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>'
  const { of } = await session(
    fileOf('a.xml', goodsFile(good('1', `<Штрихкод>4601111111111</Штрихкод>${code}`) + good('2', '<Штрихкод/>'))),
    fileOf(
      'b.xml',
      offersFile(
        offer('1#a', '<Штрихкод>4602222222222, 4603333333333</Штрихкод><Наименование>Пульт (белый)</Наименование>'),
      ),
    ),
  )
  expect(of('product').map(({ key, codes, barcodes }) => [key, codes, barcodes])).toEqual([
    ['1', ['НФ-77'], ['4601111111111']],
    ['2', undefined, undefined],
    ['1#a', undefined, ['4602222222222', '4603333333333']],
  ])
})

test('how a variant is packed, and numbers that are not set, are neither in its article nor among its characteristics', async () => {
  const own = (name: string, said: string) =>
    `<ХарактеристикаТовара><Наименование>${name}</Наименование><Значение>${said}</Значение></ХарактеристикаТовара>`
  const packed = [
    ['Высота коробки (см)', '30'],
    ['Вес коробки БРУТТО (кг)', ''],
    ['Ширина индивидуальной упаковки (см)', '-999 999 999,9'],
    ['Кратность', '15'],
    ['Глубина (см)', '-999 999 999,9'],
    ['Для улицы', 'Да'],
  ] as const
  const all = (...more: [string, string][]) =>
    `<ХарактеристикиТовара>${[...packed, ...more].map(([name, said]) => own(name, said)).join('')}</ХарактеристикиТовара>`
  const { of } = await session(
    fileOf(
      'offers.xml',
      offersFile(
        offer('1#a', `<Артикул>K</Артикул><Наименование>Чехол (М3 (145-150))</Наименование>${all()}`) +
          offer(
            '1#b',
            `<Артикул>K</Артикул><Наименование>Чехол</Наименование>${all(['Цвет', 'синий'], ['Размер (обувь)', '45'])}`,
          ),
      ),
    ),
  )
  const yes = ['Для улицы', 'Да', '']
  const told = of('product').map(({ sku, name, characteristics }) => [
    sku,
    name,
    characteristics.map(({ name: of_, value: said, unit }) => [of_, said, unit]),
  ])
  expect(told).toEqual([
    ['K-М3-(145-150)', 'Чехол (М3 (145-150))', [yes]],
    ['K-синий-45', 'Чехол (синий, 45)', [yes, ['Цвет', 'синий', ''], ['Размер (обувь)', '45', '']]],
  ])
})

describe('broken files', () => {
  const good0 = fileOf('goods.xml', described)
  const reasonOf = async (...files: CatalogFile[]) => {
    const read = await readPackage(files, noMemory)
    if (!read.ok) return [read.reason, read.detail]
    try {
      await Array.fromAsync(read.records)
      return null
    } catch (error) {
      return error instanceof BrokenFile ? [error.reason, error.detail] : null
    }
  }

  test('one of several refuses all, and is named with the line', async () => {
    const torn = fileOf('offers0_1.xml', offersFile(offer('1', '<Количество>1</Количество>')).slice(0, -40))
    expect(await reasonOf(good0, torn)).toEqual(['broken', 'offers0_1.xml: 3'])
    expect(await reasonOf(good0, fileOf('photo.xml', 'привет'))).toEqual(['unknown_format', 'photo.xml'])
    expect(await reasonOf(good0, fileOf('none.xml', ''))).toEqual(['empty', 'none.xml'])
  })

  test('alone it is told by its line', async () => {
    expect(await reasonOf(fileOf('a.xml', xml('<Каталог>\n\n<Ид>1</ИД></Каталог>')))).toEqual(['broken', '4'])
  })

  test('a file of dealers or orders is named alone, and left out beside goods', async () => {
    const dealers = fileOf('contragents.xml', xml('<Контрагенты><Контрагент><Ид>1</Ид></Контрагент></Контрагенты>'))
    const orders = fileOf('orders.xml', xml('<Документ><Ид>1</Ид><Контрагенты/></Документ>'))
    expect(await reasonOf(dealers)).toEqual(['unknown_format', 'contragents'])
    const named = '<Классификатор><Ид>c1</Ид><Наименование>К</Наименование></Классификатор>'
    const withClassifier = xml(`${named}<Контрагенты><Контрагент><Ид>1</Ид></Контрагент></Контрагенты>`)
    expect(await reasonOf(fileOf('contragents.xml', withClassifier))).toEqual(['unknown_format', 'contragents'])
    expect(await reasonOf(orders)).toEqual(['unknown_format', 'documents'])
    const { of } = await session(dealers, good0, orders)
    expect(of('product')).toHaveLength(3)
    expect(of('untaken').map(({ what, value: name }) => [what, name])).toEqual([
      ['contragents', 'contragents.xml'],
      ['documents', 'orders.xml'],
    ])
  })

  test('rows are named with their file where there are several', async () => {
    const nameless = goodsFile('<Товар><Ид>9</Ид></Товар>')
    const { of } = await session(good0, fileOf('b.xml', nameless))
    expect(of('rejected')).toMatchObject([{ file: 'b.xml', row: 1, reason: 'no_name' }])
    const alone = await session(fileOf('b.xml', nameless))
    expect(alone.of('rejected')[0]?.file).toBeUndefined()
  })
})

test('progress grows over all files to the sum of their bytes', async () => {
  const many = goodsFile(Array.from({ length: 1200 }, (_, at) => good(String(at))).join(''))
  const files = [fileOf('a.xml', many), fileOf('b.xml', many)]
  const done = (await session(...files)).of('progress').map((one) => one.done)
  expect(done.length).toBeGreaterThan(3)
  expect(done).toEqual(done.toSorted((a, b) => a - b))
  expect(done.at(-1)).toBe(files.reduce((sum, file) => sum + ('bytes' in file ? file.bytes.length : 0), 0))
})

describe('zips', () => {
  const zipOf = (entries: [name: string, text: string][]): Uint8Array => {
    const locals: Buffer[] = []
    const directory: Buffer[] = []
    let at = 0
    for (const [name, text] of entries) {
      const [title, packed] = [Buffer.from(name), deflateRawSync(Buffer.from(text))]
      const local = Buffer.alloc(30)
      local.writeUInt32LE(0x04034b50, 0)
      local.writeUInt16LE(title.length, 26)
      const entry = Buffer.alloc(46)
      entry.writeUInt32LE(0x02014b50, 0)
      entry.writeUInt16LE(8, 10)
      entry.writeUInt32LE(packed.length, 20)
      entry.writeUInt32LE(Buffer.byteLength(text), 24)
      entry.writeUInt16LE(title.length, 28)
      entry.writeUInt32LE(at, 42)
      locals.push(local, title, packed)
      directory.push(entry, title)
      at += 30 + title.length + packed.length
    }
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(entries.length, 10)
    end.writeUInt32LE(at, 16)
    return Buffer.concat([...locals, ...directory, end])
  }
  const first = goodsFile(good('1'), whole)
  const second = goodsFile(good('2'), whole)

  test('an exchange in a zip, with pictures and in folders, is one session', async () => {
    const bytes = zipOf([
      ['webdata/import1_1.xml', second],
      ['webdata/import_files/5c/a.jpg', 'JFIF'],
      ['webdata/import0_1.xml', first],
    ])
    const file = { name: 'v8_1065_3a.zip', bytes }
    expect(await isCommerceml(file)).toBe(true)
    const { of, kind } = await readRecords(await readCatalog(file))
    expect(kind).toBe('commerceml')
    expect(
      of('product')
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['1', '2'])
    expect(of('catalog').every(({ full }) => full)).toBe(true)
  })

  test('a zip and files beside it are one session', async () => {
    const zip = { name: 'a.zip', bytes: zipOf([['import0_1.xml', first]]) }
    expect((await session(zip, fileOf('import1_1.xml', second))).of('catalog').every(({ full }) => full)).toBe(true)
  })

  test('workbooks and other zips are none', async () => {
    const book = new Uint8Array(
      write(utils.book_new(utils.aoa_to_sheet([['Артикул']])), { type: 'array', bookType: 'xlsx' }) as ArrayBuffer,
    )
    for (const bytes of [book, zipOf([['readme.txt', 'текст']]), zipOf([['a.xml', '<html/>']])]) {
      expect(await isCommerceml({ name: 'a.zip', bytes })).toBe(false)
    }
    const torn = zipOf([['import0_1.xml', first]]).subarray(0, 300)
    expect(await isCommerceml({ name: 'a.zip', bytes: torn })).toBe(false)
    expect(await readCatalog({ name: 'a.zip', bytes: torn })).toMatchObject({ ok: false, reason: 'broken' })
  })

  test('a shop’s file in a zip is read', async () => {
    const yml = '<yml_catalog><shop><offers><offer id="1"><name>Пульт</name></offer></offers></shop></yml_catalog>'
    const { kind } = await readRecords(await readCatalog({ name: 'a.zip', bytes: zipOf([['market.xml', yml]]) }))
    expect(kind).toBe('yml')
  })
})

describe('letters', () => {
  const text = goodsFile(good('1')).replace('Пульт 1', 'Пульт — №1')
  const declared = (encoding: string) => text.replace('UTF-8', encoding)
  const utf16 = (given: string) => Buffer.from(`\ufeff${given}`, 'utf16le')
  const dos = (given: string, label: string) => {
    const decoder = new TextDecoder(label)
    const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]))
    return Uint8Array.from(given, (letter) => codes.get(letter) ?? 0x3f)
  }
  const plain = (encoding: string) => declared(encoding).replace('— №1', '1')

  test.each<[string, Uint8Array]>([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-8 behind blanks', Buffer.from(`\ufeff \n\n${text}`)],
    ['windows-1251', cp1251(declared('windows-1251'))],
    ['cp1251', cp1251(declared('CP1251'))],
    ['windows-1251 that says it is UTF-8', cp1251(text)],
    ['UTF-8 that says it is windows-1251', Buffer.from(declared('windows-1251'))],
    ['UTF-16', utf16(declared('UTF-16'))],
    ['UTF-16, big end first', utf16(declared('UTF-16')).swap16()],
    ['cp866', dos(plain('cp866'), 'ibm866')],
    ['koi8-r', dos(plain('KOI8-R'), 'koi8-r')],
    ['what a server wrote before it', Buffer.from(`<br />\n<b>Warning</b>: line 3\n${text}`)],
  ])('%s', async (_, bytes) => {
    const { of } = await readRecords(await readCatalog({ name: 'import.xml', bytes }))
    expect(of('product')[0]?.name).toMatch(/^Пульт/)
  })
})
