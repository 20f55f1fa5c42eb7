import { GrammyError } from 'grammy'
import { expect, test } from 'vitest'
import type { BotContext } from '#bot/kit/context.ts'
import { replaceMessage } from '#bot/kit/shell.ts'

test.each([
  'Bad Request: message to edit not found',
  'Bad Request: MESSAGE_ID_INVALID',
  'Bad Request: message can\u0027t be edited',
])('a message that is gone is sent anew: %s', async (description) => {
  const refused = new GrammyError('no', { ok: false, error_code: 400, description }, 'editMessageText', {})
  const ctx = { chatId: 7, api: { editMessageText: () => Promise.reject(refused) } } as unknown as BotContext
  expect(await replaceMessage(ctx, 1, { text: 'раз' })).toBe(false)
})
