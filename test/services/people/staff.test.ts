import { expect, test } from 'vitest'
import { staffIds } from '#db/people/people.ts'
import { nameFirstAdmins, takeRole } from '#services/people/people.ts'
import { world } from '../../support/world.ts'

test('the settings name administrators only while there is none: who was taken the role does not come back', async () => {
  const w = await world()
  const { deps } = w.app
  const admin = await w.staff('admin')
  await nameFirstAdmins(deps, [501, 502])
  expect(await staffIds(deps.db, 'admin')).toEqual([admin.id])
})

test('with no administrator the settings name them; the last one stays, whoever takes', async () => {
  const { app } = await world()
  const { deps } = app
  await nameFirstAdmins(deps, [501, 502])
  expect(await staffIds(deps.db, 'admin')).toEqual([501, 502])
  const [one, other] = [501, 502].map((id) => ({ id, companyId: null, roles: ['admin' as const] }))
  if (!one || !other) throw new Error()
  const answers = await Promise.all([takeRole(deps, one, 502, 'admin'), takeRole(deps, other, 501, 'admin')])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await staffIds(deps.db, 'admin')).toHaveLength(1)
  const [last = 0] = await staffIds(deps.db, 'admin')
  expect(await takeRole(deps, null, last, 'admin')).toEqual({ ok: false, reason: 'last_admin' })
})
