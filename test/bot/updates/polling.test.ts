import { Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import { expect, onTestFinished, test } from 'vitest'
import type { OpenUpdates } from '#bot/updates/open-updates.ts'
import { poll } from '#bot/updates/polling.ts'
import { type Person, startTelegram } from '#playground/telegram/server.ts'
import { createLog } from '#runtime/log.ts'

/** In memory: what the process keeps, the next one finds. */
function keptUpdates(): OpenUpdates {
  const kept = new Map<number, Update>()
  return {
    keep: async (updates) => {
      for (const update of updates) kept.set(update.update_id, update)
    },
    left: async () => [...kept.values()],
    close: async (id) => void kept.delete(id),
  }
}

async function line() {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const api = new Api(telegram.token, { apiRoot: telegram.root })
  const [anna, boris] = [7, 8].map((id) => telegram.person({ id, firstName: 'Анна' })) as [Person, Person]
  const open = keptUpdates()
  const log = createLog('silent')
  /** Polls until `enough` says so, with a handler of the test's. */
  const listen = async (handle: (update: Update, stop: () => void) => Promise<void>) => {
    const stopping = new AbortController()
    const stop = () => stopping.abort()
    await poll({ api, handle: (update) => handle(update, stop), open, log, signal: stopping.signal })
  }
  /** Polls until `until`, and then falls: nothing of it goes on. */
  const fall = async (handle: (update: Update) => Promise<void>, until: Promise<void>) => {
    const fallen = new AbortController()
    poll({ api, handle, open, log, signal: fallen.signal }).catch(() => {})
    await until
    fallen.abort()
  }
  /** Until it is told to. */
  const keepNothing = () => {
    const isKept = Promise.withResolvers<void>()
    const { keep } = open
    open.keep = (updates) => isKept.promise.then(() => keep(updates))
    return isKept
  }
  return { telegram, api, anna, boris, open, listen, fall, keepNothing }
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
  const { anna, listen, fall } = await line()
  await anna.sends('раз')
  const taken = Promise.withResolvers<void>()
  await fall(() => new Promise(() => taken.resolve()), taken.promise)
  const seen: (string | undefined)[] = []
  await listen(async (update, stop) => {
    seen.push(update.message?.text)
    stop()
  })
  expect(seen).toEqual(['раз'])
})

test.each([
  ['is kept', false],
  ['can’t be kept yet: Telegram is asked for what comes after it', true],
])('nobody waits behind a slow answer that %s', async (_, isHindered) => {
  const { anna, boris, listen, keepNothing } = await line()
  const isAnswered = Promise.withResolvers<void>()
  const isKept = isHindered ? keepNothing() : undefined
  await anna.sends('медленно')
  const seen: (string | undefined)[] = []
  await listen(async (update, stop) => {
    if (update.message?.text === 'медленно') {
      await boris.sends('быстро')
      await isAnswered.promise
    } else isAnswered.resolve()
    seen.push(update.message?.text)
    if (seen.length < 2) return
    stop()
    isKept?.resolve()
  })
  expect(seen).toEqual(['быстро', 'медленно'])
})

test('slow answers are kept in one go, nothing is while that is tried, and all are again where it failed', async () => {
  const { telegram, anna, open, listen } = await line()
  const words = ['раз', 'два', 'три']
  for (const word of words) await anna.sends(word)
  const looks = () => telegram.calls.filter(({ method }) => method === 'getUpdates').length
  const isKept = Promise.withResolvers<void>()
  const { keep } = open
  const tries: (string | undefined)[][] = []
  let atOnce = 0
  let mostAtOnce = 0
  open.keep = async (updates) => {
    tries.push(updates.map(({ message }) => message?.text))
    mostAtOnce = Math.max(mostAtOnce, ++atOnce)
    const before = looks()
    await expect.poll(looks).toBeGreaterThan(before + 3)
    atOnce--
    if (tries.length === 1) throw new Error('no')
    await keep(updates)
    isKept.resolve()
  }
  let answered = 0
  await listen(async (_, stop) => {
    await isKept.promise
    if (++answered === words.length) stop()
  })
  expect([mostAtOnce, tries.length, tries.at(-1)]).toEqual([1, 2, words])
  await expect.poll(() => open.left()).toEqual([])
})

test('each is given out once, however often Telegram gives what is not confirmed, and those after one that fails are not again', async () => {
  const { anna, boris, listen } = await line()
  const isSlow = Promise.withResolvers<void>()
  await anna.sends('медленно')
  const seen: (string | undefined)[] = []
  await listen(async (update, stop) => {
    const text = update.message?.text
    seen.push(text)
    if (text === 'медленно') {
      for (const word of ['раз', 'два', 'три']) await boris.sends(word)
      await isSlow.promise
      if (seen.filter((one) => one === 'медленно').length === 1) throw new Error('no')
      stop()
    }
    if (text === 'три') isSlow.resolve()
  })
  expect(seen).toEqual(['медленно', 'раз', 'два', 'три', 'медленно'])
})

