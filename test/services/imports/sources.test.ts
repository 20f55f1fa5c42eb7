import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freeTotals } from '#db/catalog/stock.ts'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../../support/databases.ts'
import { createRows } from '../../support/rows.ts'
import { problems, shown, take } from './imports.ts'

const NOW = 1_800_000_000_000

interface Offer {
  id: string
  article: string
  price?: number
  places?: Record<string, number>
  total?: number
}

/** A whole catalog of 1C with its offers. */
function oneC(offers: Offer[], { vatIncluded = true, type = 'Дилерская' } = {}): string {
  const places = [...new Set(offers.flatMap((offer) => Object.keys(offer.places ?? {})))]
  return `<КоммерческаяИнформация ВерсияСхемы="2.07">
    <Каталог СодержитТолькоИзменения="false"><Ид>c1</Ид><Товары>${offers
      .map(
        ({ id, article }) =>
          `<Товар><Ид>${id}</Ид><Артикул>${article}</Артикул><Наименование>Товар ${article}</Наименование></Товар>`,
      )
      .join('')}</Товары></Каталог>
    <ПакетПредложений СодержитТолькоИзменения="true"><ТипыЦен><ТипЦены><Ид>guid-of-type</Ид><Наименование>${type}</Наименование>
      <Валюта>руб</Валюта><Налог><Наименование>НДС</Наименование><УчтеноВСумме>${vatIncluded}</УчтеноВСумме></Налог></ТипЦены></ТипыЦен>
      <Склады>${places.map((place) => `<Склад><Ид>guid-${place}</Ид><Наименование>${place}</Наименование></Склад>`).join('')}</Склады>
      <Предложения>${offers
        .map(
          ({ id, price, places: at = {}, total }) => `<Предложение><Ид>${id}</Ид>
          ${price === undefined ? '' : `<Цены><Цена><ИдТипаЦены>guid-of-type</ИдТипаЦены><ЦенаЗаЕдиницу>${price}</ЦенаЗаЕдиницу></Цена></Цены>`}
          ${total === undefined ? '' : `<Количество>${total}</Количество>`}
          ${Object.entries(at)
            .map(([place, quantity]) => `<Склад ИдСклада="guid-${place}" КоличествоНаСкладе="${quantity}"/>`)
            .join('')}</Предложение>`,
        )
        .join('')}</Предложения></ПакетПредложений></КоммерческаяИнформация>`
}

