import { expect, test } from 'vitest'
import { seconds } from '#domain/time.ts'
import { inns, register, world } from '../../support/world.ts'
import { actorOf, scene } from '../scene.ts'

test('a company is refused with a reason, which the person reads now and when coming back', async () => {
  const { staff, stranger } = await world()
  const manager = await staff('manager')
  const person = stranger('Пётр')
  await register(person, 'ООО «Ромашка»', inns[0])
  await manager.taps('Отклонить')
  expect(person.sees()).not.toContain('отклонена')
  await manager.sends('ИНН   ликвидированной\nкомпании')
  expect(manager.sees()).toContain('Отклонено')
  expect(person.sees()).toContain('Причина: ИНН ликвидированной компании')
  await person.sends('/start')
  expect(person.sees()).toContain('Причина: ИНН ликвидированной компании')
  await person.taps('Зарегистрироваться')
  await person.sends('/start')
  expect(person.sees()).not.toContain('Причина')
})

test('a button of long ago refuses at once, and a second refusal says that it is decided', async () => {
  const { staff, stranger } = await world()
  const manager = await staff('manager')
  const person = stranger('Пётр')
  await register(person, 'ООО «Ромашка»', inns[0])
  await manager.taps('Отклонить')
  await manager.tapsData(manager.last().message_id, `!refuse:${person.id}`)
  expect(person.sees()).toContain('отклонена')
  expect(await manager.tapsData(manager.last().message_id, `!refuse:${person.id}:1`)).toMatchObject({
    text: expect.stringContaining('уже рассмотрена'),
  })
})

test('a colleague is shut out only after the question, which says what follows', async () => {
  const { app, cast, ids } = await scene()
  const { owner, buyer } = cast
  await owner.sends('/settings')
  await owner.taps('Сотрудники')
  await owner.taps('Исключить: Борис')
  expect(owner.sees()).toContain('Доступ закроется сразу')
  expect((await actorOf(app.deps, buyer)).companyId).toBe(ids.company)
  await owner.taps('Да, исключить: Борис')
  expect((await actorOf(app.deps, buyer)).companyId).toBeNull()
})

test('a role is given only after the question, which says when nobody of that number has ever written', async () => {
  const { app, cast } = await scene()
  const { admin } = cast
  await admin.sends('/staff')
  await admin.sends('99999999')
  await admin.taps('Дать: администратор')
  expect(admin.sees()).toContain('боту ещё не писал')
  const before = await app.deps.db.selectFrom('staff').selectAll().execute()
  expect(before.some(({ userId }) => userId === 99_999_999)).toBe(false)
  await admin.taps('Да, дать роль «администратор»: 99999999')
  const after = await app.deps.db.selectFrom('staff').selectAll().execute()
  expect(after.some(({ userId, role }) => userId === 99_999_999 && role === 'admin')).toBe(true)
})

test('an owner is asked for the role before a link is made', async () => {
  const { cast, app } = await scene()
  const { owner } = cast
  await owner.sends('/settings')
  await owner.taps('Сотрудники')
  const links = () => app.deps.db.selectFrom('invitations').select('role').execute()
  const before = (await links()).length
  await owner.taps('Пригласить')
  expect(await links()).toHaveLength(before)
  await owner.taps('бухгалтер')
  expect((await links()).slice(before)).toEqual([{ role: 'accountant' }])
})

test('more time may be asked with a reason, which the manager reads', async () => {
  const { cast, ids, app, clock } = await scene()
  const { owner, manager } = cast
  await app.deps.db.updateTable('extensions').set({ decidedAt: 1, decidedBy: manager.id }).execute()
  await owner.tapsData(owner.last().message_id, `invoice:${ids.invoice}`)
  await owner.taps('Продлить')
  await owner.sends('AV-10.003')
  expect(owner.sees()).toContain('Просьба не отправлена')
  await owner.sends('ждём платёж заказчика до среды')
  expect(owner.sees()).toContain('Просьба ушла менеджеру')
  clock.advance(seconds(5))
  await app.runDue()
  expect(manager.sees()).toContain('Почему: ждём платёж заказчика до среды')
})
