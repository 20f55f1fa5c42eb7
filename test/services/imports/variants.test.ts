import { afterEach, beforeEach, expect, test } from 'vitest'
import { importCatalog } from '#services/imports/imports.ts'
import { fakeClock } from '../../support/clock.ts'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../../support/databases.ts'
import { searchOver } from '../../support/search.ts'
import { problems, shown, take } from './imports.ts'

const NOW = 1_800_000_000_000
const xml = (inside: string) => `<КоммерческаяИнформация ВерсияСхемы="2.09">${inside}</КоммерческаяИнформация>`
const catalogOf = (...goods: string[]) =>
  xml(`<Каталог СодержитТолькоИзменения="false"><Ид>c</Ид><Товары>${goods.join('')}</Товары></Каталог>`)
const goodsOf = (id: string, article: string, inside = '') =>
  `<Товар><Ид>${id}</Ид>${article === '' ? '' : `<Артикул>${article}</Артикул>`}<Наименование>Кронштейн ${article}</Наименование>
   <БазоваяЕдиница>018 </БазоваяЕдиница>${inside}</Товар>`

type Kind = 'whole' | 'changes' | 'silent'
const attribute = { whole: ' СодержитТолькоИзменения="false"', changes: ' СодержитТолькоИзменения="true"', silent: '' }
const offersOf = (kind: Kind, ...offers: string[]) =>
  xml(`<ПакетПредложений${attribute[kind]}><Ид>c#</Ид><ИдКаталога>c</ИдКаталога>
    <ТипыЦен><ТипЦены><Ид>t</Ид><Наименование>Опт</Наименование><Валюта>руб</Валюта></ТипЦены></ТипыЦен>
    <Склады><Склад><Ид>w</Ид><Наименование>Москва</Наименование></Склад></Склады>
    <Предложения>${offers.join('')}</Предложения></ПакетПредложений>`)
const priceOf = (price: number) =>
  `<Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>${price}</ЦенаЗаЕдиницу></Цена></Цены>`
const stockOf = (pieces: number) => `<Склад ИдСклада="w" КоличествоНаСкладе="${pieces}"/>`
/** An offer that says its name and its colour, as 1C does. */
const offer = (id: string, colour: string, price: number, pieces: number, inside = '') =>
  `<Предложение><Ид>${id}</Ид><Наименование>Кронштейн (${colour})</Наименование><ХарактеристикиТовара><ХарактеристикаТовара>
    <Наименование>Цвет</Наименование><Значение>${colour}</Значение></ХарактеристикаТовара></ХарактеристикиТовара>
    ${inside}${priceOf(price)}${stockOf(pieces)}</Предложение>`
/** An offer without a name, as in files of prices or stock. */
const bare = (id: string, inside: string) => `<Предложение><Ид>${id}</Ид>${inside}</Предложение>`
const deletedOffer = (id: string) =>
  `<Предложение><Ид>${id}</Ид><ПометкаУдаления>true</ПометкаУдаления><Наименование>Кронштейн</Наименование></Предложение>`

