import { expect, test } from 'vitest'
import * as work from '#db/kernel/background-work.ts'
import * as runs from '#db/kernel/bot-runs.ts'
import * as open from '#db/kernel/open-updates.ts'
import * as aside from '#db/kernel/set-aside.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

/** What a process that dies must not forget. */
export function promisesContract(given: Given): void {
  test('a run that left its mark has died; one that took it away has not', async () => {
    const { db } = given()
    const first = await runs.beginRun(db, NOW)
    expect(first.hasDied).toBe(false)
    const second = await runs.beginRun(db, NOW + 1)
    expect(second.hasDied).toBe(true)
    await runs.endRun(db, second.id)
    expect((await runs.beginRun(db, NOW + 2)).hasDied).toBe(false)
  })

  test('each beginning of an update is counted, until the process ends cleanly', async () => {
    const { db } = given()
    await open.keepOpen(db, [{ id: 1, value: 'a' }])
    await open.beginUpdate(db, { id: 1, value: 'a' }, 1)
    await open.beginUpdate(db, { id: 2, value: 'b' }, 1)
    await open.beginUpdate(db, { id: 3, value: 'c' }, 2)
    expect((await open.spentUpdates(db)).map(({ id }) => id)).toEqual([1, 3])
    await open.forgiveUpdates(db)
    expect(await open.spentUpdates(db)).toEqual([])
  })

  test('an update is set aside once, is answered, and leaves the list once', async () => {
    const { db, rows } = given()
    const userId = await rows.user({ firstName: 'Анна' })
    const row = { updateId: 7, userId, kind: 'file', name: 'a.xlsx', setAsideAt: NOW }
    await aside.addSetAside(db, row)
    await aside.addSetAside(db, row)
    await aside.addSetAside(db, { ...row, updateId: 8, userId: null })
    expect(await aside.setAsideIds(db)).toEqual([8, 7])
    const [first] = await aside.unansweredSetAside(db)
    expect(first).toMatchObject({ ...row, answeredAt: null, dismissedAt: null })
    await aside.markAnswered(db, first?.id ?? 0, NOW)
    expect((await aside.unansweredSetAside(db)).map(({ updateId }) => updateId)).toEqual([8])
    expect((await aside.setAsideOnDesk(db)).map(({ firstName }) => firstName)).toEqual([null, 'Анна'])
    expect(await aside.dismissSetAside(db, first?.id ?? 0, NOW)).toBe(true)
    expect(await aside.dismissSetAside(db, first?.id ?? 0, NOW)).toBe(false)
    expect((await aside.setAsideOnDesk(db)).map(({ updateId }) => updateId)).toEqual([8])
    expect(await aside.setAsideIds(db)).toEqual([8, 7])
  })

  test('work is begun once per update, is unfinished until it is done, and forgotten later', async () => {
    const { db } = given()
    const row = { updateId: 7, kind: 'list', value: '{}', chatId: 5, messageId: null, begunAt: NOW }
    expect(await work.addWork(db, row)).toBe(true)
    expect(await work.addWork(db, row)).toBe(false)
    await work.countAttempt(db, 7)
    await work.noteMessage(db, 7, 70)
    expect(await work.unfinishedWork(db)).toEqual([{ ...row, attempts: 2, messageId: 70, doneAt: null }])
    await work.forgiveWork(db)
    expect((await work.findWork(db, 7))?.attempts).toBe(0)
    await work.finishWork(db, 7, NOW + 1)
    expect(await work.unfinishedWork(db)).toEqual([])
    await work.forgetWork(db, NOW + 1)
    expect((await work.findWork(db, 7))?.value).toBe('')
    await work.forgetWork(db, NOW + 2)
    expect(await work.findWork(db, 7)).toBeUndefined()
  })
}
