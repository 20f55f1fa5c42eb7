import { expect, test } from 'vitest'
import { hours, minutes, seconds } from '#domain/time.ts'
import type { Person } from '#playground/telegram/server.ts'
import { dismissMember } from '#services/people/dealers.ts'
import { takeRole } from '#services/people/people.ts'
import { inns, register, type World, world } from '../../support/world.ts'
import { actorOf, done, invoiceOf, join } from '../scene.ts'
import { refusals, speaks } from '../told.ts'

const WARNING = /Резерв закончится через|reserve ends in|ends in/i
const END = /Резерв снят|has ended|released/i

/** A manager, a dealer with five cables reserved until Wednesday noon, and somebody of the office who looks on. */
async function reserved() {
  const w = await world()
  const manager = await w.staff('manager')
  const other = await w.staff('manager')
  const dealer = await w.dealer(manager, { name: 'ООО «Ромашка»', inn: inns[0] })
  const invoice = await invoiceOf(w.app.deps, dealer, [[w.goods.cable, 5]])
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Зарезервировать')
  return { ...w, w, manager, other, dealer, invoice }
}

/** Messages that came to a person by themselves and speak of this. */
function told(person: Person, about: RegExp): string[] {
  return person.chat.flatMap(({ fromBot, text = '' }) =>
    fromBot && about.test(text.split('\n')[0] ?? '') ? [text] : [],
  )
}

/** Time passes, and whatever looks at the clock looks: twice, and twice at once. */
async function passes({ clock, app }: Pick<World, 'clock' | 'app'>, ms: number): Promise<void> {
  clock.advance(ms)
  await Promise.all([app.runDue(), app.runDue()])
  await app.runDue()
}

test('24, 4 and 1 hours before the end, and at the end, he who reserved and the manager are told, once each', async () => {
  const s = await reserved()
  const { dealer, manager, other, w } = s
  await speaks(manager, 'en')
  for (const [step, warnings, ends] of [
    [hours(24) - 1, 0, 0],
    [1, 1, 0],
    [hours(20) - 1, 1, 0],
    [1, 2, 0],
    [hours(3), 3, 0],
    [minutes(59), 3, 0],
    [minutes(1) - 1, 3, 0],
    [1, 3, 1],
    [hours(24), 3, 1],
  ] as const) {
    await passes(s, step)
    for (const person of [dealer, manager]) {
      expect(told(person, WARNING)).toHaveLength(warnings)
      expect(told(person, END)).toHaveLength(ends)
    }
  }
  expect(told(dealer, WARNING).map((text) => /через ([\d ]+ч)/.exec(text)?.[1])).toEqual(['24 ч', '4 ч', '1 ч'])
  expect(told(dealer, WARNING)[0]).toContain('до 25.11 12:00')
  expect(told(manager, WARNING)[0]).toMatch(/24 h.+Ромашка/)
  expect(told(manager, WARNING).join().replaceAll('ООО «Ромашка»', '')).not.toMatch(/[а-яё]/i)
  expect(told(other, WARNING)).toEqual([])
  expect(told(other, END)).toEqual([])
  expect(dealer.buttons()).toContain('⏳ Зарезервировать снова')
  await dealer.taps('Зарезервировать снова')
  expect(dealer.sees()).toContain('Зарезервировано: 5 из 5')
  expect(refusals(w)).toEqual([])
})

test('from 22 to 8 in Moscow notices make no sound, by day they do', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  const silent: Record<string, boolean> = {}
  await passes(w, hours(9) + minutes(59))
  for (const moment of ['21:59', '22:00', '07:59', '08:00']) {
    await register(w.stranger(), `ООО «${moment}»`, inns[4])
    silent[moment] = manager.last().isSilent
    await passes(w, moment === '22:00' ? hours(9) + minutes(59) : minutes(1))
  }
  expect(silent).toEqual({ '21:59': false, '22:00': true, '07:59': true, '08:00': false })
  await dealer.sends('/start')
  expect(dealer.last().isSilent).toBe(false)
})

test.each<[string, (s: Awaited<ReturnType<typeof reserved>>) => Promise<unknown>]>([
  ['paid', ({ manager, invoice }) => manager.tapsData(manager.last().message_id, `!payall:${invoice.id}`)],
  ['released by hand', ({ dealer, invoice }) => dealer.tapsData(dealer.last().message_id, `!release:${invoice.id}`)],
  ['cancelled', ({ dealer, invoice }) => dealer.tapsData(dealer.last().message_id, `!cancel:${invoice.id}`)],
])('a warning is not sent of a reserve that was %s, not even when it was written before', async (_, happens) => {
  const s = await reserved()
  const { telegram, dealer, manager } = s
  for (const { id } of [dealer, manager])
    telegram.faults.next({ status: 429, retryAfter: 600 }, { method: 'sendMessage', chatId: id })
  await passes(s, hours(24))
  await happens(s)
  await passes(s, minutes(11))
  await passes(s, hours(30))
  for (const person of [dealer, manager]) {
    expect(told(person, WARNING)).toEqual([])
    expect(told(person, END)).toEqual([])
  }
})

