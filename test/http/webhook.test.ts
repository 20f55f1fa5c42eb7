import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createWebhookServer } from '#http/webhook.ts'
import { createLog } from '#runtime/log.ts'
import { freePort } from '../support/ports.ts'
import { world } from '../support/world.ts'

async function serve(handle: (update: unknown) => Promise<void>) {
  const server = createWebhookServer({ path: '/telegram', secret: 'right', handle, log: createLog('silent') })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = (body: string, secret = 'right', path = '/telegram') =>
    fetch(root + path, { method: 'POST', body, headers: { 'X-Telegram-Bot-Api-Secret-Token': secret } })
  return { root, post }
}

test('an update is answered once it has had its effect', async () => {
  const taken: unknown[] = []
  const { post } = await serve(async (update) => {
    taken.push(update)
  })
  expect((await post('{"update_id":7}')).status).toBe(200)
  expect(taken).toEqual([{ update_id: 7 }])
})

test('nobody but Telegram is listened to', async () => {
  const taken: unknown[] = []
  const { root, post } = await serve(async (update) => void taken.push(update))
  expect((await post('{}', 'wrong')).status).toBe(401)
  expect((await post('{}', '')).status).toBe(401)
  expect((await post('{}', 'right', '/other')).status).toBe(404)
  for (const body of ['not json', 'null', '[]', '7', '{}']) expect((await post(body)).status, body).toBe(400)
  expect((await post('"'.padEnd(2 * 1024 * 1024, 'x'))).status).toBe(413)
  expect((await fetch(`${root}/telegram`)).status).toBe(404)
  expect(taken).toEqual([])
})

test('what fails is answered so that Telegram sends it again', async () => {
  const { root, post } = await serve(() => Promise.reject(new Error('no database')))
  expect((await post('{"update_id":1}')).status).toBe(500)
  expect((await fetch(`${root}/health`)).status).toBe(200)
})

test('a webhook without a secret makes one of its own: nobody posts as an administrator', async () => {
  const port = await freePort()
  const env = { WEBHOOK_URL: `https://bot.example.org/telegram`, PORT: String(port), ADMIN_IDS: '42' }
  const { app, telegram } = await world({ env })
  await app.start()
  const forged = {
    update_id: 1,
    callback_query: {
      id: '1',
      from: { id: 42, is_bot: false, first_name: 'x' },
      chat_instance: '1',
      data: '!staff:666:2:1',
    },
  }
  const post = (headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${port}/telegram`, { method: 'POST', body: JSON.stringify(forged), headers })
  expect((await post({})).status).toBe(401)
  expect((await post({ 'X-Telegram-Bot-Api-Secret-Token': '' })).status).toBe(401)
  const set = telegram.calls.findLast(({ method }) => method === 'setWebhook')
  expect(String(set?.params.secret_token)).toMatch(/^[\w-]{40,256}$/)
})
