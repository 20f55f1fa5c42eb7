import { expect, test } from 'vitest'
import { readAll } from '../reading.ts'

/** What one column of a list was taken for: `use (detail)`. */
async function useOf(title: string, cells: string[], others = 'Артикул;Наименование'): Promise<string> {
  const rows = cells.map((cell, at) => `N-${at};Товар ${at};${cell}`)
  const { of } = await readAll(`${others};${title}\n${rows.join('\n')}\n`)
  const column = of('sheet')[0]?.columns.at(-1)
  return column ? `${column.use}${column.detail === '' ? '' : ` (${column.detail})`}` : ''
}

test.each([
  'Артикул',
  'АРТИКУЛ*',
  'Арт.',
  'Арт. №',
  'Артикул товара:',
  'Артикул\u00a0',
  'Номенклатурный номер',
  'Номер детали',
  'Каталожный номер',
  'Кат. №',
  'Код',
  'Код 1С',
  'Код_товара',
  'Part Number',
  'Part No.',
  'P/N',
  'Item Code',
  'Item No.',
  'Item #',
  'Order Code',
  'Cat. No',
  'SKU',
  'MPN',
  'Product code',
  'Model',
  'Артикул / Article',
  'Идентификатор/Артикул',
  'Парт-номер',
  'Stock code',
])('goods are told apart by «%s»', async (title) => {
  const { of } = await readAll(`Производитель;${title};Наименование;Цена\nNEC;X-1;Проектор;10\n`)
  expect(of('product')).toMatchObject([{ key: 'X-1', sku: 'X-1', name: 'Проектор', brand: 'NEC' }])
})

test.each([
  'Название',
  'Наименование товаров',
  'Наименование_позиции',
  'Номенклатура',
  'Товар',
  'НАИМЕНОВАНИЕ (полное)',
  'Product name',
  'Item',
  'Product',
  'Description',
  'Описание',
  'Name',
  'Наименование / Name',
])('goods are called by «%s»', async (title) => {
  const { of } = await readAll(`Артикул;${title};Цена\nX-1;Проектор;10\n`)
  expect(of('product')).toMatchObject([{ sku: 'X-1', name: 'Проектор' }])
})

test('a part number beside an article is the model, and a barcode is kept as it is written', async () => {
  const { of } = await readAll(
    'Артикул;Артикул производителя;Штрих-код;Наименование;Ед.изм.;Бренд;Цена\nA-1;NP-P554;4601234567890;Проектор;компл;NEC;10\n',
  )
  expect(of('product')).toMatchObject([
    { sku: 'A-1', model: 'NP-P554', barcodes: ['4601234567890'], unit: 'компл', brand: 'NEC', characteristics: [] },
  ])
})

test('«Item» beside a description is the article', async () => {
  const { of } = await readAll('Item,Description,List Price\nC-55,Control processor,1500.00\n')
  expect(of('product')).toMatchObject([{ sku: 'C-55', name: 'Control processor' }])
  expect(of('price')).toMatchObject([{ priceTypeKey: 'Розничная', kopecks: 150_000 }])
})

test.each([
  ['Остаток', 'stock (Основной склад)'],
  ['Остаток_Москва', 'stock (Москва)'],
  ['Остаток Москва', 'stock (Москва)'],
  ['ОСТАТОК МОСКВА', 'stock (Москва)'],
  ['Остаток в Москве', 'stock (Москва)'],
  ['Склад Москва', 'stock (Москва)'],
  ['Склад: Москва, шт.', 'stock (Москва)'],
  ['Stock Москва', 'stock (Москва)'],
  ['Свободный остаток (Екатеринбург)', 'stock (Екатеринбург)'],
  ['Остаток на 26.11.2026', 'stock (Основной склад)'],
  ['Остаток на складе №2', 'stock (Склад №2)'],
  ['Центральный склад', 'stock (Центральный склад)'],
  ['Наличие', 'stock (Основной склад)'],
  ['В наличии (шт)', 'stock (Основной склад)'],
  ['Кол-во', 'stock (Основной склад)'],
  ['Кол-во на складе', 'stock (Основной склад)'],
  ['Количество', 'stock (Основной склад)'],
  ['Qty', 'stock (Основной склад)'],
  ['Stock', 'stock (Основной склад)'],
  ['Stock Moscow', 'stock (Moscow)'],
  ['Available', 'stock (Основной склад)'],
  ['Доступно к заказу', 'stock (Основной склад)'],
  ['Free', 'stock (Основной склад)'],
  ['СПб', 'stock (СПб)'],
  ['Остаток всего', 'total'],
  ['Резерв', 'reserved'],
  ['В пути', 'transit'],
  ['Ожидается поступление', 'transit'],
  ['In transit', 'transit'],
  ['On order', 'transit'],
  ['Мин. остаток', 'ignored'],
  ['В упаковке', 'characteristic'],
  ['Кратность', 'characteristic'],
  ['Количество каналов', 'characteristic'],
  ['Кол-во входов HDMI', 'characteristic'],
  ['Ваш заказ', 'ignored'],
  ['Кол-во заказа', 'ignored'],
  ['№ п/п', 'ignored'],
  ['Примечание', 'ignored'],
])('counts under «%s»', async (title, use) => {
  expect(await useOf(title, ['12', '7', '3'])).toBe(use)
})