test('what was being answered slowly when the bot fell is answered after the next start, and the rest is not again', async () => {
  const { anna, boris, listen, fall } = await line()
  const other = Promise.withResolvers<void>()
  await anna.sends('медленно')
  await fall(async (update) => {
    if (update.message?.text !== 'медленно') return other.resolve()
    await boris.sends('быстро')
    return new Promise<never>(() => {})
  }, other.promise)
  const seen: (string | undefined)[] = []
  const take = async (update: Update, stop: () => void) => {
    seen.push(update.message?.text)
    if (update.message?.text === 'конец') stop()
  }
  await anna.sends('конец')
  await listen(take)
  expect(seen).toContain('медленно')
  seen.length = 0
  await anna.sends('конец')
  await listen(take)
  expect(seen).toEqual(['конец'])
})

test('a slow answer that fails is tried again', async () => {
  const { anna, boris, listen } = await line()
  const isSlow = Promise.withResolvers<void>()
  await anna.sends('медленно')
  let tries = 0
  await listen(async (update, stop) => {
    if (update.message?.text !== 'медленно') return isSlow.resolve()
    if (++tries === 2) return stop()
    await boris.sends('быстро')
    await isSlow.promise
    throw new Error('no')
  })
  expect(tries).toBe(2)
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

test('whoever sends a hundred and fifty messages while his chat never answers holds up nobody else, and loses none of them', async () => {
  const { telegram, anna, boris, open, fall, listen } = await line()
  const words = Array.from({ length: 150 }, (_, i) => String(i))
  for (const word of words) await anna.sends(word)
  await boris.sends('быстро')
  const others = Promise.withResolvers<void>()
  const begun: (string | undefined)[] = []
  await fall((update) => {
    if (update.message?.from?.id === boris.id) others.resolve()
    else begun.push(update.message?.text)
    return new Promise<never>(() => {})
  }, others.promise)
  expect(begun).toEqual(words.slice(0, begun.length))
  expect(begun.length).toBeLessThan(10)
  await expect.poll(async () => (await open.left()).length).toBeGreaterThanOrEqual(150)
  expect(telegram.calls.length).toBeLessThan(50)
  const seen: (string | undefined)[] = []
  await listen(async (update, stop) => {
    if (update.message?.from?.id === anna.id) seen.push(update.message.text)
    if (seen.length === words.length) stop()
  })
  expect(seen).toEqual(words)
})

test('the second hundred of one person is answered in its order, as his slow ones come to their end', async () => {
  const { anna, boris, listen } = await line()
  const words = Array.from({ length: 120 }, (_, i) => String(i))
  for (const word of words) await anna.sends(word)
  await boris.sends('быстро')
  const isFirst = Promise.withResolvers<void>()
  const seen: (string | undefined)[] = []
  await listen(async (update, stop) => {
    if (update.message?.from?.id === boris.id) return isFirst.resolve()
    await isFirst.promise
    seen.push(update.message?.text)
    if (seen.length === words.length) stop()
  })
  expect(seen).toEqual(words)
})

test('however long Telegram asks to be left alone, it is asked again later, and not at once', async () => {
  const { anna, telegram, listen } = await line()
  let looks = 0
  const api = { getUpdates: () => Promise.reject(tooMany(++looks)) } as unknown as Api
  const stopping = new AbortController()
  const polling = poll({
    api,
    handle: async () => {},
    open: keptUpdates(),
    log: createLog('silent'),
    signal: stopping.signal,
  })
  await anna.sends('раз')
  await listen(async (_, stop) => stop())
  expect(telegram.calls.length).toBeGreaterThan(0)
  stopping.abort()
  await polling
  expect(looks).toBe(1)
})

function tooMany(looks: number): Error {
  if (looks > 100) throw new Error('a hot loop')
  const answer = {
    ok: false,
    error_code: 429,
    description: 'Too Many Requests',
    parameters: { retry_after: 2 ** 40 },
  } as const
  return new GrammyError('no', answer, 'getUpdates', {})
}

test('what was kept and not confirmed when the bot fell is begun once after the next start', async () => {
  const { anna, api, open, listen } = await line()
  await anna.sends('раз')
  await open.keep(await api.getUpdates())
  await anna.sends('конец')
  const seen: (string | undefined)[] = []
  await listen(async ({ message }, stop) => {
    seen.push(message?.text)
    if (message?.text === 'конец') stop()
  })
  expect(seen).toEqual(['раз', 'конец'])
  expect(await open.left()).toEqual([])
})
