import { expect, test } from 'vitest'
import { days, hours, seconds } from '#domain/time.ts'
import type { Person } from '#playground/telegram/server.ts'
import { changeTerms } from '#services/money/terms.ts'
import { dismissMember } from '#services/people/colleagues.ts'
import { actorOf, done, join, scene } from '../scene.ts'

async function quiet() {
  const w = await scene()
  const passes = async () => {
    for (let i = 0; i < 4; i++) {
      w.clock.advance(seconds(5))
      await w.app.runDue()
    }
  }
  const told = (person: Person, words: string) => person.chat.filter(({ text }) => text?.includes(words)).length
  return { ...w, passes, told }
}

test('the owner and the accountant are told of new terms, the buyer is not; the same terms again are no news', async () => {
  const { app, cast, ids, passes, told } = await quiet()
  const manager = await actorOf(app.deps, cast.manager)
  const before = [cast.owner, cast.accountant, cast.buyer].map((person) => told(person, 'Новые условия'))
  done(await changeTerms(app.deps, manager, ids.company, { deferralDays: 30 }))
  done(await changeTerms(app.deps, manager, ids.company, { deferralDays: 30 }))
  await passes()
  const after = [cast.owner, cast.accountant, cast.buyer].map((person) => told(person, 'Новые условия'))
  expect(after.map((count, i) => count - (before[i] ?? 0))).toEqual([1, 1, 0])
  expect(cast.owner.sees()).toContain('Отсрочка: 30 дн. после отгрузки')
})

test('terms that are overtaken before they are told are not told', async () => {
  const { app, cast, ids, passes, told } = await quiet()
  const manager = await actorOf(app.deps, cast.manager)
  const before = told(cast.owner, 'Новые условия')
  for (const creditLimitKopecks of [1_00, 2_00])
    done(await changeTerms(app.deps, manager, ids.company, { creditLimitKopecks }))
  await passes()
  expect(told(cast.owner, 'Новые условия') - before).toBe(1)
  expect(cast.owner.sees()).toContain('Кредитный лимит: 2,00')
})

test('an owner learns who has joined, and the one who is shut out learns it and loses his menu', async () => {
  const { app, cast, ids, passes } = await quiet()
  await join(app.deps, cast.manager, ids.company, 'buyer', cast.stranger)
  await passes()
  expect(cast.owner.sees()).toContain('новый сотрудник')
  expect(cast.owner.sees()).toContain('Чужой')
  done(await dismissMember(app.deps, await actorOf(app.deps, cast.owner), ids.company, cast.stranger.id))
  await passes()
  expect(cast.stranger.sees()).toContain('Доступ к компании ООО «Альфа» закрыт')
  expect(cast.stranger.commands().map(({ command }) => command)).toEqual(['start', 'help', 'settings', 'cancel'])
})

test('a manager is told of an invoice that its dealer has cancelled', async () => {
  const { app, cast, ids, clock, passes } = await quiet()
  await app.deps.db.updateTable('reservations').set({ shipmentId: null }).execute()
  clock.advance(days(3) + hours(11))
  await cast.owner.tapsData(cast.owner.last().message_id, `!cancel:${ids.invoice}`)
  await passes()
  expect(cast.manager.sees()).toContain('Счёт № 1001 отменён дилером')
})
