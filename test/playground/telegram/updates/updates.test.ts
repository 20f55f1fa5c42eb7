import { expect, test } from 'vitest'
import type { TelegramOptions } from '#playground/telegram/server.ts'
import { type Envelope, telegramWorld, type World } from '../../../support/telegram.ts'

async function withThree(options: TelegramOptions = {}) {
  const world = await telegramWorld(options)
  const anna = world.telegram.person({ id: 7, firstName: 'Анна' })
  for (const text of ['one', 'two', 'three']) await anna.sends(text)
  return { ...world, anna }
}

const texts = ({ result }: Envelope) => result.map((update: { message: { text: string } }) => update.message.text)

/** A long poll that has certainly reached the server. */
async function polling(world: World, params: object) {
  const before = world.telegram.calls.length
  const answer = world.call('getUpdates', { timeout: 50, ...params })
  while (world.telegram.calls.length === before) await new Promise(setImmediate)
  // Not the promise itself: whoever awaits this would wait for the poll too.
  return { answer }
}

test('without an offset nothing is confirmed: the same updates come again', async () => {
  const { call } = await withThree()
  expect(texts(await call('getUpdates'))).toEqual(['one', 'two', 'three'])
  expect(texts(await call('getUpdates', { offset: 0 }))).toEqual(['one', 'two', 'three'])
})

test('update_id goes up by one, and a positive offset confirms everything before it', async () => {
  const { call } = await withThree()
  const { result } = await call('getUpdates')
  const ids = result.map((update: { update_id: number }) => update.update_id)
  expect(ids).toEqual([ids[0], ids[0] + 1, ids[0] + 2])
  expect(texts(await call('getUpdates', { offset: ids[1] }))).toEqual(['two', 'three'])
  expect(texts(await call('getUpdates'))).toEqual(['two', 'three'])
})

test('a negative offset keeps only the last ones', async () => {
  const { call } = await withThree()
  expect(texts(await call('getUpdates', { offset: -1 }))).toEqual(['three'])
  expect(texts(await call('getUpdates'))).toEqual(['three'])
})

test('the limit is clamped to 1–100 and read leniently, never refused', async () => {
  const { call, anna } = await withThree()
  for (let i = 0; i < 100; i++) await anna.sends('more')
  expect(texts(await call('getUpdates', { limit: 0 }))).toEqual(['one'])
  expect(texts(await call('getUpdates', { limit: 1000 }))).toHaveLength(100)
  expect(texts(await call('getUpdates', { limit: '2abc' }))).toEqual(['one', 'two'])
})

test('a long poll waits for an update', async () => {
  const world = await telegramWorld()
  const { answer } = await polling(world, {})
  await world.telegram.person({ id: 7, firstName: 'Анна' }).sends('now')
  expect(texts(await answer)).toEqual(['now'])
})

test('Conflict: terminated by other getUpdates request; make sure that only one bot instance is running', async () => {
  const world = await telegramWorld()
  const first = await polling(world, {})
  const second = await polling(world, {})
  expect(await first.answer).toEqual({
    ok: false,
    error_code: 409,
    description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  })
  await world.telegram.person({ id: 7, firstName: 'Анна' }).sends('x')
  expect(texts(await second.answer)).toEqual(['x'])
})

test('Conflict: terminated by setWebhook request', async () => {
  const world = await telegramWorld()
  const { answer } = await polling(world, {})
  await world.call('setWebhook', { url: 'http://127.0.0.1:1/' })
  expect((await answer).description).toBe('Conflict: terminated by setWebhook request')
})

test("Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", async () => {
  const { call } = await telegramWorld()
  await call('setWebhook', { url: 'http://127.0.0.1:1/' })
  expect(await call('getUpdates')).toMatchObject({
    error_code: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  })
})

test('allowed_updates is remembered and holds for later updates only; an empty list means the usual ones', async () => {
  const { call, anna } = await withThree()
  await call('getUpdates', { allowed_updates: ['callback_query'] })
  await anna.sends('unseen')
  expect(texts(await call('getUpdates'))).toEqual(['one', 'two', 'three'])
  await call('getUpdates', { allowed_updates: [] })
  await anna.sends('seen')
  expect(texts(await call('getUpdates'))).toEqual(['one', 'two', 'three', 'seen'])
  await call('getUpdates', { allowed_updates: '{' })
  await anna.sends('seen too')
  expect(texts(await call('getUpdates'))).toContain('seen too')
})

test('messages wait for 24 hours, presses for 150 seconds', async () => {
  const { call, anna, clock } = await withThree()
  const reply_markup = { inline_keyboard: [[{ text: 'Press', callback_data: 'go' }]] }
  await call('sendMessage', { chat_id: 7, text: 'x', reply_markup })
  void anna.taps('Press')
  expect((await call('getUpdates')).result).toHaveLength(4)
  clock.advance(150_000)
  expect((await call('getUpdates')).result).toHaveLength(3)
  clock.advance(24 * 3_600_000)
  expect((await call('getUpdates')).result).toHaveLength(0)
})

test('what is delivered again has the same update_id and comes once more, even when confirmed', async () => {
  const { call, anna } = await withThree()
  const { update_id } = (await call('getUpdates')).result[2]
  await call('getUpdates', { offset: update_id + 1 })
  await anna.redelivers()
  expect((await call('getUpdates', { offset: update_id + 1 })).result).toMatchObject([{ update_id }])
  expect((await call('getUpdates', { offset: update_id + 1 })).result).toEqual([])
})

test('who blocks the bot is told of by my_chat_member', async () => {
  const { call, anna } = await withThree()
  anna.blocksBot()
  const { result } = await call('getUpdates', { offset: -1 })
  expect(result[0].my_chat_member).toMatchObject({ from: { id: 7 }, new_chat_member: { status: 'kicked' } })
})

test('with the damper, who asks for the same within half a second gets one update', async () => {
  const { call, clock } = await withThree({ damp: true })
  expect(texts(await call('getUpdates'))).toHaveLength(3)
  expect(texts(await call('getUpdates'))).toEqual(['one'])
  clock.advance(500)
  expect(texts(await call('getUpdates'))).toHaveLength(3)
})
