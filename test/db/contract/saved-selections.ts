import { expect, test } from 'vitest'
import * as selections from '#db/catalog/saved-selections.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function savedSelectionsContract(given: Given): void {
  test('a company keeps selections under names; the same name again is the same one with another state', async () => {
    const { db, rows } = given()
    const [savedBy, companyId] = [await rows.user(), await rows.company()]
    const row = { companyId, name: 'Б', state: '{"a":1}', savedBy, savedAt: NOW }
    const id = await selections.saveSelection(db, row)
    expect(await selections.saveSelection(db, { ...row, state: '{"a":2}', savedAt: NOW + 1 })).toBe(id)
    const first = await selections.saveSelection(db, { ...row, name: 'А' })
    await selections.saveSelection(db, { ...row, companyId: await rows.company() })
    expect(await selections.savedSelectionsOf(db, companyId)).toMatchObject([
      { id: first, name: 'А', state: '{"a":1}' },
      { id, name: 'Б', state: '{"a":2}', savedAt: NOW + 1 },
    ])
    const found = await selections.findSavedSelection(db, id)
    if (!found) throw new Error('the selection is gone')
    expect(await selections.renameSavedSelection(db, found, 'А')).toBe(false)
    expect(await selections.renameSavedSelection(db, found, 'В')).toBe(true)
    expect((await selections.findSavedSelection(db, id))?.name).toBe('В')
    await selections.removeSavedSelection(db, id)
    expect(await selections.findSavedSelection(db, id)).toBeUndefined()
  })

  test('a link is found by its token and by its state; of one person only the newest are kept', async () => {
    const { db, rows } = given()
    const [sharedBy, other] = [await rows.user(), await rows.user()]
    await selections.addShared(db, { token: 'other', state: '{}', sharedBy: other, sharedAt: NOW }, 2)
    for (const at of [1, 2, 3])
      await selections.addShared(db, { token: `t${at}`, state: `{"a":${at}}`, sharedBy, sharedAt: NOW + at }, 2)
    expect(await selections.findShared(db, 't1')).toBeUndefined()
    expect(await selections.findShared(db, 't3')).toBe('{"a":3}')
    expect(await selections.findShared(db, 'other')).toBe('{}')
    expect(await selections.findToken(db, sharedBy, '{"a":2}')).toBe('t2')
    expect(await selections.findToken(db, other, '{"a":2}')).toBeUndefined()
  })
}
