import { expect, test } from 'vitest'
import * as people from '#db/people/people.ts'
import { NOW, whole } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function peopleContract(given: Given): void {
  test('a person is read with his company and all his roles, in one go', async () => {
    const { db, rows } = given()
    const id = await rows.user({ firstName: 'Анна', blockedAt: 5 })
    const companyId = await rows.company({ name: 'ООО «Ромашка»' })
    expect((await people.findPerson(db, id))?.actor).toEqual({ id, companyId: null, roles: [] })
    await people.addMember(db, { userId: id, companyId, role: 'owner', addedBy: null, addedAt: NOW })
    await people.addStaff(db, { userId: id, role: 'manager', givenBy: null, givenAt: NOW })
    await people.addStaff(db, { userId: id, role: 'admin', givenBy: null, givenAt: NOW })
    const person = await people.findPerson(db, id)
    expect(person).toMatchObject({ companyName: 'ООО «Ромашка»', actor: { id, companyId } })
    expect(person?.actor.roles.toSorted()).toEqual(['admin', 'manager', 'owner'])
    expect(person?.user).toEqual(whole('users', { id, firstName: 'Анна', blockedAt: 5, joinedAt: NOW }))
    expect(await people.findPerson(db, 1)).toBeUndefined()
  })

  test('a profile is written, and written over without what he has set himself', async () => {
    const { db } = given()
    await people.saveProfile(db, { id: 5_000_000_000, firstName: 'A', username: 'a' }, NOW)
    await people.updateUser(db, 5_000_000_000, { locale: 'en', hints: 0, blockedAt: NOW })
    await people.saveProfile(db, { id: 5_000_000_000, firstName: 'B', username: 'b' }, NOW + 1)
    expect((await people.findPerson(db, 5_000_000_000))?.user).toEqual(
      whole('users', { id: 5_000_000_000, firstName: 'B', username: 'b', locale: 'en', hints: 0, seenAt: NOW + 1 }),
    )
  })

  test('making sure of a person leaves alone who is there', async () => {
    const { db, rows } = given()
    const id = await rows.user({ firstName: 'Анна' })
    await people.ensureUser(db, id, NOW)
    await people.ensureUser(db, 99, NOW)
    expect((await people.findPerson(db, id))?.user.firstName).toBe('Анна')
    expect((await people.findPerson(db, 99))?.user.firstName).toBe('')
  })

  test('a role of the staff is given once and taken once', async () => {
    const { db, rows } = given()
    const [first, second] = [await rows.user(), await rows.user()]
    const give = (userId: number, role: 'manager' | 'admin') =>
      people.addStaff(db, { userId, role, givenBy: null, givenAt: NOW })
    expect([await give(second, 'manager'), await give(second, 'manager')]).toEqual([true, false])
    await give(first, 'manager')
    await give(first, 'admin')
    expect(await people.staffIds(db, 'manager')).toEqual([first, second])
    expect((await people.listStaff(db)).map(({ userId, role }) => [userId, role])).toEqual([
      [first, 'admin'],
      [first, 'manager'],
      [second, 'manager'],
    ])
    const take = () => people.removeStaff(db, second, 'manager')
    expect([await take(), await take()]).toEqual([true, false])
  })

  test('a member belongs to one company, and leaves only that', async () => {
    const { db, rows } = given()
    const [later, earlier] = [await rows.user(), await rows.user()]
    const [companyId, other] = [await rows.company(), await rows.company()]
    const add = (userId: number, company: number, addedAt: number) =>
      people.addMember(db, { userId, companyId: company, role: 'buyer', addedBy: null, addedAt })
    expect(await add(later, companyId, NOW + 1)).toBe(true)
    expect(await add(earlier, companyId, NOW)).toBe(true)
    expect(await add(earlier, other, NOW)).toBe(false)
    expect((await people.membersOf(db, [companyId])).map((member) => member.userId)).toEqual([earlier, later])
    expect(await people.membersOf(db, [])).toEqual([])
    await people.savePhone(db, earlier, '+79161234567')
    expect((await people.membersOf(db, [companyId])).map(({ phone }) => phone)).toEqual(['+79161234567', ''])
    expect(await people.removeMember(db, later, other)).toBe(false)
    expect(await people.removeMember(db, later, companyId)).toBe(true)
    expect(await people.membersOf(db, [companyId])).toHaveLength(1)
  })
}
