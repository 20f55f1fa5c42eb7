import type { Update } from 'grammy/types'
import { expect, test } from 'vitest'
import { chatWithAnna } from '../../../support/telegram.ts'

const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid'

/** Anna presses a button; the answers are what the bot's calls came to. */
async function pressed(...answers: Record<string, unknown>[]) {
  const world = await chatWithAnna()
  const complaints: string[] = []
  const updates: Update[] = []
  await world.call('sendMessage', {
    chat_id: 7,
    text: 'x',
    reply_markup: { inline_keyboard: [[{ text: 'Press', callback_data: 'go' }]] },
  })
  world.telegram.deliver = async (update) => {
    updates.push(update)
    for (const { after, ...params } of answers) {
      world.clock.advance(Number(after ?? 0))
      const callback_query_id = update.callback_query?.id
      complaints.push(await world.complaint('answerCallbackQuery', { callback_query_id, ...params }))
    }
  }
  const answer = await world.anna.taps('Press')
  return { ...world, complaints, updates, answer }
}

test('the press reaches the bot with its data and message, and the answer the person', async () => {
  const { updates, complaints, answer, anna, telegram } = await pressed({ text: 'Gone', show_alert: true })
  expect(updates[0]?.callback_query).toMatchObject({ data: 'go', from: { id: 7 }, message: { text: 'x' } })
  expect(complaints).toEqual(['ok'])
  expect(answer).toEqual({ text: 'Gone', alert: true, answered: true })
  expect(anna.toasts).toEqual([{ text: 'Gone', alert: true }])
  expect(telegram.unanswered).toEqual([])
})

test('an answer without text stops the wheel and shows nothing', async () => {
  const { answer, anna } = await pressed({})
  expect(answer).toEqual({ alert: false, answered: true })
  expect(anna.toasts).toEqual([])
})

test('a second answer: query is too old and response timeout expired or query ID is invalid', async () => {
  expect((await pressed({}, {})).complaints).toEqual(['ok', TOO_OLD])
})

test('an unknown query: query is too old and response timeout expired or query ID is invalid', async () => {
  expect((await pressed({ callback_query_id: '1' })).complaints).toEqual([TOO_OLD])
})

test('an answer after 15 seconds: query is too old and response timeout expired or query ID is invalid', async () => {
  expect((await pressed({ after: 15_000 })).complaints).toEqual(['ok'])
  expect((await pressed({ after: 15_001 })).complaints).toEqual([TOO_OLD])
})

test('Bad Request: MESSAGE_TOO_LONG for more than 200 characters', async () => {
  const answers = [{ text: 'я'.repeat(201) }, { text: 'я'.repeat(200) }]
  expect((await pressed(...answers)).complaints).toEqual(['Bad Request: MESSAGE_TOO_LONG', 'ok'])
})

test('Bad Request: URL_INVALID for anything but a start link to the bot', async () => {
  const answers = [{ url: 'https://example.com' }, { url: 'https://t.me/dealerdesk_bot?start=abc' }]
  expect((await pressed(...answers)).complaints).toEqual(['Bad Request: URL_INVALID', 'ok'])
})

test('a press without an answer is put on record', async () => {
  const { telegram, answer, anna } = await pressed()
  expect(answer).toEqual({ alert: false, answered: false })
  expect(telegram.unanswered).toEqual([{ chatId: 7, messageId: anna.last().message_id, data: 'go' }])
})

test('forged data reaches the bot as it is', async () => {
  const { anna, updates } = await pressed({})
  await anna.tapsData(anna.last().message_id, 'order:999')
  expect(updates[1]?.callback_query?.data).toBe('order:999')
})
