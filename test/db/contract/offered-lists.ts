import { expect, test } from 'vitest'
import { addImport, finishedImport, finishImport, isTakenBack } from '#db/imports/imports.ts'
import * as offered from '#db/orders/offered-lists.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { lookAtImport } from '#services/imports/look.ts'
import { takeBackImport } from '#services/imports/undo.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

const table = (...rows: string[]) => ({
  name: 'a.csv',
  bytes: new TextEncoder().encode(['Артикул;Наименование;Дилерская цена;Остаток Москва', ...rows].join('\n')),
})

export function offeredListsContract(given: Given): void {
  test('a list is looked at, taken in, and taken back; every price and piece is as before', async () => {
    const { db } = given()
    let now = NOW
    const deps = { db, clock: { now: () => ++now } }
    await importCatalog(deps, null, table('A;Стол;1000;5', 'B;Стул;10;1'))
    const seen = async () => [
      await db.selectFrom('products').select(['sku', 'name', 'hiddenAt']).orderBy('id').execute(),
      await db.selectFrom('prices').select('kopecks').orderBy('productId').execute(),
      await db.selectFrom('stock').select('onHand').orderBy('productId').execute(),
    ]
    const before = await seen()
    const look = await lookAtImport(deps, null, table('A;Стол новый;1200;4'))
    expect(look).toMatchObject({ ok: true, look: { prices: [{ up: 1, down: 0, mostUp: 200 }], shownBefore: 2 } })
    expect(await seen()).toEqual(before)
    const taken = await importCatalog(deps, null, table('A;Стол новый;1200;4'))
    if (!taken.ok) throw new Error(taken.reason)
    const { importId } = taken.result
    expect(await seen()).not.toEqual(before)
    const manager = { id: 1, companyId: null, roles: ['manager' as const] }
    expect((await takeBackImport(deps, manager, importId)).ok).toBe(true)
    expect(await isTakenBack(db, importId)).toBe(true)
    expect((await takeBackImport(deps, manager, importId)).ok).toBe(false)
    expect(await seen()).toEqual(before)
  })

  test('a list that counts is found again by what it is, who took it in and when; what is not finished is not', async () => {
    const { db } = given()
    const row = { fileName: 'a.csv', sha256: 'abc', importedBy: 1, at: NOW }
    const id = await addImport(db, row)
    const asked = { sha256: 'abc', importedBy: 1, since: NOW }
    expect(await finishedImport(db, asked)).toBeUndefined()
    await finishImport(db, id, { at: NOW + 1, result: { new: 1 }, undo: '' })
    expect(await finishedImport(db, asked)).toEqual({ id, result: '{"new":1}', undo: '' })
    for (const other of [{ sha256: 'abd' }, { importedBy: 2 }, { since: NOW + 2 }])
      expect(await finishedImport(db, { ...asked, ...other })).toBeUndefined()
  })

  test('a list that was offered is decided once, and may be decided again if that came to nothing', async () => {
    const { db } = given()
    const row = {
      userId: 1,
      fileId: 'f',
      fileName: 'a.csv',
      importId: null,
      look: '{}',
      offeredAt: NOW,
      decidedAt: null,
    }
    const id = await offered.addOfferedList(db, row)
    await offered.updateLook(db, id, { look: '{"a":1}', importId: 7 })
    expect(await offered.findOfferedList(db, id)).toEqual({ ...row, id, look: '{"a":1}', importId: 7 })
    expect(await offered.decideOfferedList(db, id, NOW)).toBe(true)
    expect(await offered.decideOfferedList(db, id, NOW)).toBe(false)
    await offered.reopenOfferedList(db, id)
    expect(await offered.decideOfferedList(db, id, NOW)).toBe(true)
  })

  test('of lists of one file the last is found, of this person, offered since then', async () => {
    const { db } = given()
    const row = {
      userId: 1,
      fileId: 'f',
      fileName: 'a.csv',
      importId: null,
      look: '{}',
      offeredAt: NOW,
      decidedAt: null,
    }
    await offered.addOfferedList(db, row)
    const last = await offered.addOfferedList(db, { ...row, offeredAt: NOW + 1 })
    await offered.addOfferedList(db, { ...row, fileId: 'g', offeredAt: NOW + 2 })
    expect((await offered.findOfferedListOf(db, { userId: 1, fileId: 'f', since: NOW }))?.id).toBe(last)
    for (const other of [{ userId: 2 }, { fileId: 'h' }, { since: NOW + 2 }])
      expect(await offered.findOfferedListOf(db, { userId: 1, fileId: 'f', since: NOW, ...other })).toBeUndefined()
  })
}