onEachDatabase('variants from 1C', (kind) => {
  let given: TestDatabase
  let deps: { db: TestDatabase['db']; clock: { now(): number } }
  beforeEach(async () => {
    given = await openTestDatabase(kind)
    deps = { db: given.db, clock: { now: () => NOW } }
  })
  afterEach(async () => {
    expect(await problems(given.db)).toEqual([])
    const waiting = await given.db.selectFrom('products').select('key').where('key', 'like', '%#').execute()
    expect(waiting).toEqual([])
    await given.close()
  })
  /** Sku, price and stock of all that a dealer may order. */
  const sold = async () =>
    (await shown(given.db)).map(({ sku, prices, stock }) => [sku, ...prices, ...stock].join(', ')).sort()
  const idOf = async (sku: string) => {
    const query = given.db.selectFrom('products').select('id').where('sku', '=', sku).where('hiddenAt', 'is', null)
    return (await query.executeTakeFirstOrThrow()).id
  }

  test.each<Kind>(['whole', 'changes', 'silent'])('two colours in a package (%s) are sold apart', async (package_) => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    const { rejected } = await take(
      deps,
      offersOf(package_, offer('g#b', 'белый', 10, 3), offer('g#c', 'чёрный', 50, 7)),
    )
    expect(rejected).toEqual([])
    expect(await sold()).toEqual(['KRON-1-белый, Опт 1000, Москва 3', 'KRON-1-чёрный, Опт 5000, Москва 7'])
  })

  test('names, prices and stock may come in files of their own', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1'), goodsOf('k', 'KAB-7')))
    const named = (id: string, colour: string) =>
      `<Предложение><Ид>${id}</Ид><Наименование>Кронштейн (${colour})</Наименование></Предложение>`
    await take(deps, offersOf('changes', named('g#b', 'белый'), named('g#c', 'чёрный')))
    await take(deps, offersOf('changes', bare('g#b', priceOf(10)), bare('g#c', priceOf(50)), bare('k', priceOf(9))))
    await take(deps, offersOf('changes', bare('g#c', stockOf(7)), bare('k', stockOf(305)), bare('g#b', stockOf(3))))
    expect(await sold()).toEqual([
      'KAB-7, Опт 900, Москва 305',
      'KRON-1-белый, Опт 1000, Москва 3',
      'KRON-1-чёрный, Опт 5000, Москва 7',
    ])
    const { unit, name } = await given.db
      .selectFrom('products')
      .select(['unit', 'name'])
      .where('key', '=', 'g#b')
      .executeTakeFirstOrThrow()
    expect([unit, name]).toEqual(['пог. м', 'Кронштейн (белый)'])
  })

  test('a new colour in a package of changes is a new product beside the others', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    await take(deps, offersOf('whole', offer('g#b', 'белый', 10, 3), offer('g#c', 'чёрный', 50, 7)))
    const { new: added, hidden } = await take(deps, offersOf('changes', offer('g#d', 'серый', 30, 5)))
    expect([added, hidden]).toEqual([1, 0])
    expect(await sold()).toEqual([
      'KRON-1-белый, Опт 1000, Москва 3',
      'KRON-1-серый, Опт 3000, Москва 5',
      'KRON-1-чёрный, Опт 5000, Москва 7',
    ])
  })

  test.each<Kind>(['whole', 'changes'])('one colour is the goods, until a second one comes (%s)', async (package_) => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    await take(deps, offersOf('changes', offer('g#b', 'белый', 10, 3)))
    expect(await sold()).toEqual(['KRON-1, Опт 1000, Москва 3'])
    const id = await idOf('KRON-1')
    const white = package_ === 'whole' ? [offer('g#b', 'белый', 10, 3)] : []
    const result = await take(deps, offersOf(package_, ...white, offer('g#c', 'чёрный', 50, 7)))
    expect([result.new, result.hidden]).toEqual([1, 0])
    expect(await sold()).toEqual(['KRON-1-белый, Опт 1000, Москва 3', 'KRON-1-чёрный, Опт 5000, Москва 7'])
    // What lies in carts and is reserved stays with what it was of.
    expect(await idOf('KRON-1-белый')).toBe(id)
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    await take(deps, offersOf('changes', bare('g#b', stockOf(2)), bare('g#c', priceOf(60))))
    expect(await sold()).toEqual(['KRON-1-белый, Опт 1000, Москва 2', 'KRON-1-чёрный, Опт 6000, Москва 7'])
  })

  test('one colour instead of another is not the other', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    await take(deps, offersOf('whole', offer('g#b', 'белый', 10, 3)))
    const id = await idOf('KRON-1')
    await take(deps, offersOf('whole', offer('g#c', 'чёрный', 50, 7)))
    expect(await sold()).toEqual(['KRON-1-чёрный, Опт 5000, Москва 7'])
    expect(await idOf('KRON-1-чёрный')).not.toBe(id)
  })

  test('the price of an unnamed colour is never put to the stock of another', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1'), goodsOf('h', 'KRON-2')))
    await take(deps, offersOf('changes', bare('g#b', priceOf(10)), bare('h#x', priceOf(1))))
    const { rejected } = await take(deps, offersOf('changes', bare('g#c', stockOf(7)), bare('h#x', stockOf(2))))
    expect(rejected).toEqual([{ row: 1, reason: 'no_product', value: 'g#c' }])
    expect(await sold()).toEqual(['KRON-1, Опт 1000', 'KRON-2, Опт 100, Москва 2'])
    const both = await take(deps, offersOf('changes', offer('g#b', 'белый', 10, 3), offer('g#c', 'чёрный', 50, 7)))
    expect(both.rejected).toEqual([])
    expect(await sold()).toEqual([
      'KRON-1-белый, Опт 1000, Москва 3',
      'KRON-1-чёрный, Опт 5000, Москва 7',
      'KRON-2, Опт 100, Москва 2',
    ])
  })

  test('several unnamed colours of goods without known ones are nobody’s', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    const { rejected } = await take(deps, offersOf('changes', bare('g#b', priceOf(10)), bare('g#c', priceOf(50))))
    expect(rejected.map(({ value }) => value)).toEqual(['g#b', 'g#c'])
    expect(await sold()).toEqual(['KRON-1'])
  })

  test('a deleted colour is not sold, nor are its goods without the last one; what comes back is sold', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    await take(deps, offersOf('whole', offer('g#b', 'белый', 10, 3), offer('g#c', 'чёрный', 50, 7)))
    expect((await take(deps, offersOf('changes', deletedOffer('g#b')))).hidden).toBe(1)
    expect(await sold()).toEqual(['KRON-1-чёрный, Опт 5000, Москва 7'])
    await take(deps, offersOf('changes', deletedOffer('g#c')))
    expect(await sold()).toEqual([])
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    expect(await sold()).toEqual([])
    await take(deps, offersOf('changes', offer('g#c', 'чёрный', 55, 1)))
    expect(await sold()).toEqual(['KRON-1-чёрный, Опт 5500, Москва 1'])
  })

  test('the only colour deleted takes its goods off sale, and brings them back', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    await take(deps, offersOf('changes', offer('g#b', 'белый', 10, 3)))
    const id = await idOf('KRON-1')
    await take(deps, offersOf('changes', deletedOffer('g#b')))
    expect(await sold()).toEqual([])
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    expect(await sold()).toEqual([])
    await take(deps, offersOf('changes', offer('g#b', 'белый', 10, 4)))
    expect(await sold()).toEqual(['KRON-1, Опт 1000, Москва 4'])
    expect(await idOf('KRON-1')).toBe(id)
  })

  test('goods that are no longer offered themselves are not sold, unless as a colour', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1'), goodsOf('h', 'KRON-2'), goodsOf('k', 'KAB-7')))
    await take(deps, offersOf('changes', bare('k', priceOf(9) + stockOf(5)), offer('h#x', 'белый', 1, 1)))
    await take(deps, offersOf('changes', offer('g#b', 'белый', 10, 3), offer('g#c', 'чёрный', 50, 7)))
    const before = await sold()
    expect(before).toHaveLength(4)
    await take(deps, offersOf('changes', deletedOffer('g'), deletedOffer('h')))
    expect(await sold()).toEqual(before)
    await take(deps, offersOf('changes', deletedOffer('k')))
    expect((await sold()).some((row) => row.startsWith('KAB-7'))).toBe(false)
    await take(deps, offersOf('changes', bare('k', stockOf(6))))
    expect(await sold()).toContain('KAB-7, Опт 900, Москва 6')
  })

  test('offers do not bring back what the catalog no longer has', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1'), goodsOf('k', 'KAB-7')))
    await take(deps, offersOf('changes', offer('g#b', 'белый', 10, 3), offer('g#c', 'чёрный', 50, 7)))
    await take(deps, catalogOf(goodsOf('k', 'KAB-7')))
    expect(await sold()).toEqual(['KAB-7'])
    await take(deps, offersOf('changes', offer('g#b', 'белый', 10, 3), offer('g#d', 'серый', 20, 4)))
    expect(await sold()).toEqual(['KAB-7'])
    await take(deps, catalogOf(goodsOf('g', 'KRON-1'), goodsOf('k', 'KAB-7')))
    await take(deps, offersOf('changes', offer('g#b', 'белый', 10, 3), offer('g#d', 'серый', 20, 4)))
    expect(await sold()).toEqual(['KAB-7', 'KRON-1-белый, Опт 1000, Москва 3', 'KRON-1-серый, Опт 2000, Москва 4'])
  })

  test('goods that are offered without a colour again, after all colours went, are sold themselves', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    await take(deps, offersOf('whole', offer('g#b', 'белый', 10, 3), offer('g#c', 'чёрный', 50, 7)))
    // While colours are sold, what is said of the goods themselves sells nothing twice.
    await take(deps, offersOf('changes', bare('g', priceOf(20) + stockOf(9))))
    expect(await sold()).toEqual(['KRON-1-белый, Опт 1000, Москва 3', 'KRON-1-чёрный, Опт 5000, Москва 7'])
    await take(deps, offersOf('changes', deletedOffer('g#b'), deletedOffer('g#c')))
    await take(deps, offersOf('changes', bare('g', priceOf(20) + stockOf(9))))
    expect(await sold()).toEqual(['KRON-1, Опт 2000, Москва 9'])
  })

  test('the article of the goods finds all their variants, and orders none of them by itself', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1'), goodsOf('k', 'KRON-15')))
    await take(deps, offersOf('changes', offer('g#b', 'белый', 10, 3), offer('g#c', 'чёрный', 50, 7)))
    const given_ = { db: given.db, clock: fakeClock() }
    const search = searchOver(given_)
    const found = await search.find({ text: 'kron-1', limit: 10 })
    const skus = await given.db.selectFrom('products').select(['id', 'sku']).where('id', 'in', found.ids).execute()
    expect(skus.map(({ sku }) => sku)).toEqual(expect.arrayContaining(['KRON-1-белый', 'KRON-1-чёрный']))
    const white = await search.find({ text: 'крон-1 белый', limit: 1 })
    expect(white.ids).toEqual([await idOf('KRON-1-белый')])
  })

  test('what is left without a colour is not put to the only colour', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    for (const offers of [
      [bare('g', priceOf(99) + stockOf(5)), offer('g#b', 'белый', 10, 3)],
      [offer('g#b', 'белый', 10, 3), bare('g', priceOf(99) + stockOf(5))],
    ]) {
      await take(deps, offersOf('changes', ...offers))
      expect(await sold()).toEqual(['KRON-1, Опт 1000, Москва 3'])
    }
  })

  test('goods without an article give their variants 1C’s code, and only without both its id', async () => {
    const code =
      '<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Код</Наименование><Значение>НФ-77</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>'
    await take(deps, catalogOf(goodsOf('g', '', code), goodsOf('h', '')))
    await take(
      deps,
      offersOf(
        'changes',
        ...['g', 'h'].flatMap((id) => [offer(`${id}#1`, 'белый', 1, 1), offer(`${id}#2`, 'чёрный', 2, 2)]),
      ),
    )
    expect((await sold()).map((row) => row.split(',')[0])).toEqual([
      'h-белый',
      'h-чёрный',
      'НФ-77-белый',
      'НФ-77-чёрный',
    ])
  })

  test('goods that a catalog lists with their only characteristic are one product in whole files and in changes', async () => {
    const one = goodsOf('g#b', 'KRON-1')
    await take(deps, catalogOf(one))
    await take(deps, offersOf('whole', offer('g#b', 'белый', 10, 3)))
    await take(deps, catalogOf(one).replace('"false"', '"true"'))
    expect((await sold()).length).toBe(1)
  })

  test('an import that was refused leaves goods as they were', async () => {
    await take(deps, catalogOf(goodsOf('g', 'KRON-1')))
    await take(deps, offersOf('changes', offer('g#b', 'белый', 10, 3)))
    const torn = offersOf('changes', offer('g#c', 'чёрный', 50, 7)).slice(0, -10)
    const outcome = await importCatalog(deps, null, { name: 'offers.xml', bytes: new TextEncoder().encode(torn) })
    expect(outcome.ok).toBe(false)
    expect(await sold()).toEqual(['KRON-1, Опт 1000, Москва 3'])
  })
})