test('«Наличие» of words is yes or no; «Количество» that nobody filled in, or with a sum beside it, is an order', async () => {
  expect(await useOf('Наличие', ['да', 'нет', '+'])).toBe('availability')
  expect(await useOf('Наличие', ['1', '0', '1'])).toBe('availability')
  expect(await useOf('Кол-во', ['', '', ''])).toBe('ignored')
  expect(await useOf('Кол-во', ['10шт', '3 комплекта', 'спросить'])).toBe('stock (Основной склад)')
  expect(await useOf('Количество', ['2;100', '3;50'], 'Артикул;Наименование;Сумма')).toBe('ignored')
})

test.each([
  'Закупка',
  'Закупочная цена, руб.',
  'Себестоимость',
  'Плановая себестоимость',
  'Цена входа',
  'Входная цена',
  'Цена поставщика',
  'Маржа, %',
  'Наценка',
  'Скидка',
  'Дилерская скидка',
  'Бонус',
  'Коэф. дилера',
  'Cost',
  'Net cost',
  'Landed',
  'Buy price',
  'Purchase price',
  'Supplier price',
  'DDP',
  'FOB Shenzhen',
  'EXW',
  'Margin',
  'Markup',
  'Discount',
  'Profit',
  'Rebate',
])('nobody is shown «%s»', async (title) => {
  const { of } = await readAll(`Артикул;Наименование;${title};Розничная цена\nA-1;Проектор;600;1000\n`)
  expect(of('sheet')[0]?.columns[2]?.use).toBe('secret')
  expect(of('priceType').map((one) => one.name)).toEqual(['Розничная'])
  expect(of('product')[0]?.characteristics).toEqual([])
})

test.each(['HDMI вход', 'Входное сопротивление, Ом', 'Коэффициент усиления', 'Резервное питание', 'Power factor'])(
  '«%s» is a characteristic and no secret',
  async (title) => {
    expect(await useOf(title, ['2 шт', 'есть', '1,1'])).toBe('characteristic')
  },
)

test('money under a title that nobody knows is no characteristic: not with a currency, and not close to the price', async () => {
  const list = async (title: string, cells: string[]) => {
    const rows = cells.map((cell, at) => `N-${at};Товар;${1000 + at * 300};${cell}`)
    const { of } = await readAll(`Артикул;Наименование;Розничная цена;${title}\n${rows.join('\n')}\n`)
    return of('sheet')[0]?.columns.at(-1)?.use
  }
  expect(await list('€ без ПДВ', ['10,50', '12,00'])).toBe('ignored')
  expect(await list('Уровень 3', ['$600', '$700', '$800'])).toBe('ignored')
  expect(await list('Спец', ['700', '900', '1120'])).toBe('ignored')
  expect(await list('Яркость, лм', ['1000', '1200', '1500'])).toBe('characteristic')
  expect(await list('Каналов', ['2', '4', '8'])).toBe('characteristic')
})

test.each([
  ['MSRP', 'Розничная'],
  ['SRP', 'Розничная'],
  ['List Price', 'Розничная'],
  ['Розница, руб. с НДС', 'Розничная'],
  ['РРЦ', 'РРЦ'],
  ['МРЦ, ₽', 'МРЦ'],
  ['Dealer Net', 'Дилерская'],
  ['Net price', 'Дилерская'],
  ['ЦЕНА_ДИЛЕР', 'Дилерская'],
  ['Дилерские цены', 'Дилерская'],
  ['Опт', 'Оптовая'],
  ['Цена партнёр', 'Партнёр'],
  ['Цена, руб., с НДС', 'Розничная'],
  ['Цена дилерская с НДС (руб.)', 'Дилерская'],
  ['Цена розн.', 'Розничная'],
  ['Цена 2', 'Цена 2'],
  ['Дилер -30%', 'Дилер -30%'],
  ['Цена в рублях по курсу ЦБ', 'Розничная'],
  ['Прайс', 'Розничная'],
  ['Partner', 'Partner'],
  ['Цена за ед.изделия руб. без НДС', 'Розничная'],
])('«%s» is the price «%s»', async (title, name) => {
  const { of } = await readAll(`Артикул;Наименование;${title}\nA-1;Проектор;1000\n`)
  expect(of('priceType').map((one) => one.name)).toEqual([name])
  expect(of('price')).toMatchObject([{ priceTypeKey: name, kopecks: 100_000 }])
})

test('two columns of one kind stay two prices', async () => {
  const { of } = await readAll('Part No,Description,MSRP,List Price\nA-1,Console,1200,1000\n')
  expect(of('price').map((one) => [one.priceTypeKey, one.kopecks])).toEqual([
    ['Розничная', 120_000],
    ['List', 100_000],
  ])
})

test('«Цена» beside «Розничная цена» is another price', async () => {
  const { of } = await readAll('Артикул;Наименование;Цена;Розничная цена\nA-1;Стол;800;1000\n')
  expect(of('price').map((one) => [one.priceTypeKey, one.kopecks])).toEqual([
    ['Цена', 80_000],
    ['Розничная', 100_000],
  ])
})

test('a price without VAT beside the same price with VAT is not taken', async () => {
  for (const titles of ['Цена без НДС;Цена с НДС', 'Цена;Цена с НДС 22%', 'Price (excl. VAT);Price (incl. VAT)']) {
    const { of } = await readAll(`Артикул;Наименование;${titles}\nA-1;Стол;1000;1220\n`)
    expect(of('price').map((one) => one.kopecks)).toEqual([122_000])
    expect(of('priceType')).toMatchObject([{ name: 'Розничная', vatIncluded: true }])
  }
})
