import { expect, test } from 'vitest'
import { importCatalog } from '#services/imports/imports.ts'
import { inns, register, world } from '../../support/world.ts'
import { actorOf } from '../scene.ts'
import { refusals } from '../told.ts'

/** A shop whose only price types are these. */
async function shopWith(...types: string[]) {
  const w = await world()
  const { db } = w.app.deps
  await db.deleteFrom('prices').execute()
  await db.deleteFrom('priceTypeKeys').execute()
  await db.deleteFrom('priceTypes').execute()
  const rows = types.map((name) => ({ key: name, name, currency: 'RUB', vatIncluded: 1 }))
  await db.insertInto('priceTypes').values(rows).execute()
  await db
    .insertInto('priceTypeKeys')
    .columns(['key', 'priceTypeId'])
    .expression(db.selectFrom('priceTypes').select(['key', 'id']))
    .execute()
  const manager = await w.staff('manager')
  const person = w.stranger('Пётр')
  await register(person, 'ООО «Василёк»', inns[0])
  const priceOf = async () => {
    const { companyId } = await actorOf(w.app.deps, person)
    const found = await db
      .selectFrom('companies')
      .leftJoin('priceTypes', 'priceTypes.id', 'companies.priceTypeId')
      .select('priceTypes.name')
      .where('companies.id', '=', companyId ?? 0)
      .executeTakeFirst()
    return found?.name ?? null
  }
  return { ...w, manager, person, priceOf }
}

test.each([
  [['Розничная', 'Дилерская', 'Закупочная'], 'Дилерская'],
  [['Розничная', 'Опт', 'Плановая себестоимость'], 'Опт'],
  [['РРЦ', 'Партнёрская', 'Вход'], 'Партнёрская'],
  [['MSRP', 'Dealer', 'Landed cost'], 'Dealer'],
  [['Закупочные', 'Прайс'], 'Прайс'],
])('of %j a new dealer buys by %s without a question', async (types, expected) => {
  const w = await shopWith(...types)
  await w.manager.taps('Одобрить')
  expect(w.person.sees()).toContain('Добро пожаловать')
  expect(await w.priceOf()).toBe(expected)
})

test.each([[['Розничная', 'Закупочная', 'МРЦ']], [['Опт 1', 'Опт 2', 'Себестоимость']]])(
  'of %j none is surely the dealers’: the manager chooses when he approves, and never sees what the distributor pays',
  async (types) => {
    const w = await shopWith(...types)
    await w.manager.taps('Одобрить')
    expect(w.manager.sees()).toContain('По каким ценам покупает ООО «Василёк»?')
    expect(w.manager.sees()).not.toMatch(/Закупочная|Себестоимость/)
    expect(w.person.sees()).not.toContain('Добро пожаловать')
    await w.manager.taps(types[0] ?? '')
    expect(w.person.sees()).toContain('Добро пожаловать')
    expect(await w.priceOf()).toBe(types[0])
    expect(refusals(w)).toEqual([])
  },
)

test('a price type that is named later does not become the price of those who had none', async () => {
  const w = await shopWith('Розничная', 'МРЦ')
  await w.manager.taps('Одобрить')
  await w.manager.taps('МРЦ')
  const list = 'Артикул;Наименование;Розничная цена;Закупочная цена\nZZ-1;Лампа;1000;600'
  await importCatalog(w.app.deps, null, { name: 'a.csv', bytes: new TextEncoder().encode(list) })
  await w.person.sends('ZZ-1')
  expect(w.person.sees()).not.toContain('600,00')
})
