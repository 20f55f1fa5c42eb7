import { extractText } from 'unpdf'
import { expect, test } from 'vitest'
import { tellingName } from '#domain/names.ts'
import { fileByHand, formOpen } from './form.ts'

test('a request of seven lines can be read whole by dealer and manager, and its notices say how many are left', async () => {
  const { dealer, manager } = await formOpen(5)
  await fileByHand(dealer)
  for (const person of [dealer, manager]) {
    expect(person.sees()).toContain('VS-411X · Коммутатор HDMI 4x1 · AV-10.003 — 7 шт. · Москва 5, Екатеринбург 2')
    expect(person.sees()).toContain('…и ещё 2')
    expect(person.sees()).not.toContain('KM-5')
    await person.taps('Все строки · 7')
    expect(person.sees()).toContain('Заявка № 1: все строки · 7')
    expect(person.sees()).toContain('6. KM-4 · Крепление чёрное · MNT-4 — 1 шт. · Москва')
    await person.taps('›')
    expect(person.sees()).toContain('7. KM-5')
    await person.taps('Назад')
    expect(person.sees()).toContain('Подана')
  }
  await manager.taps('Принять')
  expect(dealer.sees()).toContain('Заявка № 1: Принята')
  expect(dealer.sees()).toContain('KM-3 · Крепление чёрное · MNT-3 — 1 шт.\n…и ещё 2')
  await dealer.taps('Заявка № 1')
  expect(dealer.buttons()).toContain('Все строки · 7')
})

test('a request of five lines shows them all and has no second list', async () => {
  const { dealer } = await formOpen(3)
  await fileByHand(dealer)
  expect(dealer.sees()).toContain('KM-3')
  expect(dealer.sees()).not.toContain('…и ещё')
  expect(dealer.buttons()).not.toContainEqual(expect.stringContaining('Все строки'))
})

test.each([
  ['Крепление KM-1 чёрное', 'Крепление чёрное'],
  ['km-1, крепление', 'крепление'],
  ['Крепление (KM-1)', 'Крепление'],
  ['MNT-1 KM-1', ''],
  ['Панель Vistaro KM-1, 43″, 4K', 'Панель Vistaro, 43″, 4K'],
  ['Крепление KM-10', 'Крепление KM-10'],
  ['Крепление', 'Крепление'],
  ['', ''],
])('«%s» of KM-1 tells «%s»', (name, told) => {
  expect(tellingName({ sku: 'MNT-1', model: 'KM-1', name })).toBe(told)
})

test('the manager prints the picking list, and no dealer does', async () => {
  const { dealer, manager } = await formOpen(5)
  await fileByHand(dealer)
  await manager.taps('Лист сборки')
  const [file] = manager.documents().slice(-1)
  expect(file).toMatchObject({ name: 'Лист сборки 1.pdf', caption: 'Лист сборки: заявка № 1 на 24.11.2026' })
  const { text } = await extractText(new Uint8Array(file?.bytes ?? []), { mergePages: true })
  for (const words of ['AV-10.003', 'VS-411X', 'KM-5', 'Екатеринбург', 'Тверь, Советская, 1'])
    expect(text).toContain(words)
  expect(dealer.buttons()).not.toContainEqual(expect.stringContaining('Лист'))
  await dealer.tapsData(dealer.last().message_id, 'pickinglist:1')
  expect(dealer.documents()).toEqual([])
})
