import { expect, test } from 'vitest'
import { countProducts, listProducts } from '../../../src/db/catalog.ts'
import * as facets from '../../../src/db/facets.ts'
import { type Given, NOW } from './rows.ts'

export function facetsContract(given: Given): void {
  async function characteristic(name: string, values: [value: string, number: number | null][]) {
    const { db } = given()
    const row = { name, unit: name === 'Длина' ? 'м' : '' }
    const { id } = await db.insertInto('characteristics').values(row).returning('id').executeTakeFirstOrThrow()
    const valueIds: number[] = []
    for (const [value, number] of values) {
      const added = db.insertInto('characteristicValues').values({ characteristicId: id, value, number })
      valueIds.push((await added.returning('id').executeTakeFirstOrThrow()).id)
    }
    return { id, valueIds }
  }

  async function productWith(...valueIds: (number | undefined)[]): Promise<number> {
    const { db, rows } = given()
    const productId = await rows.product()
    const values = valueIds.flatMap((valueId, position) =>
      valueId === undefined ? [] : { productId, valueId, position },
    )
    await db.insertInto('productValues').values(values).execute()
    return productId
  }

  async function cables() {
    const length = await characteristic('Длина', [
      ['10', 10],
      ['1,5', 1.5],
    ])
    const plug = await characteristic('Разъём', [
      ['HDMI', null],
      ['DP', null],
    ])
    const [long, short] = length.valueIds
    const [hdmi, dp] = plug.valueIds
    const products = [await productWith(hdmi, long), await productWith(hdmi, short), await productWith(dp, short)]
    return { length, plug, long, short, hdmi, dp, products }
  }

  test('the characteristics of a product are in the order of its source', async () => {
    const { products } = await cables()
    expect(await facets.characteristicsOf(given().db, products[1] ?? 0)).toEqual([
      { name: 'Разъём', value: 'HDMI', unit: '' },
      { name: 'Длина', value: '1,5', unit: 'м' },
    ])
  })

  test('facets are what the goods differ by, in the order of the price list, and know whether they are numbers', async () => {
    const { length, plug, hdmi } = await cables()
    const { db } = given()
    await productWith((await characteristic('Цвет', [['чёрный', null]])).valueIds[0])
    expect(await facets.listFacets(db, {}, 10)).toEqual([
      { id: plug.id, name: 'Разъём', unit: '', values: 2, numeric: false },
      { id: length.id, name: 'Длина', unit: 'м', values: 2, numeric: true },
    ])
    expect(await facets.listFacets(db, { valueGroups: [[hdmi ?? 0]] }, 10)).toMatchObject([{ id: length.id }])
    expect(await facets.listFacets(db, {}, 1)).toHaveLength(1)
  })

  test('the values of a facet say how many goods each leaves: numbers in their order, words by goods', async () => {
    const { length, plug, long, short, hdmi, dp } = await cables()
    const { db } = given()
    expect(await facets.facetValues(db, length.id, {})).toEqual([
      { id: short, value: '1,5', number: 1.5, products: 2 },
      { id: long, value: '10', number: 10, products: 1 },
    ])
    expect(await facets.facetValues(db, plug.id, {})).toEqual([
      { id: hdmi, value: 'HDMI', number: null, products: 2 },
      { id: dp, value: 'DP', number: null, products: 1 },
    ])
    expect(await facets.facetValues(db, plug.id, { valueGroups: [[long ?? 0]] })).toHaveLength(1)
  })

  test('numbers come before words where a facet has both', async () => {
    const { db } = given()
    const { id, valueIds } = await characteristic('Длина', [
      ['любая', null],
      ['3', 3],
    ])
    for (const valueId of valueIds) await productWith(valueId)
    expect((await facets.facetValues(db, id, {})).map(({ value }) => value)).toEqual(['3', 'любая'])
  })

  test('chosen values narrow: one of each group, and ranges from their start to before their end', async () => {
    const { length, long, short, hdmi, dp } = await cables()
    const { db } = given()
    const count = (...valueGroups: (number | undefined)[][]) =>
      countProducts(db, { valueGroups: valueGroups.map((ids) => ids.map((id) => id ?? 0)) })
    expect(await count([hdmi, dp])).toBe(3)
    expect(await count([hdmi], [short])).toBe(1)
    expect(await count([long, short], [dp])).toBe(1)
    const within = (from: number | null, to: number | null) =>
      countProducts(db, { ranges: [{ characteristicId: length.id, from, to }] })
    expect([await within(1.5, 10), await within(null, 10.5), await within(10, null), await within(2, 10)]).toEqual([
      2, 3, 1, 0,
    ])
    const page = { priceTypeId: null, now: NOW, sort: 'name' as const, offset: 0, limit: 10 }
    expect(await listProducts(db, { valueGroups: [[hdmi ?? 0]], freeAt: NOW }, page)).toEqual([])
  })

  test('values and characteristics are named by their ids', async () => {
    const { length, long, dp } = await cables()
    const { db } = given()
    expect(await facets.namedValues(db, [dp ?? 0, long ?? 0])).toMatchObject([
      { id: long, characteristicId: length.id, name: 'Длина', value: '10', unit: 'м' },
      { id: dp, name: 'Разъём', value: 'DP' },
    ])
    expect(await facets.namedValues(db, [])).toEqual([])
    expect(await facets.findCharacteristic(db, length.id)).toEqual({ id: length.id, name: 'Длина', unit: 'м' })
  })

  test('what a member has chosen is written over', async () => {
    const { db, rows } = given()
    const userId = await rows.user()
    expect(await facets.readSelection(db, userId)).toBeUndefined()
    await facets.writeSelection(db, userId, '{"a":1}', NOW)
    await facets.writeSelection(db, userId, '{"a":2}', NOW + 1)
    expect(await facets.readSelection(db, userId)).toBe('{"a":2}')
  })
}
