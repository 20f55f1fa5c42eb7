import { expect, test } from 'vitest'
import * as facets from '#db/catalog/facets.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

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

  async function cables() {
    const length = await characteristic('Длина', [
      ['10', 10],
      ['1,5', 1.5],
    ])
    const plug = await characteristic('Разъём', [
      ['HDMI', null],
      ['DP', null],
    ])
    return { length, plug, long: length.valueIds[0], dp: plug.valueIds[1] }
  }

  test('characteristics come in the order in which they are asked for, values with their numbers', async () => {
    const { length, plug, long, dp } = await cables()
    const { db } = given()
    expect(await facets.listCharacteristics(db, [plug.id, 999_999, length.id])).toEqual([
      { id: plug.id, name: 'Разъём', unit: '' },
      { id: length.id, name: 'Длина', unit: 'м' },
    ])
    expect(await facets.listCharacteristics(db, [])).toEqual([])
    const { id: characteristicId } = await characteristic('Примечание', [['Для больших залов', null]])
    const sentences = db.updateTable('characteristicValues').set({ kind: 'text' })
    await sentences.where('characteristicId', '=', characteristicId).execute()
    const offered = await facets.choosable(db, [characteristicId, plug.id, length.id])
    expect(offered.map(({ name }) => name)).toEqual(['Разъём', 'Длина'])
    expect(await facets.choosable(db, [])).toEqual([])
    const values = await facets.listValues(db, [long ?? 0, dp ?? 0])
    expect(values.toSorted((a, b) => a.id - b.id)).toEqual([
      { id: long, value: '10', number: 10 },
      { id: dp, value: 'DP', number: null },
    ])
    expect(await facets.listValues(db, [])).toEqual([])
    expect(await facets.listValueCharacteristics(db, [long ?? 0])).toEqual([length.id])
    expect(await facets.listValueCharacteristics(db, [])).toEqual([])
  })

  test('numbers below zero are known of a characteristic', async () => {
    const { db } = given()
    const cold = await characteristic('Температура', [['-10', -10]])
    const { length } = await cables()
    expect([await facets.hasNegative(db, cold.id), await facets.hasNegative(db, length.id)]).toEqual([true, false])
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