test('of the reserve of somebody who has left his company its owner is told, and not he', async () => {
  const s = await reserved()
  const { app, goods, dealer, manager } = s
  const { companyId } = await actorOf(app.deps, dealer)
  const buyer = s.stranger('Борис')
  await join(app.deps, manager, companyId ?? 0, 'buyer', buyer)
  const { id } = await invoiceOf(app.deps, buyer, [[goods.switcher, 1]])
  await passes(s, hours(1))
  await buyer.tapsData(buyer.last().message_id, `!reserve:${id}`)
  done(await dismissMember(app.deps, await actorOf(app.deps, dealer), companyId ?? 0, buyer.id))
  await passes(s, hours(24))
  await passes(s, hours(24))
  expect(told(buyer, WARNING)).toEqual([])
  expect(told(buyer, END)).toEqual([])
  expect(told(dealer, END).join()).toContain('№ 1002')
})

test('a card of a newcomer that was late does not reach a manager who is none any more', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const admin = await w.staff('admin')
  w.telegram.faults.next({ status: 429, retryAfter: 60 }, { method: 'sendMessage', chatId: manager.id })
  await register(w.stranger(), 'ООО «Лютик»', inns[4])
  done(await takeRole(w.app.deps, await actorOf(w.app.deps, admin), manager.id, 'manager'))
  await passes(w, minutes(2))
  expect(manager.sees()).not.toContain('Лютик')
})

test('who has blocked the bot is not written to until he comes back, and then is', async () => {
  const s = await reserved()
  const { telegram, dealer, manager, w } = s
  dealer.blocksBot()
  await passes(s, hours(24))
  expect(told(manager, WARNING)).toHaveLength(1)
  const tried = telegram.calls.filter(({ chatId, ok }) => chatId === dealer.id && !ok)
  expect(tried.map(({ status }) => status)).toEqual([403])
  await passes(s, hours(20))
  expect(telegram.calls.filter(({ chatId, ok }) => chatId === dealer.id && !ok)).toHaveLength(1)

  dealer.unblocksBot()
  await dealer.sends('/reserves')
  await passes(s, hours(3))
  expect(told(dealer, WARNING)).toHaveLength(1)
  expect(told(manager, WARNING)).toHaveLength(3)
  expect(refusals(w)).toEqual(['sendMessage: Forbidden: bot was blocked by the user'])
})

test('Telegram is left alone for as long as it asks, others are told meanwhile, and then all arrives in its order', async () => {
  const s = await reserved()
  const { telegram, dealer, manager } = s
  telegram.faults.next({ status: 429, retryAfter: 300 }, { method: 'sendMessage', chatId: dealer.id })
  await passes(s, hours(24))
  expect(told(manager, WARNING)).toHaveLength(1)
  await manager.tapsData(manager.last().message_id, `!payall:${s.invoice.id}`)
  const tries = () =>
    telegram.calls.filter(({ method, chatId }) => method === 'sendMessage' && chatId === dealer.id).length
  const before = tries()
  await passes(s, seconds(299))
  expect(tries()).toBe(before)
  await passes(s, seconds(1))
  expect(told(dealer, /Оплата поступила/)).toHaveLength(1)
  expect(told(dealer, WARNING)).toEqual([])
})

test('a notice at which Telegram breaks is sent again, a little later each time, until it arrives once', async () => {
  const s = await reserved()
  const { telegram, dealer } = s
  telegram.faults.next({ status: 500 }, { method: 'sendMessage', chatId: dealer.id, times: 4 })
  await passes(s, hours(24))
  expect(told(dealer, WARNING)).toEqual([])
  const tries: number[] = []
  for (let second = 1; second <= 120; second++) {
    const before = telegram.calls.length
    await passes(s, seconds(1))
    if (telegram.calls.slice(before).some(({ chatId }) => chatId === dealer.id)) tries.push(second)
  }
  expect(told(dealer, WARNING)).toHaveLength(1)
  const pauses = tries.map((at, i) => at - (tries[i - 1] ?? 0))
  expect(pauses).toHaveLength(4)
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
})

test('a notice whose answer was lost on the way is not sent twice', async () => {
  const s = await reserved()
  const { telegram, dealer, manager } = s
  telegram.faults.next({ cut: 'after' }, { method: 'sendMessage', chatId: dealer.id })
  await passes(s, hours(24))
  await passes(s, hours(1))
  expect(told(dealer, WARNING)).toHaveLength(1)
  await passes(s, hours(19))
  expect(told(dealer, WARNING)).toHaveLength(2)
  expect(told(manager, WARNING)).toHaveLength(2)
})
