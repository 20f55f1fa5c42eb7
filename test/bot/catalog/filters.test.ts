import { expect, test } from 'vitest'
import { sorts } from '#domain/catalog/catalog.ts'
import type { Person } from '#playground/telegram/server.ts'
import { actorOf, scene } from '../scene.ts'
import { refusals } from '../told.ts'

const press = (person: Person, data: string) => person.tapsData(person.last().message_id, data)

test('a characteristic by which something is chosen stays among the filters, so that more of it can be chosen', async () => {
  const { cast, common } = await scene()
  const { owner } = cast
  await owner.sends('Kramer')
  await owner.taps('Фильтры')
  await owner.taps('Длина')
  await press(owner, `!value:${common.value}`)
  expect(owner.sees()).toContain('· 1 из 3')
  await owner.taps('✓ Длина')
  await owner.taps('1 м · 1')
  expect(owner.sees()).toContain('Длина · 2')
  expect(owner.buttons()).toContain('Показать товары · 2')
})

test('each filter has its tick where it always stands and is taken off there, all of them by one tap', async () => {
  const w = await scene()
  const { owner } = w.cast
  await owner.sends('Kramer')
  await owner.taps('Фильтры')
  await owner.taps('В наличии · 2')
  expect(owner.sees()).toContain('· 2 из 3')
  await owner.taps('Склад ▾')
  expect(owner.buttons()).toEqual(expect.arrayContaining(['Показать товары · 2', 'Екатеринбург · 1', 'Москва · 2']))
  await owner.taps('Екатеринбург · 1')
  expect(owner.sees()).toContain('Выбрано: в наличии · склад Екатеринбург')
  await owner.taps('Цена ▾')
  await owner.taps('Ввести цену')
  await owner.sends('до 1000')
  expect(owner.sees()).toMatch(/Выбрано: цена до 1\u00a0000,00\u00a0₽ · в наличии · склад Екатеринбург/)
  await owner.taps('Показать товары · 1')
  expect(owner.sees()).toContain('Выбрано: цена')
  await owner.taps('Фильтры · 3')
  await owner.taps('✓ Склад')
  await owner.taps('✓ Екатеринбург')
  await owner.taps('✓ В наличии')
  await owner.taps('✓ Цена')
  await owner.taps('✓ до 1\u00a0000,00\u00a0₽')
  expect(owner.sees()).toContain('📦 «Kramer» · 3\n')
  await owner.taps('В наличии · 2')
  await owner.taps('Цена ▾')
  await owner.taps('до 250,50\u00a0₽ · 1')
  await owner.taps('Сбросить')
  expect(owner.sees()).toContain('📦 «Kramer» · 3\n')
  expect(owner.sees()).not.toContain('Выбрано')
  await owner.taps('Показать товары · 3')
  await owner.taps('Порядок')
  expect(owner.sees()).toContain('показать · 3')
  expect(refusals(w)).toEqual([])
})

test('a typed range takes the place of what is chosen of its characteristic; a number alone is asked about', async () => {
  const { cast, common } = await scene()
  const { owner } = cast
  await owner.sends('Kramer')
  await press(owner, `!value:${common.value}:${common.characteristic}:0`)
  await owner.taps('Ввести от и до')
  await owner.sends('5')
  await owner.taps('от 5 м')
  expect(owner.sees()).toContain('Выбрано: Длина: от 5 м')
  expect(owner.sees()).toContain('· 1 из 3')
  await owner.sends('Kramer')
  expect(owner.sees()).toContain('🔎 «Kramer» · 3')
  await press(owner, `!range:${common.characteristic}:5::1`)
  await owner.taps('✓ Длина')
  await owner.taps('Ввести от и до')
  await owner.sends('50–150 см')
  expect(owner.sees()).toContain('Выбрано: Длина: 0,5–1,5 м')
  await press(owner, `!range:${common.characteristic}:5::1`)
  await owner.taps('✓ Длина')
  expect(owner.buttons()).toEqual(expect.arrayContaining(['✓ 0,5–1,5 м · 1', '✓ от 5 м · 1', 'Показать товары · 2']))
})

test('ranges have a limit, which is told; beyond it nothing changes', async () => {
  const { cast, common } = await scene()
  const { owner } = cast
  await owner.sends('Kramer')
  for (let i = 1; i <= 20; i++) await press(owner, `!range:${common.characteristic}:${i}:${i}`)
  const before = owner.sees()
  expect(await press(owner, `!range:${common.characteristic}:21:`)).toMatchObject({
    text: expect.stringContaining('уже 20'),
    alert: true,
  })
  expect(owner.sees()).toBe(before)
  await press(owner, `!range:${common.characteristic}:1:1`)
  await press(owner, `!range:${common.characteristic}:21:`)
  expect(owner.sees()).toContain('от 21 м')
})

test('a long list of values is in alphabetical pages, and a letter leads to its page', async () => {
  const { cast, common, app, rows } = await scene()
  const { db } = app.deps
  const maker = { name: 'Производитель', unit: '' }
  const { id: characteristicId } = await db
    .insertInto('characteristics')
    .values(maker)
    .returning('id')
    .executeTakeFirstOrThrow()
  const names = Array.from({ length: 40 }, (_, i) => `${String.fromCharCode(65 + ((i * 7) % 26))}-марка ${i}`)
  for (const [i, value] of names.entries()) {
    const productId = await rows.productLike(common.product, { sku: `B-${i}`, name: 'Микшер' })
    const given = { characteristicId, value, number: null }
    const added = await db.insertInto('characteristicValues').values(given).returning('id').executeTakeFirstOrThrow()
    await db.insertInto('productValues').values({ productId, valueId: added.id, position: 0 }).execute()
  }
  const { owner } = cast
  await owner.sends('микшер')
  await owner.taps('Фильтры')
  await owner.taps('Производитель ▾')
  const page = () => owner.buttons().filter((label) => label.includes('марка'))
  expect(page()).toEqual(page().toSorted())
  await owner.taps(/^1 \/ \d$/)
  await owner.sends('s')
  expect(page().some((label) => label.startsWith('S-'))).toBe(true)
  expect(page().some((label) => label.startsWith('A-'))).toBe(false)
  await owner.taps(/^\d \/ \d$/)
  await owner.sends('1')
  expect(page()[0]).toMatch(/^A-/)
})

