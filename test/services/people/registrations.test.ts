import { expect, test } from 'vitest'
import type { Actor } from '#domain/policy.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { refuseRegistration } from '#services/people/approvals.ts'
import {
  listRegistrations,
  seeRegistration,
  startRegistration,
  tellCompanyName,
  tellInn,
  tellPhone,
} from '#services/people/registrations.ts'
import { shop } from '../../support/shop.ts'
import { inns } from '../../support/world.ts'

async function tellAll(deps: Deps, actor: Actor): Promise<void> {
  await startRegistration(deps, actor)
  await tellPhone(deps, actor, { phone: '+79161234567', userId: actor.id })
  await tellInn(deps, actor, inns[0])
  await tellCompanyName(deps, actor, 'ООО «Ромашка»')
}

test('only the own number of the sender is taken', async () => {
  const { deps, staff } = await shop()
  const anna = await staff()
  for (const userId of [anna.id + 1, null])
    expect(await tellPhone(deps, anna, { phone: '+79161234567', userId })).toEqual({ ok: false, reason: 'not_own' })
  expect(await tellPhone(deps, anna, { phone: '79161234567', userId: anna.id })).toEqual({ ok: true })
})

test('a request waits once it is whole, and what it says is not changed under the eyes of the manager', async () => {
  const { deps, staff, manager } = await shop()
  const anna = await staff()
  expect(await tellCompanyName(deps, anna, 'ООО «Ромашка»')).toEqual({ ok: false, reason: 'incomplete' })
  await tellAll(deps, anna)
  expect(await tellInn(deps, anna, inns[1])).toEqual({ ok: false, reason: 'submitted' })
  const waiting = await listRegistrations(deps, manager)
  expect(waiting.ok && waiting.registrations).toMatchObject([{ userId: anna.id, inn: inns[0] }])
})

test('after a refusal the phone is kept and the company is asked again', async () => {
  const { deps, staff, manager } = await shop()
  const anna = await staff()
  await tellAll(deps, anna)
  await refuseRegistration(deps, manager, anna.id)
  await startRegistration(deps, anna)
  expect(await seeRegistration(deps, anna)).toMatchObject({ phone: '+79161234567', inn: '', companyName: '' })
})

test('a member of a company registers no other', async () => {
  const { deps, dealer } = await shop()
  expect(await startRegistration(deps, await dealer())).toBeNull()
})
