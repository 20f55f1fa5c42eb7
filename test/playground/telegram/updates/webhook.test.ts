import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Update } from 'grammy/types'
import { expect, onTestFinished, test } from 'vitest'
import { telegramWorld } from '../../../support/telegram.ts'

type Answer = { status?: number; body?: object }

/** A bot behind a webhook: its answers are what the given function says. */
async function listener(answer: (update: Update, request: IncomingMessage) => Answer | Promise<Answer>) {
  const server = createServer(async (request, response) => {
    const { status = 200, body } = await answer(JSON.parse(await text(request)), request)
    response.statusCode = status
    response.end(body && JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

test.each([
  ['Bad Request: invalid webhook URL specified', { url: 'nonsense' }],
  ['Bad Request: bad webhook: An HTTPS URL must be provided for webhook', { url: 'http://example.com/' }],
  [
    'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    { url: 'https://example.com:3000/' },
  ],
  ['Bad Request: bad webhook: IP address 10.0.0.1 is reserved', { url: 'https://10.0.0.1/' }],
  ['Bad Request: secret token is too long', { url: 'https://example.com/', secret_token: 'x'.repeat(257) }],
  ['Bad Request: secret token contains unallowed characters', { url: 'https://example.com/', secret_token: 'a b' }],
])('%s', async (description, params) => {
  const { complaint } = await telegramWorld()
  expect(await complaint('setWebhook', params)).toBe(description)
})

test('setWebhook and deleteWebhook say what they did', async () => {
  const { call, complaint, clock } = await telegramWorld()
  const url = 'http://127.0.0.1:1/'
  expect(await call('setWebhook', { url })).toEqual({ ok: true, result: true, description: 'Webhook was set' })
  expect(await call('setWebhook', { url })).toEqual({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 1',
    parameters: { retry_after: 1 },
  })
  clock.advance(1000)
  expect(await complaint('setWebhook', { url })).toBe('Webhook is already set')
  expect(await complaint('deleteWebhook')).toBe('Webhook was deleted')
  expect(await complaint('deleteWebhook')).toBe('Webhook is already deleted')
})

test('updates are posted as JSON with the secret in X-Telegram-Bot-Api-Secret-Token', async () => {
  const { call, telegram } = await telegramWorld()
  const { promise, resolve } = Promise.withResolvers<[Update, IncomingMessage]>()
  const url = await listener((update, request) => {
    resolve([update, request])
    return {}
  })
  await call('setWebhook', { url, secret_token: 'a-b_1' })
  await telegram.person({ id: 7, firstName: 'Анна' }).sends('hi')
  const [update, request] = await promise
  expect(update.message?.text).toBe('hi')
  expect(request.headers).toMatchObject({
    'content-type': 'application/json',
    'x-telegram-bot-api-secret-token': 'a-b_1',
  })
})

test('what waited for getUpdates goes to the webhook, unless drop_pending_updates', async () => {
  const { call, telegram } = await telegramWorld()
  const anna = telegram.person({ id: 7, firstName: 'Анна' })
  await anna.sends('dropped')
  const seen: (string | undefined)[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const url = await listener(({ message }) => {
    seen.push(message?.text)
    if (message?.text === 'last') resolve()
    return {}
  })
  await call('deleteWebhook', { drop_pending_updates: true })
  await anna.sends('waited')
  await call('setWebhook', { url })
  await anna.sends('last')
  await promise
  expect(seen).toEqual(['waited', 'last'])
})

test('a failed update is sent again and holds up its queue, and the complaint is kept', async () => {
  const { call, telegram } = await telegramWorld()
  const seen: (string | undefined)[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const url = await listener(({ message }) => {
    seen.push(message?.text)
    if (message?.text === 'two') resolve()
    return { status: seen.length < 4 ? 500 : 200 }
  })
  await call('setWebhook', { url })
  const anna = telegram.person({ id: 7, firstName: 'Анна' })
  await anna.sends('one')
  await anna.sends('two')
  await promise
  expect(seen).toEqual(['one', 'one', 'one', 'one', 'two'])
  expect((await call('getWebhookInfo')).result).toMatchObject({
    url,
    max_connections: 40,
    has_custom_certificate: false,
    last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
  })
})

test('a press overtakes a message of the same person that is still being dealt with', async () => {
  const { call, telegram } = await telegramWorld()
  const anna = telegram.person({ id: 7, firstName: 'Анна' })
  const pressed = Promise.withResolvers<void>()
  const url = await listener(async (update) => {
    if (update.message?.text === 'slow') await pressed.promise
    if (!update.callback_query) return {}
    pressed.resolve()
    return { body: { method: 'answerCallbackQuery', callback_query_id: update.callback_query.id, text: 'fast' } }
  })
  await call('setWebhook', { url })
  await anna.sends('slow')
  const reply_markup = { inline_keyboard: [[{ text: 'Press', callback_data: 'go' }]] }
  await call('sendMessage', { chat_id: 7, text: 'x', reply_markup })
  expect(await anna.taps('Press')).toEqual({ text: 'fast', alert: false, answered: true })
})

test('the answer to a webhook may be one call, but not one that asks for something', async () => {
  const { call, telegram } = await telegramWorld()
  const url = await listener(({ message }) =>
    message?.text === 'ask'
      ? { body: { method: 'getMe' } }
      : { body: { method: 'sendMessage', chat_id: 7, text: 'answered at once' } },
  )
  await call('setWebhook', { url })
  const anna = telegram.person({ id: 7, firstName: 'Анна' })
  await anna.sends('ask')
  await anna.sends('hi')
  await anna.until(() => anna.sees() === 'answered at once')
  expect(telegram.calls.map(({ method }) => method)).toEqual(['setWebhook', 'sendMessage'])
})
