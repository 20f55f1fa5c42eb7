import { expect, test } from 'vitest'
import { decideOffer, seeOffer } from '#services/orders/offered-lists.ts'
import { type World, world } from '../../support/world.ts'
import { actorOf, done } from '../scene.ts'

const list = (price: number) =>
  new TextEncoder().encode(`Артикул;Наименование;Дилерская цена, руб.;Остаток Москва\nNEW-1;Новый;${price},00;5\n`)

/** As a process leaves it that dies before it has said what came of the work. */
async function leave(
  { app, clock }: World,
  row: { kind: string; attempts: number; messageId: number },
  update: object,
) {
  const { update_id: updateId } = update as { update_id: number }
  const { db } = app.deps
  await db.deleteFrom('backgroundWork').where('updateId', '=', updateId).execute()
  const chatId = (await db.selectFrom('users').select('id').executeTakeFirstOrThrow()).id
  await db
    .insertInto('backgroundWork')
    .values({ ...row, updateId, value: JSON.stringify(update), chatId, begunAt: clock.now(), doneAt: null })
    .execute()
}

async function offered() {
  const w = await world()
  const manager = await w.staff('manager')
  const { telegram, app } = w
  const updates: { update_id: number }[] = []
  const give = telegram.deliver
  telegram.deliver = async (update) => {
    updates.push(update)
    await give?.(update)
  }
  const imports = () => app.deps.db.selectFrom('imports').select('id').execute()
  const resumes = async () => {
    await app.start()
    await expect
      .poll(() => app.deps.db.selectFrom('backgroundWork').select('kind').where('doneAt', 'is', null).execute())
      .toEqual([])
    await app.settled()
  }
  await manager.sendsFile('a.csv', list(100))
  return { ...w, manager, updates, imports, resumes }
}

test('an import that had come to its end when the process died is told as done, and not done again', async () => {
  const w = await offered()
  await w.manager.taps('Загрузить')
  const told = w.manager.sees()
  expect(told).toContain('a.csv загружен')
  await leave(w, { kind: 'take_in', attempts: 1, messageId: w.manager.last().message_id }, w.updates.at(-1) ?? {})
  await w.resumes()
  expect(w.manager.sees()).toContain('Новых: 1')
  expect(await w.imports()).toHaveLength(1)
})

test('an import that was decided on and had not begun is taken in; the same press again does nothing', async () => {
  const w = await offered()
  const actor = await actorOf(w.app.deps, w.manager)
  const { offer } = done(await seeOffer(w.app.deps, actor, 1))
  const { message_id: messageId } = w.manager.last()
  await decideOffer(w.app.deps, offer)
  await w.manager.tapsOn(messageId, 'Загрузить')
  expect(await w.imports()).toEqual([])
  await leave(w, { kind: 'take_in', attempts: 1, messageId }, w.updates.at(-1) ?? {})
  await w.resumes()
  expect(w.manager.sees()).toContain('a.csv загружен')
  expect(await w.imports()).toHaveLength(1)
  await w.manager.redelivers()
  expect(await w.imports()).toHaveLength(1)
})

test('work over which the process died twice is not begun again: its sender is told, it stands on the desk', async () => {
  const w = await offered()
  const admin = await w.staff('admin')
  await w.manager.sendsFile('b.csv', list(200))
  const { message_id: messageId } = w.manager.last()
  const update = w.updates.findLast((one) => JSON.stringify(one).includes('b.csv')) ?? {}
  await w.app.deps.db.deleteFrom('offeredLists').where('fileName', '=', 'b.csv').execute()
  await leave(w, { kind: 'look', attempts: 2, messageId }, update)
  await w.resumes()
  const said = w.manager.chat
    .filter(({ fromBot }) => fromBot)
    .slice(-2)
    .map(({ text }) => text)
  expect(said).toEqual([
    expect.stringContaining('прервалась дважды'),
    expect.stringContaining('Не удалось обработать: файл b.csv; номер 1'),
  ])
  await admin.sends('/desk')
  expect(admin.sees()).toContain('Отложенные обновления · 1')
})

test('what had come of work over which the process died twice is told, and not that it failed', async () => {
  const w = await offered()
  const { manager, app } = w
  const dealer = await w.dealer(manager)
  const { message_id: messageId } = manager.chat.findLast(({ text }) => text?.includes('a.csv')) ?? manager.last()
  await leave(w, { kind: 'look', attempts: 2, messageId }, w.updates[0] ?? {})
  await dealer.sendsFile('order.csv', new TextEncoder().encode('Артикул;Количество\nCBL-10;2\nAV-10.003;1'))
  const answers = () => dealer.chat.filter(({ text }) => text?.includes('В корзине: 2 из 2'))
  const [answer] = answers()
  await leave(w, { kind: 'file', attempts: 2, messageId: answer?.message_id ?? 0 }, w.updates.at(-1) ?? {})
  await w.resumes()
  expect(manager.chat.filter(({ text }) => text?.includes('a.csv: что изменится'))).toHaveLength(1)
  expect(answers()).toHaveLength(1)
  const quantities = await app.deps.db.selectFrom('cartLines').select('quantity').orderBy('quantity').execute()
  expect(quantities.map(({ quantity }) => quantity)).toEqual([1, 2])
  expect(await app.deps.db.selectFrom('setAsideUpdates').select('id').execute()).toEqual([])
})

test('over telling it the process dies twice as well: then its sender is told that it failed', async () => {
  const w = await offered()
  const { message_id: messageId } = w.manager.last()
  await leave(w, { kind: 'look', attempts: 4, messageId }, w.updates[0] ?? {})
  await w.resumes()
  expect(w.manager.sees()).toContain('Не удалось обработать: файл a.csv')
})

test('a list that was opened again for a newer look counts only when that is decided on', async () => {
  const w = await offered()
  const { manager, app } = w
  await manager.sendsFile('b.csv', list(200))
  const { message_id: messageId } = manager.last()
  await manager.taps('Загрузить')
  await app.deps.db
    .updateTable('offeredLists')
    .set({ decidedAt: null, importId: 1 })
    .where('fileName', '=', 'b.csv')
    .execute()
  const before = await w.imports()
  await leave(w, { kind: 'take_in', attempts: 1, messageId }, w.updates.at(-1) ?? {})
  await w.resumes()
  expect(manager.sees()).toContain('b.csv: что изменится')
  expect(await w.imports()).toEqual(before)
})
