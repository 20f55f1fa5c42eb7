import { expect, test } from 'vitest'
import * as companies from '#db/people/companies.ts'
import { NOW, whole } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function companiesContract(given: Given): void {
  test('a company is there once per INN, and keeps what it was made with', async () => {
    const { db, rows } = given()
    const approvedBy = await rows.user()
    const terms = { deferralDays: 14, creditLimitKopecks: 9_000_000_000_00, approvedBy }
    const row = whole('companies', { name: 'ООО «Ёлка»', inn: '7707083893', kpp: '770701001', ...terms })
    const company = await companies.addCompany(db, row)
    expect(company).toEqual({ ...row, id: company.id })
    expect(await companies.addCompany(db, { ...row, name: 'another' })).toEqual(company)
    expect(await companies.findCompany(db, company.id)).toEqual(company)
    expect(await companies.findCompanyByInn(db, '7707083893')).toEqual(company)
    expect(await companies.findCompanies(db, [company.id])).toEqual([company])
    expect(await companies.findCompanies(db, [])).toEqual([])
    await companies.updateCompany(db, company.id, { deferralDays: 0 })
    expect(await companies.findCompany(db, company.id)).toEqual({ ...company, deferralDays: 0 })
  })

  test('companies are found by the start of the INN and by any part of the name, in any letter case', async () => {
    const { db, rows } = given()
    await rows.company({ name: 'ООО «Ёлка»', inn: '7707083893' })
    await rows.company({ name: 'АО «Север»', inn: '5001007322' })
    const names = async (words?: string) => (await companies.listCompanies(db, words)).map(({ name }) => name)
    expect(await names()).toEqual(['АО «Север»', 'ООО «Ёлка»'])
    expect(await names(' ёЛк')).toEqual(['ООО «Ёлка»'])
    expect(await names('5001')).toEqual(['АО «Север»'])
    expect(await names('1007')).toEqual([])
  })

  test('a registration is written over until it is decided, once', async () => {
    const { db, rows } = given()
    const [late, early] = [await rows.user(), await rows.user()]
    const told = { phone: '', inn: '', companyName: '' }
    const save = (row: { userId: number; phone?: string; submittedAt: number | null }) =>
      companies.saveRegistration(db, whole('registrations', { ...told, ...row }), NOW)
    await save({ userId: late, submittedAt: null })
    expect(await companies.waitingRegistrations(db)).toEqual([])
    await save({ userId: late, phone: '+7', submittedAt: NOW + 1 })
    await save({ userId: early, submittedAt: NOW })
    expect(await companies.findRegistration(db, late)).toEqual(
      whole('registrations', { ...told, userId: late, phone: '+7', submittedAt: NOW + 1 }),
    )
    expect((await companies.waitingRegistrations(db)).map((row) => row.userId)).toEqual([early, late])
    expect(await companies.removeRegistration(db, late)).toBe(true)
    expect(await companies.removeRegistration(db, late)).toBe(false)
    expect(await companies.findRegistration(db, late)).toBeUndefined()
  })

  test('an invitation is spent once, and not from the millisecond it expires', async () => {
    const { db, rows } = given()
    const createdBy = await rows.user()
    const invitation = {
      companyId: null,
      role: 'owner' as const,
      createdBy,
      createdAt: NOW,
      usedBy: null,
      usedAt: null,
    }
    await companies.addInvitation(db, { ...invitation, tokenHash: 'a', expiresAt: NOW + 10 })
    await companies.addInvitation(db, { ...invitation, tokenHash: 'b', expiresAt: NOW + 10 })
    const [a, b] = [await companies.findInvitation(db, 'a'), await companies.findInvitation(db, 'b')]
    const spend = (id = 0, now = NOW) => companies.spendInvitation(db, id, createdBy, now)
    expect([await spend(a?.id, NOW + 9), await spend(a?.id, NOW + 9)]).toEqual([true, false])
    expect(await spend(b?.id, NOW + 10)).toBe(false)
    expect(await companies.findInvitation(db, 'a')).toMatchObject({ usedBy: createdBy, usedAt: NOW + 9 })
    expect(await companies.findInvitation(db, 'c')).toBeUndefined()
  })
}