test('a link opens the same selection for a colleague of another company, at his own prices', async () => {
  const w = await scene()
  const { owner, ownerB, stranger } = w.cast
  const { db } = w.app.deps
  const { companyId } = await actorOf(w.app.deps, ownerB)
  const retail = await db.selectFrom('priceTypes').selectAll().where('key', '=', 'retail').executeTakeFirstOrThrow()
  await db
    .updateTable('companies')
    .set({ priceTypeId: retail.id })
    .where('id', '=', companyId ?? 0)
    .execute()
  await owner.sends('Kramer')
  await owner.taps('Фильтры')
  await owner.taps('В наличии · 2')
  await press(owner, '!price::100000')
  expect(owner.sees()).toContain('· 2 из 3')
  await owner.taps('Ссылка')
  const payload = /start=([\w-]+)/.exec(owner.sees())?.[1] ?? ''
  expect(payload.length).toBeLessThanOrEqual(64)
  expect(owner.sees()).toContain(`https://t.me/${w.telegram.username}?start=${payload}`)
  await owner.taps('Назад')
  await owner.taps('Ссылка')
  expect(owner.sees()).toContain(payload)

  await ownerB.sends(`/start ${payload}`)
  expect(ownerB.sees()).toMatch(/«Kramer» · 1\n[\s\S]*Выбрано: цена до 1\u00a0000,00\u00a0₽ · в наличии/)
  expect(ownerB.sees()).toContain('300,00\u00a0₽')
  await stranger.sends(`/start ${payload}`)
  expect(stranger.sees()).toContain('Зарегистрироваться')
  expect(stranger.sees()).not.toContain('Kramer')
  expect((await actorOf(w.app.deps, stranger)).companyId).toBeNull()
  await ownerB.sends('/start filters-nothing')
  expect(ownerB.sees()).toContain('больше не действует')
  expect(refusals(w)).toEqual([])
})

test('what is chosen is saved under a name for the company: shown, opened, renamed, removed', async () => {
  const { cast, ids } = await scene()
  const { owner, accountant, ownerB, manager } = cast
  await owner.sends('Kramer')
  await owner.taps('Фильтры')
  await owner.taps('В наличии · 2')
  await owner.taps('Подборки')
  expect(owner.sees()).toMatch(/Сейчас открыто: «Kramer»\nВыбрано: в наличии/)
  await owner.taps('Сохранить выбранное')
  await owner.sends('Есть <сейчас>')
  expect(owner.sees()).toContain('🔖 Есть <сейчас> · 2')

  await accountant.sends('/catalog')
  await accountant.taps('Подборки')
  await accountant.taps('Есть <сейчас>')
  expect(accountant.sees()).toMatch(/«Kramer»\nВыбрано: в наличии/)
  await accountant.taps('Показать товары · 2')
  expect(accountant.sees()).toContain('🔎 «Kramer» · 2')
  await press(accountant, 'kept:0')
  await accountant.taps('Есть <сейчас>')
  await accountant.taps('Имя')
  await accountant.sends('Есть')
  expect(accountant.sees()).toContain('🔖 Есть · 2')

  await press(ownerB, 'kept:0')
  expect(ownerB.sees()).toContain('Подборки · 0')
  await press(ownerB, `!openkept:${ids.kept}`)
  expect(ownerB.toasts.at(-1)?.text).toContain('Не найдено')
  await manager.sends('/catalog')
  expect(manager.buttons().join()).not.toContain('Подборки')

  await press(owner, 'kept:0')
  await owner.taps('🔖 Есть')
  await owner.taps('Удалить')
  await owner.taps('Да, удалить подборку')
  expect(owner.buttons().join()).not.toContain('🔖 Есть')
})

test('values, warehouses and categories that are no more are left out of old selections, and nothing is said of them', async () => {
  const { cast, app } = await scene()
  const { owner } = cast
  const state = {
    categoryId: 999_999,
    query: 'Kramer',
    valueIds: [999_999],
    ranges: [{ characteristicId: 999_999, from: 1, to: null }],
    warehouseId: 999_999,
  }
  const row = { userId: owner.id, state: JSON.stringify(state), updatedAt: 0 }
  await app.deps.db
    .insertInto('selections')
    .values(row)
    .onConflict((conflict) => conflict.column('userId').doUpdateSet(row))
    .execute()
  await press(owner, 'results:0')
  expect(owner.sees()).toContain('🔎 «Kramer» · 3')
  expect(owner.buttons()).toContain('⚙️ Фильтры')
  await press(owner, 'filters:0')
  expect(owner.sees()).not.toContain('Выбрано')
})

test('relevance is an order of what was searched for only', async () => {
  const { cast } = await scene()
  const { owner } = cast
  await owner.sends('Kramer')
  await owner.taps('Порядок')
  expect(owner.buttons()).toContain('✓ Сначала подходящие')
  await press(owner, 'goods:1')
  await owner.taps('Порядок')
  expect(owner.buttons().join()).not.toContain('подходящие')
  await press(owner, `!sort:${sorts.indexOf('relevance')}`)
  const names = owner.sees()
  await owner.taps('Порядок')
  await owner.taps('По названию')
  expect(owner.sees()).toBe(names)
})
