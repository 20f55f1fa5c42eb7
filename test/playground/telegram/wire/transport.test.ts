import { expect, test } from 'vitest'
import { chatWithAnna, telegramWorld } from '../../../support/telegram.ts'

test('a result comes as ok and result, with the status 200 and JSON', async () => {
  const { telegram } = await telegramWorld()
  const response = await fetch(`${telegram.root}/bot${telegram.token}/getMe`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(await response.json()).toMatchObject({ ok: true, result: { is_bot: true, username: 'dealerdesk_bot' } })
})

test('a refusal comes as error_code and description, and its code is the status', async () => {
  const { telegram } = await telegramWorld()
  const response = await fetch(`${telegram.root}/bot${telegram.token}/sendMessage`)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: message text is empty',
  })
})

test('names of methods may be written in any case', async () => {
  const { call, telegram } = await telegramWorld()
  expect((await call('GETME')).ok).toBe(true)
  expect(telegram.calls.map(({ method }) => method)).toEqual(['getMe'])
})

test.each([
  [404, 'Not Found', (root: string) => `${root}/nothing`],
  [404, 'Not Found: method not found', (root: string, token: string) => `${root}/bot${token}/sendNothing`],
  [404, 'Not Found', (root: string, token: string) => `${root}/bot${token}/`],
  [401, 'Unauthorized: invalid token specified', (root: string) => `${root}/bot0:abc/getMe`],
  [401, 'Unauthorized: invalid token specified', (root: string) => `${root}/botabc/getMe`],
  [401, 'Unauthorized', (root: string) => `${root}/bot99:AnotherBot/getMe`],
])('%i %s', async (code, description, address) => {
  const { telegram } = await telegramWorld()
  const response = await fetch(address(telegram.root, telegram.token))
  expect(response.status).toBe(code)
  expect(await response.json()).toEqual({ ok: false, error_code: code, description })
})

test.each([
  ['an array', '[]', 'Bad Request: JSON object expected'],
  ['a string', '"text"', 'Bad Request: JSON object expected'],
])('%s as JSON body: "%s" is answered %s', async (_, body, description) => {
  const { telegram } = await telegramWorld()
  const response = await fetch(`${telegram.root}/bot${telegram.token}/getMe`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  })
  expect(await response.json()).toEqual({ ok: false, error_code: 400, description })
})

test("JSON that can't be read is Bad Request: can't parse parameter value: …", async () => {
  const { telegram } = await telegramWorld()
  const response = await fetch(`${telegram.root}/bot${telegram.token}/getMe`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: '{"text":',
  })
  expect(await response.json()).toMatchObject({
    description: expect.stringContaining("Bad Request: can't parse parameter value: "),
  })
})

test('parameters come alike by query string, form, multipart and JSON, where markup is an object or its text', async () => {
  const { telegram, anna } = await chatWithAnna()
  const url = `${telegram.root}/bot${telegram.token}/sendMessage`
  const markup = { inline_keyboard: [[{ text: 'Ok', callback_data: 'ok' }]] }
  const params = { chat_id: '7', text: 'Привет', reply_markup: JSON.stringify(markup) }
  const form = new FormData()
  for (const [name, value] of Object.entries(params)) form.set(name, value)
  const json = { 'Content-Type': 'application/json' }

  await fetch(`${url}?${new URLSearchParams(params)}`)
  await fetch(url, { method: 'POST', body: new URLSearchParams(params) })
  await fetch(url, { method: 'POST', body: form })
  await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(params) })
  await fetch(url, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ ...params, chat_id: 7, reply_markup: markup }),
  })

  const sent = anna.chat.filter(({ fromBot }) => fromBot)
  expect(sent).toHaveLength(5)
  for (const message of sent) expect(message).toMatchObject({ text: 'Привет', reply_markup: markup })
})

const part = (headers: string, value = '7') => `--B\r\n${headers}\r\n\r\n${value}\r\n`
const disposition = 'content-disposition:form-data;'

test.each([
  ['boundary not found', 'multipart/form-data', ''],
  ['boundary value not found', 'multipart/form-data; boundary', ''],
  ['boundary too big or empty', 'multipart/form-data; boundary=', ''],
  ['unexpected end of request content', 'multipart/form-data; boundary=B', part(`${disposition}name=a`)],
  ['unexpected end of request content', 'multipart/form-data; boundary=B', 'nothing'],
  [
    'expected form-data content disposition',
    'multipart/form-data; boundary=B',
    `${part('content-disposition:x')}--B--`,
  ],
  ['field name in multipart/form-data not found', 'multipart/form-data; boundary=B', `${part(disposition)}--B--`],
])('Bad Request: %s', async (problem, type, body) => {
  const { telegram } = await telegramWorld()
  const response = await fetch(`${telegram.root}/bot${telegram.token}/getMe`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body,
  })
  expect(await response.json()).toEqual({ ok: false, error_code: 400, description: `Bad Request: ${problem}` })
})

test('an unquoted file name with spaces is taken whole, but only up to a semicolon', async () => {
  const { telegram, anna } = await chatWithAnna()
  for (const filename of ['Счёт № 5.pdf', 'a;b.pdf'])
    await fetch(`${telegram.root}/bot${telegram.token}/sendDocument`, {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=B' },
      body: `${part(`${disposition}name="chat_id"`)}${part(`${disposition}name="document";filename=${filename}`, 'PDF')}--B--`,
    })
  expect(anna.documents().map(({ name }) => name)).toEqual(['Счёт № 5.pdf', 'a'])
})

test('the method may come as a parameter', async () => {
  const { telegram } = await telegramWorld()
  const response = await fetch(`${telegram.root}/bot${telegram.token}/?method=getMe`)
  expect(await response.json()).toMatchObject({ ok: true })
})

test('numbers are read leniently: chat_id "7abc" is 7', async () => {
  const { complaint } = await chatWithAnna()
  expect(await complaint('sendMessage', { chat_id: '7abc', text: 'x' })).toBe('ok')
})

test('413 Request Entity Too Large for more than 50 MB', async () => {
  const { telegram } = await chatWithAnna()
  const form = new FormData()
  form.set('chat_id', '7')
  form.set('document', new Blob([new Uint8Array(51 * 1024 * 1024)]), 'big.bin')
  const response = await fetch(`${telegram.root}/bot${telegram.token}/sendDocument`, { method: 'POST', body: form })
  expect(await response.json()).toEqual({ ok: false, error_code: 413, description: 'Request Entity Too Large' })
})

test('every call is on record with its parameters, outcome and time', async () => {
  const { telegram, call, clock } = await chatWithAnna()
  await call('sendMessage', { chat_id: 7, text: 'x', reply_markup: { remove_keyboard: true } })
  await call('sendMessage', { chat_id: 8, text: 'x' })
  const at = clock.now()
  expect(telegram.calls).toEqual([
    {
      method: 'sendMessage',
      params: { chat_id: '7', text: 'x', reply_markup: { remove_keyboard: true } },
      status: 200,
      ok: true,
      at,
      chatId: 7,
    },
    {
      method: 'sendMessage',
      params: { chat_id: '8', text: 'x' },
      status: 400,
      ok: false,
      description: 'Bad Request: chat not found',
      at,
      chatId: 8,
    },
  ])
})
