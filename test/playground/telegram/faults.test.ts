import { expect, test } from 'vitest'
import { chatWithAnna } from '../../support/telegram.ts'

const hi = { chat_id: 7, text: 'hi' }

test('Too Many Requests: retry after N, with the header Retry-After, once', async () => {
  const { telegram, call, anna } = await chatWithAnna()
  telegram.faults.next({ status: 429, retryAfter: 17 })
  const url = `${telegram.root}/bot${telegram.token}/sendMessage?chat_id=7&text=hi`
  const response = await fetch(url)
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('17')
  expect(await response.json()).toEqual({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 17',
    parameters: { retry_after: 17 },
  })
  expect(anna.sees()).toBe('')
  expect((await call('sendMessage', hi)).ok).toBe(true)
})

test('Internal Server Error, as often as wished and only for what fits', async () => {
  const { telegram, complaint } = await chatWithAnna()
  telegram.faults.next({ status: 500 }, { method: 'sendmessage', chatId: 7, times: 2 })
  expect(await complaint('sendChatAction', { chat_id: 7, action: 'typing' })).toBe('ok')
  expect(await complaint('sendMessage', { ...hi, chat_id: 8 })).toBe('Bad Request: chat not found')
  expect(await complaint('sendMessage', hi)).toBe('Internal Server Error')
  expect(await complaint('sendMessage', hi)).toBe('Internal Server Error')
  expect(await complaint('sendMessage', hi)).toBe('ok')
})

test('a line cut before the effect leaves nothing, one cut after it leaves the message', async () => {
  const { telegram, call, anna } = await chatWithAnna()
  telegram.faults.next({ cut: 'before' })
  await expect(call('sendMessage', hi)).rejects.toThrow('fetch failed')
  expect(anna.sees()).toBe('')
  telegram.faults.next({ cut: 'after' })
  await expect(call('sendMessage', hi)).rejects.toThrow('fetch failed')
  expect(anna.sees()).toBe('hi')
})

test('latency delays a call and nothing else; clear forgets what was to come', async () => {
  const { telegram, complaint } = await chatWithAnna()
  telegram.faults.next({ latencyMs: 1 })
  expect(await complaint('sendMessage', hi)).toBe('ok')
  telegram.faults.next({ status: 500 })
  telegram.faults.clear()
  expect(await complaint('sendMessage', hi)).toBe('ok')
})

test('a fault may meet a part of the calls, the same ones in every run', async () => {
  const run = async () => {
    const { telegram, call } = await chatWithAnna()
    telegram.faults.next({ status: 500 }, { share: 0.3, times: Number.POSITIVE_INFINITY })
    const outcomes: boolean[] = []
    for (let i = 0; i < 20; i++) outcomes.push((await call('getMe')).ok)
    return outcomes
  }
  const outcomes = await run()
  expect(new Set(outcomes)).toEqual(new Set([true, false]))
  expect(await run()).toEqual(outcomes)
})
