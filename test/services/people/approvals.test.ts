import { expect, test } from 'vitest'
import { findPerson } from '#db/people/people.ts'
import { approveRegistration, refuseRegistration } from '#services/people/approvals.ts'
import { shop } from '../../support/shop.ts'

/** A shop in which two people of one INN wait. */
async function waiting() {
  const given = await shop()
  const [anna, boris] = [await given.staff(), await given.staff()]
  for (const { id } of [anna, boris]) await given.rows.registration({ userId: id, submittedAt: 1 })
  const actor = async (id: number) => (await findPerson(given.deps.db, id))?.actor
  return { ...given, anna, boris, actor }
}

test('an approval is made once, and who approves becomes the manager of the company', async () => {
  const { deps, manager, staff, anna, actor } = await waiting()
  const approved = await approveRegistration(deps, manager, anna.id)
  expect(approved).toMatchObject({ ok: true, company: { managerId: manager.id } })
  expect(await actor(anna.id)).toMatchObject({ roles: ['owner'] })
  const other = await staff('manager')
  expect(await approveRegistration(deps, other, anna.id)).toEqual({ ok: false, reason: 'decided' })
  expect(await refuseRegistration(deps, other, anna.id)).toEqual({ ok: false, reason: 'decided' })
})

test('the second of one INN joins the company only if the card said so, and as a buyer', async () => {
  const { deps, manager, anna, boris, actor } = await waiting()
  const first = await approveRegistration(deps, manager, anna.id)
  const joins = first.ok ? (first.company?.id ?? 0) : 0
  expect(await approveRegistration(deps, manager, boris.id)).toEqual({ ok: false, reason: 'changed' })
  expect(await approveRegistration(deps, manager, boris.id, { joins })).toMatchObject({ ok: true })
  expect(await actor(boris.id)).toMatchObject({ companyId: joins, roles: ['buyer'] })
})

test('who is refused is in no company, and nobody approves himself', async () => {
  const { deps, manager, anna, actor } = await waiting()
  expect(await approveRegistration(deps, anna, anna.id)).toEqual({ ok: false, reason: 'forbidden' })
  expect(await refuseRegistration(deps, manager, anna.id)).toMatchObject({ ok: true })
  expect(await actor(anna.id)).toMatchObject({ companyId: null, roles: [] })
  expect(await approveRegistration(deps, manager, anna.id)).toEqual({ ok: false, reason: 'decided' })
})
