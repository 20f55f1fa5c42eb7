import { expect, test } from 'vitest'
import * as lists from '#db/orders/saved-lists.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function savedListsContract(given: Given): void {
  test('a company keeps goods under a name; the same name again is the same list with other goods', async () => {
    const { db, rows } = given()
    const [savedBy, companyId] = [await rows.user(), await rows.company()]
    const [cable, screen] = [await rows.product(), await rows.product({ hiddenAt: NOW })]
    const row = { companyId, name: 'Б', savedBy, savedAt: NOW }
    const id = await lists.saveList(db, row, [{ productId: cable, quantity: 2 }])
    const lines = [
      { productId: screen, quantity: 1 },
      { productId: cable, quantity: 5 },
    ]
    expect(await lists.saveList(db, { ...row, savedAt: NOW + 1 }, lines)).toBe(id)
    const empty = await lists.saveList(db, { ...row, name: 'А' }, [])
    await lists.saveList(db, { ...row, companyId: await rows.company() }, lines)
    expect(await lists.savedListsOf(db, companyId)).toMatchObject([
      { id: empty, name: 'А', lines: 0 },
      { id, name: 'Б', lines: 2, savedAt: NOW + 1 },
    ])
    expect(await lists.savedListLines(db, id)).toMatchObject([
      { productId: screen, quantity: 1, hiddenAt: NOW },
      { productId: cable, quantity: 5, hiddenAt: null },
    ])
    const list = await lists.findSavedList(db, id)
    if (!list) throw new Error('the list is gone')
    expect([await lists.renameSavedList(db, list, 'А'), await lists.renameSavedList(db, list, 'В')]).toEqual([
      false,
      true,
    ])
    expect((await lists.findSavedList(db, id))?.name).toBe('В')
    await lists.removeSavedList(db, id)
    expect([await lists.findSavedList(db, id), await lists.savedListLines(db, id)]).toEqual([undefined, []])
  })
}
