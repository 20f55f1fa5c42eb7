import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#domain/policy.ts'
import { lastTakenIn, takeBackImport } from '#services/imports/undo.ts'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../../support/databases.ts'
import { problems, shown, take } from './imports.ts'

const NOW = 1_800_000_000_000
const manager: Actor = { id: 1, companyId: null, roles: ['manager'] }

onEachDatabase('taking the last list back', (kind) => {
  let given: TestDatabase
  let deps: { db: TestDatabase['db']; clock: { now(): number } }
  let now = NOW
  beforeEach(async () => {
    given = await openTestDatabase(kind)
    now = NOW
    // Each list of its own moment: the newest is the last.
    deps = { db: given.db, clock: { now: () => ++now } }
  })
  afterEach(async () => {
    expect(await problems(given.db)).toEqual([])
    await given.close()
  })

  /** All that people see of goods, and what they are found by. */
  async function seen() {
    const { rows: goods } =
      await sql`select key, sku, sku_key, model, name, brand, unit, description, category_id, vat_rate,
      available, characteristics, codes, sold_as_variants from products where hidden_at is null order by key`.execute(
        given.db,
      )
    const { rows: values } = await sql`select product_id, value_id, position from product_values
      join products on products.id = product_id where hidden_at is null order by product_id, position`.execute(given.db)
    const { rows: codes } = await sql`select product_codes.key, kind, product_id, value from product_codes
      join products on products.id = product_id where hidden_at is null order by product_id, kind, value`.execute(
      given.db,
    )
    const { rows: types } = await sql`select id, name, vat_included from price_types order by id`.execute(given.db)
    const shelves = (await shown(given.db)).map((row) => ({
      ...row,
      stock: row.stock.filter((one) => !/ 0$/.test(one)),
    }))
    return { goods, values, codes, shelves, types: types.length }
  }
  const back = async (importId: number) => takeBackImport(deps, manager, importId)

  test('everything is as it was: new goods go, hidden ones come back, prices, stock and names are the old ones', async () => {
    const header = 'Артикул;Наименование;Валюта;Дилерская цена;Дилерская цена, руб.;Наличие;Категория;Цвет\n'
    await take(deps, `${header}A-1;Проектор;Рубль;1;1000;1;Проекторы;белый\nA-2;Экран;Рубль;1;2000;0;Экраны;чёрный`)
    await take(deps, 'Артикул;Наименование;Дилерская цена;Остаток Москва\nA-3;Кабель;50;7')
    const before = await seen()
    const { importId, ...counts } = await take(
      deps,
      `${header}A-1;Проектор новый;Рубль;1;1100;0;Проекторы;серый\nA-9;Лампа;Рубль;1;300;1;Лампы;`,
    )
    expect(counts).toMatchObject({ new: 1, changed: 1, hidden: 1 })
    expect(await seen()).not.toEqual(before)
    expect(await back(importId)).toMatchObject({ ok: true, hidden: 1, shown: 1 })
    expect(await seen()).toEqual(before)
  })

  test('any list after any list, taken back, leaves what was before', async () => {
    const cell = fc.constantFrom('', '5', '7', '12', 'по запросу', '0')
    const row = fc.tuple(
      fc.constantFrom('A-1', 'A-2', 'B-3', 'C.4', 'C-4'),
      cell,
      cell,
      cell,
      fc.constantFrom('', 'x', 'y'),
    )
    const list = fc.uniqueArray(row, { selector: ([sku]) => sku, minLength: 1, maxLength: 4 })
    const text = (rows: [string, string, string, string, string][]) =>
      [
        'Артикул;Наименование;Розничная цена;Дилерская цена;Остаток Москва;Цвет',
        ...rows.map(
          ([sku, retail, dealer, stock, colour]) =>
            `${sku};Товар ${sku};${retail};${dealer};${stock.replace(/\D/g, '0')};${colour}`,
        ),
      ].join('\n')
    await fc.assert(
      fc.asyncProperty(list, list, async (first, second) => {
        await take(deps, text(first))
        const before = await seen()
        const { importId } = await take(deps, text(second))
        expect(await back(importId)).toMatchObject({ ok: true })
        expect(await seen()).toEqual(before)
      }),
      { numRuns: kind === 'sqlite' ? 40 : 8 },
    )
  })

  test('pieces that left the warehouse since stay gone', async () => {
    await take(deps, 'Артикул;Наименование;Цена;Остаток Москва\nA-1;Проектор;1000;5')
    const { importId } = await take(deps, 'Артикул;Наименование;Цена;Остаток Москва\nA-1;Проектор;1000;9')
    const { id } = await given.db.selectFrom('products').select('id').executeTakeFirstOrThrow()
    const { warehouseId } = await given.db.selectFrom('stock').select('warehouseId').executeTakeFirstOrThrow()
    await given.db.updateTable('stock').set({ onHand: 6 }).execute()
    await given.db
      .insertInto('stockMoves')
      .values({ productId: id, warehouseId, delta: -3, at: now, importId: null, shipmentId: null })
      .execute()
    await back(importId)
    expect((await shown(given.db))[0]?.stock).toEqual(['Москва 2'])
  })

  test('only the last one, only once, only by those who may take lists in', async () => {
    const first = await take(deps, 'Артикул;Наименование;Цена\nA-1;Проектор;1000')
    const second = await take(deps, 'Артикул;Наименование;Цена\nA-1;Проектор;2000')
    expect(await back(first.importId)).toEqual({ ok: false, reason: 'not_last' })
    expect(await takeBackImport(deps, { ...manager, roles: ['support'] }, second.importId)).toEqual({
      ok: false,
      reason: 'forbidden',
    })
    expect(await lastTakenIn(deps, manager)).toMatchObject({ last: { id: second.importId, fileName: 'price.csv' } })
    expect(await back(second.importId)).toMatchObject({ ok: true })
    expect(await back(second.importId)).toEqual({ ok: false, reason: 'taken_back' })
    expect(await back(first.importId)).toEqual({ ok: false, reason: 'not_last' })
    expect(await lastTakenIn(deps, manager)).toEqual({ ok: true, last: null })
    expect((await shown(given.db))[0]?.prices).toEqual(['Розничная 100000'])
  })
})
