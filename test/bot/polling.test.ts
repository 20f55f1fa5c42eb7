import { Api } from 'grammy'
import type { Update } from 'grammy/types'
import { expect, onTestFinished, test } from 'vitest'
import { poll } from '../../src/bot/polling.ts'
import { createLog } from '../../src/log.ts'
import { startTelegram } from '../../src/playground/telegram/server.ts'

async function line() {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const api = new Api(telegram.token, { apiRoot: telegram.root })
  const anna = telegram.person({ id: 7, firstName: 'Анна' })
  /** Polls until `enough` says so, with a handler of the test's. */
  const listen = async (handle: (update: Update, stop: () => void) => Promise<void>) => {
    const stopping = new AbortController()
    await poll(api, (update) => handle(update, () => stopping.abort()), createLog('silent'), stopping.signal)
  }
  return { telegram, anna, listen }
}

test('what was taken is confirmed when the bot stops: it does not come again', async () => {
  const { anna, listen } = await line()
  await anna.sends('раз')
  const seen: (string | undefined)[] = []
  const take = async (update: Update, stop: () => void) => {
    seen.push(update.message?.text)
    stop()
  }
  await listen(take)
  await anna.sends('два')
  await listen(take)
  expect(seen).toEqual(['раз', 'два'])
})

test('what was being handled when the bot fell comes again', async () => {
  const { anna, telegram, listen } = await line()
  await anna.sends('раз')
  const fallen = new AbortController()
  const api = new Api(telegram.token, { apiRoot: telegram.root })
  await new Promise<void>((resolve) => {
    void poll(api, () => new Promise(() => resolve()), createLog('silent'), fallen.signal)
  })
  fallen.abort()
  const seen: (string | undefined)[] = []
  await listen(async (update, stop) => {
    seen.push(update.message?.text)
    stop()
  })
  expect(seen).toEqual(['раз'])
})

test('a fault of Telegram is lived through', async () => {
  const { anna, telegram, listen } = await line()
  telegram.faults.next({ status: 500 }, { method: 'getUpdates' })
  await anna.sends('раз')
  const seen: (string | undefined)[] = []
  await listen(async (update, stop) => {
    seen.push(update.message?.text)
    stop()
  })
  expect(seen).toEqual(['раз'])
})