onEachDatabase('several sources', (kind) => {
  let given: TestDatabase
  let deps: { db: TestDatabase['db']; clock: { now(): number } }
  beforeEach(async () => {
    given = await openTestDatabase(kind)
    deps = { db: given.db, clock: { now: () => NOW } }
  })
  afterEach(async () => {
    expect(await problems(given.db)).toEqual([])
    await given.close()
  })
  const filled = async () => (await shown(given.db)).map((row) => row.stock.filter((one) => !/ 0$/.test(one)))
  async function free(): Promise<number[]> {
    const products = await given.db
      .selectFrom('products')
      .select('id')
      .where('hiddenAt', 'is', null)
      .orderBy('key')
      .execute()
    const totals = await freeTotals(
      given.db,
      products.map(({ id }) => id),
      NOW,
    )
    return products.map(({ id }) => totals.get(id) ?? 0)
  }

  describe('one piece is counted once', () => {
    test('a table and 1C that name one warehouse and one price type mean one and the same', async () => {
      await take(deps, 'Артикул;Наименование;Дилерская цена;Остаток Екатеринбург\nA-1;Проектор;1000;5')
      await take(deps, oneC([{ id: 'g1', article: 'A-1', price: 900, places: { 'Склад Екатеринбург': 4 } }]))
      const [good, ...others] = await shown(given.db)
      expect(others).toEqual([])
      expect(good).toMatchObject({ prices: ['Дилерская 90000'], stock: ['Екатеринбург 4'] })
    })

    test('the newest source that names goods owns their stock; goods that it does not name keep theirs', async () => {
      await take(deps, 'Артикул;Наименование;Цена;Остаток Тула\nA-1;Проектор;1000;5\nA-2;Экран;500;3')
      await take(deps, oneC([{ id: 'g1', article: 'A-1', places: { Казань: 2, Омск: 1 } }]))
      expect(await filled()).toEqual([['Казань 2', 'Омск 1'], ['Тула 3']])
      await take(deps, 'Артикул;Наименование;Цена;Остаток Тула\nA-1;Проектор;1000;6')
      expect(await filled()).toEqual([['Тула 6'], ['Тула 3']])
    })

    test('a total without places and places never stand beside each other', async () => {
      await take(deps, 'Артикул;Наименование;Цена;Остаток\nA-1;Проектор;1000;12')
      await take(deps, 'Артикул;Наименование;Цена;Остаток Москва;Остаток Тула\nA-1;Проектор;1000;7;5')
      expect(await filled()).toEqual([['Москва 7', 'Тула 5']])
      await take(deps, 'Артикул;Наименование;Цена;Остаток\nA-1;Проектор;1000;11')
      expect(await free()).toEqual([11])
    })

    test('a list of one warehouse leaves the other warehouses of the same source', async () => {
      await take(deps, 'Артикул;Наименование;Цена;Остаток Москва;Остаток Тула\nA-1;Проектор;1000;7;5')
      await take(deps, 'Артикул;Наименование;Цена;Остаток Москва\nA-1;Проектор;1000;6')
      expect(await filled()).toEqual([['Москва 6', 'Тула 5']])
    })

    test('two warehouses that one file tells apart stay two, though they are called alike', async () => {
      const apart = oneC([{ id: 'g1', article: 'A-1', places: { Москва: 2, 'Склад Москва': 3 } }])
      await take(deps, apart)
      expect(await free()).toEqual([5])
      await take(deps, apart)
      expect(await free()).toEqual([5])
    })

    test('what is reserved on a shelf that moved is not free on the shelf it moved to', async () => {
      await take(deps, 'Артикул;Наименование;Цена;Остаток\nA-1;Проектор;1000;5')
      const { productId, warehouseId } = await given.db.selectFrom('stock').selectAll().executeTakeFirstOrThrow()
      await reserve(productId, warehouseId, 2)
      await take(deps, oneC([{ id: 'g1', article: 'A-1', places: { Москва: 3, Казань: 2 } }]))
      expect(await free()).toEqual([3])
    })

    test('whatever lists come one after the other, no more is free than the newest one says is there', async () => {
      const quantity = fc.nat({ max: 9 })
      const places = fc.dictionary(fc.constantFrom('Москва', 'Тула', 'Казань'), quantity, { minKeys: 1 })
      const list = fc.oneof(
        fc.record({ by: fc.constant('table' as const), places }),
        fc.record({ by: fc.constant('table' as const), total: quantity }),
        fc.record({ by: fc.constant('1c' as const), places }),
        fc.record({ by: fc.constant('1c' as const), total: quantity }),
      )
      await fc.assert(
        fc.asyncProperty(fc.array(list, { minLength: 2, maxLength: 4 }), async (lists) => {
          for (const { by, ...stated } of lists) {
            const all: Record<string, number> = {
              Москва: 0,
              Тула: 0,
              Казань: 0,
              ...('places' in stated ? stated.places : {}),
            }
            const sum = 'total' in stated ? stated.total : Object.values(all).reduce((a, b) => a + b, 0)
            const table =
              'total' in stated
                ? `Артикул;Наименование;Цена;Остаток\nA-1;Проектор;1000;${sum}`
                : `Артикул;Наименование;Цена;${Object.keys(all)
                    .map((place) => `Остаток ${place}`)
                    .join(';')}\nA-1;Проектор;1000;${Object.values(all).join(';')}`
            const offer = { id: 'g1', article: 'A-1', ...('total' in stated ? { total: sum } : { places: all }) }
            await take(deps, by === 'table' ? table : oneC([offer]))
            expect(await free()).toEqual([sum])
          }
        }),
        { numRuns: kind === 'sqlite' ? 60 : 10 },
      )
    })
  })

  test('a type with VAT and one of the same name without are two: their prices differ', async () => {
    await take(deps, 'Артикул;Наименование;Дилерская цена;Остаток Москва\nA-1;Проектор;1220;5')
    await take(deps, oneC([{ id: 'g1', article: 'A-1', price: 1000 }], { vatIncluded: false }))
    expect((await shown(given.db))[0]?.prices).toEqual(['Дилерская (без НДС) 100000', 'Дилерская 122000'])
  })

  describe('an article spelled otherwise', () => {
    const header = 'Артикул;Наименование;Цена;Остаток Москва\n'
    const goods = async () => (await shown(given.db)).map(({ sku, prices, stock }) => [sku, ...prices, ...stock])

    test.each([
      ['kramer VS 411', 'KRAMER VS-411'],
      ['АВ-10', 'AB10'],
      ['lp/700.x', 'LP 700 X'],
    ])('%s is %s: the same goods with the new price and stock', async (before, after) => {
      await take(deps, `${header}${before};Коммутатор;1000;7`)
      const { rejected } = await take(deps, `${header}${after};Коммутатор;900;6`)
      expect(rejected).toEqual([])
      expect(await goods()).toEqual([[after, 'Розничная 90000', 'Москва 6']])
    })

    test('a list that holds both spellings keeps both', async () => {
      await take(deps, `${header}abc-10;Проектор;1000;7`)
      await take(deps, `${header}abc-10;Проектор;1000;7\nABC 10;Проектор, витринный;500;1`)
      expect(await goods()).toEqual([
        ['ABC 10', 'Розничная 50000', 'Москва 1'],
        ['abc-10', 'Розничная 100000', 'Москва 7'],
      ])
    })

    test('where two goods may be meant, the row is named and nothing of it is taken', async () => {
      await take(deps, `${header}abc-10;Проектор;1000;7\nABC 10;Проектор;500;1`)
      const { rejected } = await take(deps, `${header}Abc10;Проектор;700;3`)
      expect(rejected).toEqual([{ row: 2, reason: 'ambiguous_sku', value: 'Abc10' }])
      expect(await goods()).toHaveLength(2)
    })

    test('where two rows may mean one product, both are named', async () => {
      await take(deps, `${header}abc-10;Проектор;1000;7`)
      const { rejected } = await take(deps, `${header}Abc10;Проектор;700;3\nABC 10;Проектор;800;4`)
      expect(rejected.map(({ row, reason }) => [row, reason])).toEqual([
        [2, 'ambiguous_sku'],
        [3, 'ambiguous_sku'],
      ])
      expect(await goods()).toEqual([['abc-10', 'Розничная 100000', 'Москва 7']])
    })

    test('1.5 is not 15: a sign between digits makes other goods', async () => {
      await take(deps, `${header}CAB-1.5;Кабель 1,5 м;1000;7`)
      await take(deps, `${header}CAB-15;Кабель 15 м;9000;2`)
      expect(await goods()).toEqual([
        ['CAB-1.5', 'Розничная 100000', 'Москва 7'],
        ['CAB-15', 'Розничная 900000', 'Москва 2'],
      ])
    })
  })

  async function reserve(productId: number, warehouseId: number, quantity: number): Promise<void> {
    const rows = createRows(given.db)
    const invoice = await rows.invoice()
    await rows.reservation(invoice, { productId, warehouseId, quantity, untilAt: NOW + 1000 })
    await given.db.updateTable('products').set({ hiddenAt: NOW }).where('id', '=', invoice.productId).execute()
  }
})
