import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lookAtImport } from '#services/imports/look.ts'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../../support/databases.ts'
import { everything, fileOf, problems, take } from './imports.ts'

onEachDatabase('a look at a price list', (kind) => {
  let given: TestDatabase
  let deps: { db: TestDatabase['db']; clock: { now(): number } }
  beforeEach(async () => {
    given = await openTestDatabase(kind)
    deps = { db: given.db, clock: { now: () => 1_800_000_000_000 } }
  })
  afterEach(async () => {
    expect(await problems(given.db)).toEqual([])
    await given.close()
  })
  async function look(text: string) {
    const seen = await lookAtImport(deps, null, fileOf(text))
    if (!seen.ok) throw new Error(seen.reason)
    return seen.look
  }
  const header =
    'Артикул;Наименование;Валюта;Дилерская цена;Дилерская цена, руб.;Розничная цена, руб.;Наличие;Категория'
  const list = (...rows: string[]) => [header, ...rows].join('\n')
  const row = (sku: string, dealer: number | string, retail: number | string = '') =>
    `${sku};Товар ${sku};Рубль;${dealer};${dealer};${retail};1;Кабели`

  test('it says what is new, changed and hidden, and how far prices go up and down per price type', async () => {
    await take(deps, list(row('A', 1000, 2000), row('B', 100, 200), row('C', 50, 60), row('D', 10)))
    const { result, prices, shownBefore, hidden, added } = await look(
      list(row('A', 1150, 2000), row('B', 90, 150), row('C', '', 60), row('E', 7)),
    )
    expect(result).toMatchObject({ new: 1, changed: 3, unchanged: 0, hidden: 1 })
    expect({ shownBefore, hidden, added }).toEqual({ shownBefore: 4, hidden: ['D'], added: ['E'] })
    expect(prices).toEqual([
      { priceType: 'Дилерская', up: 1, down: 1, mostUp: 150, mostDown: -100, gone: 1 },
      { priceType: 'Розничная', up: 0, down: 1, mostUp: 0, mostDown: -250, gone: 0 },
    ])
  })

  test('nothing of it is written', async () => {
    await take(deps, list(row('A', 1000)))
    const before = await everything(given.db)
    await look(list(row('A', 2000), row('B', 5)))
    expect(await everything(given.db)).toEqual(before)
  })

  test('a file that cannot be read is refused as when it is taken in', async () => {
    expect(await lookAtImport(deps, null, fileOf('просто текст'))).toMatchObject({ ok: false, reason: 'no_header' })
  })

  test('whatever the list, the counts are those of taking it in', async () => {
    const goods = fc.uniqueArray(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), fc.constantFrom(10, 20)), {
      selector: ([sku]) => sku,
    })
    await fc.assert(
      fc.asyncProperty(goods, async (some) => {
        const text = list(...some.map(([sku, price]) => row(sku, price)), row('Z', 1))
        const { importId: _, ...seen } = (await look(text)).result
        const { importId: __, ...taken } = await take(deps, text)
        expect(seen).toEqual(taken)
      }),
      { numRuns: kind === 'sqlite' ? 20 : 5 },
    )
  })
})
