import { expect, test } from 'vitest'
import { scene } from '../scene.ts'
import { refusals } from '../told.ts'

test('a number typed by a dealer is his own invoice first, in whatever words', async () => {
  const w = await scene()
  const { owner } = w.cast
  for (const typed of ['1001', '№ 1001', '№1001', '#1001', 'счёт 1001', 'счет №1001', 'Счёт № 1001', 'invoice 1001']) {
    await owner.sends('/help')
    await owner.sends(typed)
    expect(owner.sees(), typed).toContain('Счёт № 1001')
  }
  for (const typed of ['1', 'заявка 1', 'Заявка № 1', 'request 1']) {
    await owner.sends('/help')
    await owner.sends(typed)
    expect(owner.sees(), typed).toContain('Заявка № 1')
  }
  expect(refusals(w)).toEqual([])
})

test('the goods of that number are one tap away', async () => {
  const w = await scene()
  const { owner } = w.cast
  await w.rows.productLike(w.common.product, { sku: 'AMP-1001', name: 'Усилитель' })
  await owner.sends('1001')
  expect(owner.sees()).toContain('Счёт № 1001')
  await owner.taps('Товары «1001»')
  expect(owner.sees()).toContain('AMP-1001')
})

test('a number of somebody else’s is none: it is looked for among the goods', async () => {
  const w = await scene()
  const { ownerB, stranger } = w.cast
  for (const typed of ['1001', 'счёт 1001', 'заявка 1']) {
    await ownerB.sends(typed)
    expect(ownerB.sees(), typed).not.toContain('Счёт № 1001')
    expect(ownerB.sees(), typed).not.toContain('Заявка № 1')
    await stranger.sends(typed)
    expect(stranger.sees(), typed).not.toContain('1001 от')
  }
})

test('the last invoice stands on the first screen, and opens from there', async () => {
  const w = await scene()
  const { owner, ownerB } = w.cast
  await owner.sends('/start')
  expect(owner.sees()).toContain('Последний счёт: № 1001')
  await owner.taps('🧾 № 1001')
  expect(owner.sees()).toContain('🧾 Счёт № 1001 от')
  await ownerB.sends('/start')
  expect(ownerB.sees()).not.toContain('Последний счёт')
  expect(ownerB.buttons().join()).not.toContain('🧾 №')
  // The buttons behind the one that is not there do what they say.
  await ownerB.taps('Настройки')
  expect(ownerB.sees()).toContain('Настройки')
})
