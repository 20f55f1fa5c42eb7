import { expect, test } from 'vitest'
import { days } from '#domain/time.ts'
import { invite } from '#services/people/invitations.ts'
import { inns, register, world } from '../../support/world.ts'
import { actorOf, done } from '../scene.ts'
import { refusals, speaks } from '../told.ts'

const languages = ['ru', 'en'] as const

test.each(languages)(
  'an invitation that is used, expired or made up says so and lets nobody in (%s)',
  async (locale) => {
    const w = await world()
    const { deps } = w.app
    const manager = await w.staff('manager')
    const owner = await w.dealer(manager)
    const actor = await actorOf(deps, owner)
    const invitation = async () => done(await invite(deps, actor, actor.companyId, 'buyer')).token
    const [used, late] = [await invitation(), await invitation()]
    await w.stranger().sends(`/start ${used}`)

    const person = w.stranger()
    await speaks(person, locale)
    const answers = async (token: string, ru: RegExp, en: RegExp) => {
      await person.sends(`/start ${token}`)
      expect(person.chat.at(-2)?.text).toMatch(locale === 'ru' ? ru : en)
      expect(person.sees()).toMatch(/Зарегистрироваться|Register/)
    }
    await answers(used, /уже вошли. Попросите новую/, /used already. Ask for a new/)
    await answers('x'.repeat(64), /такой ссылки нет/, /no such link/)
    await answers('<b>&"%_', /такой ссылки нет/, /no such link/)
    w.clock.advance(days(7))
    await answers(late, /Срок приглашения истёк/, /has expired/)
    expect((await actorOf(deps, person)).companyId).toBeNull()

    await owner.sends(`/start ${await invitation()}`)
    expect(owner.chat.at(-2)?.text).toContain('Вы уже сотрудник компании')
    expect(refusals(w)).toEqual([])
  },
)

test('who follows his invitation a second time is told that he is in already', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const owner = await w.dealer(manager)
  const actor = await actorOf(w.app.deps, owner)
  const { token } = done(await invite(w.app.deps, actor, actor.companyId, 'buyer'))
  const colleague = w.stranger()
  await colleague.sends(`/start ${token}`)
  await colleague.redelivers()
  expect(colleague.chat.some(({ text }) => text?.includes('уже вошли'))).toBe(false)
  expect(colleague.chat.at(-2)?.text).toContain('Вы уже сотрудник компании')
})

test('who was invited while his registration waited is decided: nobody approves him into another company', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const owner = await w.dealer(manager)
  const actor = await actorOf(w.app.deps, owner)
  const newcomer = w.stranger()
  await register(newcomer, 'ООО «Лютик»', inns[4])
  const { token } = done(await invite(w.app.deps, actor, actor.companyId, 'buyer'))
  await newcomer.sends(`/start ${token}`)
  expect(newcomer.sees()).toContain('Добро пожаловать')
  expect(await manager.taps('Одобрить')).toMatchObject({ text: 'Эта заявка уже рассмотрена', alert: true })
  expect((await actorOf(w.app.deps, newcomer)).companyId).toBe(actor.companyId)
  await manager.sends('/dealers')
  expect(manager.sees()).not.toContain('Лютик')
})
