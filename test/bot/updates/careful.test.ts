import { Api } from 'grammy'
import type { Update } from 'grammy/types'
import { expect, onTestFinished, test } from 'vitest'
import { createGuard, type UpdateGuard } from '#bot/updates/careful.ts'
import { minutes } from '#domain/time.ts'
import { startTelegram } from '#playground/telegram/server.ts'
import { createLog } from '#runtime/log.ts'
import { createRows } from '../../support/rows.ts'
import { shop } from '../../support/shop.ts'

const text = (id: number, text: string, locale = 'ru'): Update => ({
  update_id: id,
  message: {
    message_id: id,
    date: 0,
    text,
    chat: { id: 7, type: 'private', first_name: 'Анна' },
    from: { id: 7, is_bot: false, first_name: 'Анна', language_code: locale },
  },
})

/** Processes one after another on one database; what is begun in one that dies never ends. */
async function processes() {
  const { deps, clock } = await shop()
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const anna = telegram.person({ id: 7, firstName: 'Анна' })
  telegram.deliver = () => Promise.resolve()
  await anna.sends('/start')
  const api = new Api(telegram.token, { apiRoot: telegram.root })
  const begun: number[] = []
  const starts = async (handle: (update: Update) => Promise<void> = async () => {}): Promise<UpdateGuard> => {
    begun.length = 0
    const guard = createGuard({
      deps,
      api,
      log: createLog('silent'),
      handle: (update) => {
        begun.push(update.update_id)
        return handle(update)
      },
    })
    await guard.begin()
    return guard
  }
  const told = () =>
    telegram.calls.filter(({ method }) => method === 'sendMessage').map(({ params }) => String(params.text))
  return { deps, clock, begun, starts, told }
}

const never = () => new Promise<never>(() => {})

test('what is in work at two deaths is not begun a third time, and its sender is told once in his language', async () => {
  const { deps, begun, starts, told } = await processes()
  await createRows(deps.db).user({ id: 7, firstName: 'Anna', locale: 'en' })
  const poison = text(1, 'яд')
  void (await starts(never)).handle(poison)
  const second = await starts((update) => (update.update_id === 1 ? never() : Promise.resolve()))
  void second.handle(poison)
  void second.handle(text(2, 'раз'))
  await expect.poll(() => begun).toEqual([1])

  const third = await starts()
  await third.handle(poison)
  await third.handle(text(2, 'раз'))
  expect(begun).toEqual([2])
  await expect.poll(told).toEqual([expect.stringContaining('Could not process: message; number 1')])
  await third.end()
  const fourth = await starts()
  await fourth.handle(poison)
  expect(begun).toEqual([])
  await fourth.end()
  expect(told()).toHaveLength(1)
})

test('what waited behind it, and what came to its end, is begun again and not set aside', async () => {
  const { begun, starts, told } = await processes()
  const all = [1, 2, 3].map((id) => text(id, String(id)))
  const first = await starts(never)
  for (const update of all) void first.handle(update)
  const second = await starts((update) => (update.update_id === 2 ? never() : Promise.resolve()))
  second.caughtUp(all)
  for (const update of all) void second.handle(update)
  await expect.poll(() => begun).toEqual([1, 2])
  const third = await starts()
  third.caughtUp(all)
  await Promise.all(all.map((update) => third.handle(update)))
  expect(begun).toEqual([1, 3])
  await third.calm
  await third.end()
  expect(told()).toHaveLength(1)
})

test('what has become work behind it is not set aside for the deaths of its update: the work has its own end', async () => {
  const { deps, begun, starts, told } = await processes()
  const file = text(1, 'список')
  void (await starts(never)).handle(file)
  void (await starts(never)).handle(file)
  await expect.poll(() => begun).toEqual([1])
  const row = { kind: 'list', value: JSON.stringify(file), chatId: 7, messageId: null, attempts: 1, begunAt: 0 }
  await deps.db
    .insertInto('backgroundWork')
    .values({ ...row, updateId: 1, doneAt: null })
    .execute()
  const third = await starts()
  await third.handle(file)
  expect(begun).toEqual([])
  const left = await deps.db.selectFrom('backgroundWork').select('updateId').where('doneAt', 'is', null).execute()
  expect(left).toEqual([{ updateId: 1 }])
  await third.end()
  expect(told()).toEqual([])
})

test('while all goes well nothing is written down, and a clean end blames nobody', async () => {
  const { deps, begun, starts, told } = await processes()
  const rows = () => deps.db.selectFrom('openUpdates').select('id').execute()
  for (const _ of ['first', 'second', 'third']) {
    const guard = await starts()
    await guard.calm
    await guard.handle(text(1, 'раз'))
    expect(await rows()).toEqual([])
    await guard.end()
  }
  expect(begun).toEqual([1])
  expect(told()).toEqual([])
})

test('where Telegram posts them, those that come soon after the start are begun one at a time, later ones side by side', async () => {
  const { clock, begun, starts } = await processes()
  await starts(never)
  const guard = await starts(never)
  void guard.handle(text(1, 'раз'))
  void guard.handle(text(2, 'два'))
  await expect.poll(() => begun).toEqual([1])
  const later = await starts(never)
  clock.advance(minutes(6))
  void later.handle(text(3, 'три'))
  void later.handle(text(4, 'четыре'))
  await expect.poll(() => begun).toEqual([3, 4])
})
