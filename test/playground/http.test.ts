import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { barePlayground, NOON } from '../e2e/bare.ts'

async function withPage() {
  const bare = await barePlayground()
  onTestFinished(bare.close)
  const { address } = bare.page
  const { person } = bare.phones.dealer
  const post = async (
    path: string,
    body: object | Uint8Array<ArrayBuffer> = {},
    headers: Record<string, string> = {},
  ) => {
    const isJson = !(body instanceof Uint8Array)
    const response = await fetch(address + path, {
      method: 'POST',
      headers: { ...(isJson && { 'Content-Type': 'application/json' }), ...headers },
      body: isJson ? JSON.stringify(body) : body,
    })
    return { status: response.status, body: await response.json() }
  }
  const get = (path: string) => fetch(address + path)
  return { ...bare, person, address, post, get }
}

/** The events of a stream one after another; it is closed with the test. */
async function listen(address: string) {
  const stopping = new AbortController()
  onTestFinished(() => stopping.abort())
  const response = await fetch(`${address}/api/events`, { signal: stopping.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return async () => {
    while (!text.includes('\n\n')) text += (await reader?.read())?.value ?? ''
    const [first = ''] = text.split('\n\n', 1)
    text = text.slice(first.length + 2)
    const [, event, data = 'null'] = /event: (\w+)\ndata: (.*)$/.exec(first) ?? []
    return { event, data: JSON.parse(data) }
  }
}

test('the state holds four phones with what stands in them', async () => {
  const { get, bot } = await withPage()
  await bot('setMyCommands', { commands: [{ command: 'catalog', description: 'Каталог' }] })
  const keyboard = [[{ text: 'Отправить номер', request_contact: true }]]
  await bot('sendMessage', { chat_id: 1001, text: 'Кто вы?', reply_markup: { keyboard }, disable_notification: true })
  const state = await (await get('/api/state')).json()
  expect(state).toMatchObject({ bot: { username: 'dealerdesk_bot' }, timeZone: 'Europe/Moscow', now: NOON })
  expect(state.phones.map(({ name }: { name: string }) => name)).toEqual(['dealer', 'manager', 'support', 'newcomer'])
  expect(state.phones[0]).toMatchObject({
    title: 'Иван',
    role: 'Дилер, ООО «Ромашка»',
    messages: [
      { text: '/start', fromBot: false },
      { text: 'Кто вы?', fromBot: true, isSilent: true },
    ],
    keys: keyboard,
    commands: [{ command: 'catalog' }],
  })
})

test('a stream begins with everything and goes on with what changes', async () => {
  const { address, bot, post } = await withPage()
  const next = await listen(address)
  expect(await next()).toMatchObject({ event: 'state', data: { now: NOON } })
  const { message_id } = await bot('sendMessage', { chat_id: 1001, text: 'раз' })
  expect(await next()).toMatchObject({
    event: 'message',
    data: { phone: 'dealer', message: { text: 'раз' }, keys: [] },
  })
  await bot('editMessageText', { chat_id: 1001, message_id, text: 'два' })
  expect(await next()).toMatchObject({ event: 'edited', data: { message: { message_id, text: 'два' } } })
  await bot('deleteMessage', { chat_id: 1001, message_id })
  expect(await next()).toMatchObject({ event: 'deleted', data: { phone: 'dealer', messageIds: [message_id] } })
  await bot('sendChatAction', { chat_id: 1001, action: 'typing' })
  expect(await next()).toMatchObject({ event: 'action', data: { phone: 'dealer' } })
  await post('/api/clock', { hours: 48 })
  expect(await next()).toEqual({ event: 'clock', data: { now: NOON + 48 * 3_600_000 } })
})

test('what is typed, shared and attached stands in the chat', async () => {
  const { post, person } = await withPage()
  expect(await post('/api/phones/dealer/text', { text: ' LP-45L ' })).toMatchObject({ status: 200 })
  await post('/api/phones/dealer/contact')
  const query = new URLSearchParams({ name: 'заказ №1.csv', as: 'document', caption: 'Вот' })
  await post(`/api/phones/dealer/file?${query}`, Buffer.from('A;5'), { 'Content-Type': 'text/csv' })
  await post('/api/phones/dealer/file?name=a.png&as=photo', Buffer.from('x'), { 'Content-Type': 'image/png' })
  expect(person.chat.slice(1)).toMatchObject([
    { text: 'LP-45L' },
    { contact: { phone_number: '+79161234501', user_id: 1001 } },
    { document: { file_name: 'заказ №1.csv', mime_type: 'text/csv', file_size: 3 }, caption: 'Вот' },
    { photo: [{ file_size: 1 }] },
  ])
})

test('a press is answered with what the bot answered', async () => {
  const { post, bot, telegram } = await withPage()
  telegram.deliver = async ({ callback_query: query }) => {
    await bot('answerCallbackQuery', { callback_query_id: query?.id, text: `Нажато: ${query?.data}`, show_alert: true })
  }
  const { message_id: messageId } = await bot('sendMessage', { chat_id: 1001, text: 'x' })
  expect(await post('/api/phones/dealer/press', { messageId, data: 'go' })).toEqual({
    status: 200,
    body: { text: 'Нажато: go', alert: true, answered: true },
  })
})

test('what is typed to `@bot` is answered with results, and the chosen one stands in the chat', async () => {
  const { post, bot, telegram, person } = await withPage()
  telegram.deliver = async ({ inline_query: asked }) => {
    if (!asked) return
    const { id, query, offset } = asked
    const result = {
      type: 'article',
      id: `${query}${offset}`,
      title: query,
      input_message_content: { message_text: `<b>${query}</b>`, parse_mode: 'HTML' },
      reply_markup: { inline_keyboard: [[{ text: 'Открыть', url: 'https://t.me/dealerdesk_bot?start=goods-1' }]] },
    }
    const button = { text: 'Каталог', start_parameter: 'catalog' }
    await bot('answerInlineQuery', { inline_query_id: id, results: [result], next_offset: `${offset}1`, button })
  }
  const ask = (offset: string) => post('/api/phones/dealer/inline', { query: 'насос', offset })
  const { body } = await ask('')
  expect(body).toMatchObject({ results: [{ id: 'насос' }], nextOffset: '1', button: { start_parameter: 'catalog' } })
  expect((await ask('1')).body).toMatchObject({ results: [{ id: 'насос1' }], nextOffset: '11' })
  await post('/api/phones/dealer/insert', { queryId: body.queryId, resultId: 'насос' })
  expect(person.chat.at(-1)).toMatchObject({
    text: 'насос',
    fromBot: false,
    entities: [{ type: 'bold' }],
    via_bot: { username: 'dealerdesk_bot' },
    reply_markup: { inline_keyboard: [[{ text: 'Открыть' }]] },
  })
})

test('a key of the keyboard is pressed by its words', async () => {
  const { post, bot, person } = await withPage()
  const keyboard = [['Да'], [{ text: 'Номер', request_contact: true }]]
  await bot('sendMessage', { chat_id: 1001, text: 'x', reply_markup: { keyboard, one_time_keyboard: true } })
  expect((await post('/api/phones/dealer/key', { text: 'Нет' })).status).toBe(409)
  await post('/api/phones/dealer/key', { text: 'Номер' })
  expect(person.last()).toMatchObject({ text: 'x' })
  expect(person.chat.at(-1)?.contact?.user_id).toBe(1001)
  expect(person.keys()).toEqual([])
})

test('what nobody can do is refused in words', async () => {
  const { post } = await withPage()
  const refused = [
    ['/api/phones/dealer/text', { text: '  ' }, 409],
    ['/api/phones/dealer/text', { text: 5 }, 400],
    ['/api/phones/dealer/press', { messageId: 999, data: 'x' }, 409],
    ['/api/phones/dealer/press', { messageId: '1', data: 'x' }, 400],
    ['/api/phones/dealer/insert', { queryId: '1', resultId: '1' }, 409],
    ['/api/phones/dealer/toString', {}, 404],
    ['/api/phones/nobody/text', { text: 'x' }, 404],
    ['/api/clock', { hours: -1 }, 400],
    ['/api/clock', { hours: 1e9 }, 400],
    ['/api/clock', [], 400],
  ] as const
  for (const [path, body, status] of refused) {
    const answer = await post(path, body)
    expect([path, answer.status]).toEqual([path, status])
    expect(answer.body.error).toMatch(/\S/)
  }
})

test('PDFs and pictures open, anything else is saved and never runs in the page', async () => {
  const { person, get } = await withPage()
  await person.sendsFile('Счёт №1.pdf', Buffer.from('%PDF-'), { mime: 'application/pdf' })
  await person.sendsFile('x.html', Buffer.from('<script>1</script>'), { mime: 'text/html' })
  const [pdf, html] = await Promise.all(person.chat.slice(1).map(({ document }) => get(`/files/${document?.file_id}`)))
  expect(pdf?.headers.get('content-type')).toBe('application/pdf')
  expect(pdf?.headers.get('content-disposition')).toBe(`inline; filename*=UTF-8''${encodeURIComponent('Счёт №1.pdf')}`)
  expect(html?.headers.get('content-type')).toBe('application/octet-stream')
  expect(html?.headers.get('content-disposition')).toMatch(/^attachment/)
  expect((await get('/files/nothing')).status).toBe(404)
})

test('only the files of the page are served, and nothing from elsewhere runs in it', async () => {
  const { get } = await withPage()
  const index = await get('/')
  expect(index.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(await index.text()).toContain('<title>Dealerdesk')
  expect((await get('/app.js')).headers.get('content-type')).toContain('text/javascript')
  for (const path of ['/nothing.js', '/..%2fmain.ts', '/%2e%2e/main.ts', '/../main.ts'])
    expect([path, (await get(path)).status]).toEqual([path, 404])
})

test('other sites can neither act nor look', async () => {
  const { address, post } = await withPage()
  const { port } = new URL(address)
  const origin = { Origin: 'https://evil.example' }
  expect((await post('/api/phones/dealer/text', { text: 'x' }, origin)).status).toBe(403)
  expect((await post('/api/phones/dealer/text', { text: 'x' }, { Origin: address })).status).toBe(200)
  const status = await new Promise((resolve, reject) => {
    const headers = { Host: `evil.example:${port}` }
    request({ host: '127.0.0.1', port, path: '/api/state', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(403)
})
