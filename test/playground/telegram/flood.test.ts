import { expect, test } from 'vitest'
import { chatWithAnna } from '../../support/telegram.ts'

const hi = { chat_id: 7, text: 'hi' }

test('one chat takes three messages at once, then one a second', async () => {
  const { complaint, clock, telegram } = await chatWithAnna({ flood: true })
  for (let i = 0; i < 3; i++) expect(await complaint('sendMessage', hi)).toBe('ok')
  expect(await complaint('sendMessage', hi)).toBe('Too Many Requests: retry after 1')
  clock.advance(1000)
  expect(await complaint('sendMessage', hi)).toBe('ok')
  expect(telegram.ignoredFloods()).toBe(0)
})

test('who sends again before the time waits twice as long, and is counted', async () => {
  const { complaint, clock, telegram } = await chatWithAnna({ flood: true })
  for (let i = 0; i < 4; i++) await complaint('sendMessage', hi)
  expect(await complaint('sendMessage', hi)).toBe('Too Many Requests: retry after 2')
  expect(await complaint('sendMessage', hi)).toBe('Too Many Requests: retry after 4')
  expect(telegram.ignoredFloods()).toBe(2)
  clock.advance(4000)
  expect(await complaint('sendMessage', hi)).toBe('ok')
})

test('thirty messages a second go to people who have not written lately; those who have are not counted', async () => {
  const { complaint, clock, telegram } = await chatWithAnna({ flood: true })
  for (let id = 100; id < 140; id++) await telegram.person({ id, firstName: `P${id}` }).sends('/start')
  clock.advance(60_000)
  const outcomes: string[] = []
  for (let id = 100; id < 131; id++) outcomes.push(await complaint('sendMessage', { ...hi, chat_id: id }))
  expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(30)
  expect(outcomes.at(-1)).toBe('Too Many Requests: retry after 1')
  await telegram.person({ id: 139, firstName: 'P139' }).sends('hello')
  expect(await complaint('sendMessage', { ...hi, chat_id: 139 })).toBe('ok')
  expect(await complaint('sendMessage', { ...hi, chat_id: 138, allow_paid_broadcast: true })).toBe('ok')
})

test('without the option nothing is held back', async () => {
  const { complaint } = await chatWithAnna()
  for (let i = 0; i < 10; i++) expect(await complaint('sendMessage', hi)).toBe('ok')
})
