import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wayData, wayOf } from '#bot/kit/way-back.ts'
import { scene } from '../scene.ts'
import { refusals } from '../told.ts'

const title = (text: string) => text.split('\n')[0] ?? ''

test('an invoice leads back to where it was opened: to the reserves, the request, the first screen', async () => {
  const w = await scene()
  const { owner } = w.cast
  const walks: [start: string, ...taps: string[]][] = [
    ['/reserves', '1001'],
    ['/shipments', '№ 1', 'Счёт'],
    ['/start', '🧾 № 1001'],
    ['/invoices', '1001'],
  ]
  for (const [start, ...taps] of walks) {
    await owner.sends(start)
    let before = ''
    for (const label of taps) {
      before = owner.sees()
      await owner.taps(label)
    }
    expect.soft(title(owner.sees()), start).toContain('Счёт № 1001')
    await owner.taps('Назад')
    expect.soft(owner.sees(), start).toBe(before)
  }
  expect(refusals(w)).toEqual([])
})

test('the way leads back through all screens, through a help text, and from a question', async () => {
  const w = await scene()
  const { owner } = w.cast
  await owner.sends('/reserves')
  const reserves = owner.sees()
  await owner.taps('1001')
  const invoice = owner.sees()
  await owner.taps('Заявка')
  await owner.taps('Подробнее')
  await owner.taps('Назад')
  await owner.taps('Назад')
  expect(owner.sees()).toBe(invoice)
  await owner.taps('Я оплатил')
  await owner.taps('Назад')
  expect(owner.sees()).toBe(invoice)
  await owner.taps('Назад')
  expect(owner.sees()).toBe(reserves)
  await owner.taps('Назад')
  expect(owner.sees()).toContain('ООО «Альфа»')
})

test('analogues, a comparison, a repeated invoice: each leads back to the screen that it came from', async () => {
  const w = await scene()
  const { owner } = w.cast
  await w.app.deps.db.updateTable('products').set({ hiddenAt: null, categoryId: w.common.category }).execute()
  await owner.tapsData(owner.last().message_id, `analogues:${w.common.reserved}`)
  const analogues = owner.sees()
  await owner.taps('VS-411X')
  await owner.taps('Назад')
  expect(owner.sees()).toBe(analogues)

  await owner.sends('/invoices')
  await owner.taps('1001')
  const invoice = title(owner.sees())
  await owner.taps('Повторить')
  await owner.taps('Назад')
  expect(title(owner.sees())).toBe(invoice)
})

test('what a decision has used up is no place to come back to', async () => {
  const w = await scene()
  const { owner } = w.cast
  await owner.sends('/start')
  await owner.taps('Корзина')
  await owner.taps('Создать счёт')
  expect(owner.sees()).toContain('Счёт № 1002')
  await owner.taps('Назад')
  expect(owner.sees()).not.toContain('Корзина пуста')
  expect(owner.sees()).toContain('ООО «Альфа»')
})

test('a way fits into a button, begins with the nearest screens, and is read as it was written', () => {
  const screen = fc.tuple(fc.constantFrom('invoice', 'results', 'product', 'invoicelines'), fc.nat()).map(String)
  fc.assert(
    fc.property(fc.array(screen, { minLength: 1, maxLength: 9 }), (way) => {
      const data = wayData(way)
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
      expect(way.slice(0, wayOf(data).length)).toEqual(wayOf(data))
    }),
  )
})
