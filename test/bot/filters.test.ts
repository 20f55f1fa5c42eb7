import { expect, test } from 'vitest'
import { scene } from './scene.ts'

test('a characteristic by which something is chosen stays among the filters, so that more of it can be chosen', async () => {
  const { cast, common } = await scene()
  const { owner } = cast
  await owner.sends('Kramer')
  await owner.taps('Фильтры')
  await owner.taps('Длина')
  await owner.tapsData(owner.last().message_id, `!value:${common.value}`)
  expect(owner.sees()).toContain('Фильтры · 1')
  await owner.taps('Длина ▾')
  await owner.taps('1 м · 1')
  expect(owner.sees()).toContain('Готово · 2')
})
