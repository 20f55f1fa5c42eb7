import { expect, test } from 'vitest'
import type { Person } from '#playground/telegram/server.ts'
import { dismissMember } from '#services/people/colleagues.ts'
import { giveRole, takeRole } from '#services/people/staff.ts'
import { inns } from '../../support/world.ts'
import { type DecisionName, everyDecision, everyScreen } from '../roof/examples.ts'
import { actorOf, type Cast, done, type Ids, join, type Scene, scene } from '../scene.ts'
import { stateBeside } from '../state.ts'
import { refusals, toldSince } from '../told.ts'

type Who = keyof Cast

const everybody = Object.keys({
  stranger: 1,
  refused: 1,
  ownerB: 1,
  accountant: 1,
  buyer: 1,
  owner: 1,
  manager: 1,
  support: 1,
  admin: 1,
} satisfies Record<Who, 1>) as Who[]

/** Whose press of a button may change what is not his own habits or his own cart. */
const mayChange: Record<DecisionName, readonly Who[]> = {
  ...{ locale: [], hints: [], value: [], range: [], inStock: [], literal: [], clearFilters: [], sort: [] },
  ...{
    quantity: [],
    removeLine: [],
    clearCart: [],
    pastedAll: [],
    pastedColumn: [],
    pastedLine: [],
    repeat: [],
    listToCart: [],
  },
  ...{ price: [], fromWarehouse: [], openSelection: [] },
  removeSelection: ['owner', 'buyer', 'accountant'],
  removeList: ['owner', 'buyer'],
  ...{ watch: [], unwatch: [], watchShort: [] },
  ...{ compare: [], uncompare: [], compareFrom: [], swapLine: [], swapInvoiceLine: [] },
  createInvoice: ['owner'],
  createAndReserve: ['owner'],
  ...{ reserve: ['owner', 'buyer'], release: ['owner', 'buyer'], cancelInvoice: ['owner', 'buyer'] },
  ...{
    payAll: ['manager'],
    recordPayment: ['manager'],
    refuseClaim: ['manager'],
    extend: ['manager'],
    hold: ['manager'],
  },
  ...{ askExtension: ['owner', 'buyer'], askHowLong: [] },
  ...{ method: ['owner'], warehouse: ['owner'], day: ['owner'], contact: ['owner'], again: ['owner'] },
  ...{ contactPerson: [], asLast: ['owner'], formerPlace: ['owner'], fileAgain: [] },
  ...{
    draftLine: ['owner'],
    file: ['owner'],
    cancelShipment: ['owner', 'buyer'],
    move: ['manager'],
    dispatch: [],
    pass: [],
  },
  withdraw: [],
  ...{ approve: ['manager', 'admin'], refuse: ['manager', 'admin'], invite: ['owner', 'manager'] },
  ...{ priceType: ['manager', 'admin'], dismiss: ['owner', 'manager', 'admin'], staff: ['admin'] },
  ...{ offeredList: ['manager'], takeBack: [], dismissUpdate: ['admin'] },
}

/** Words of companies and of the catalog that this person may not read anywhere. */
function forbiddenWords({ secrets }: Scene, who: Who): string[] {
  const ofB = ['Бета', inns[1]]
  const waiting = ['Незабудка', inns[3]]
  const catalog = ['₽', 'шт.', 'AV-10', 'VS-411', 'HDMI', 'Коммута', 'Кабел', 'Москва', 'Розничная', 'Дилерская']
  if (who === 'manager' || who === 'admin') return []
  if (who === 'owner' || who === 'buyer' || who === 'accountant') return [...ofB, ...waiting, 'Отказ', 'Розничная']
  if (who === 'ownerB') return [...secrets, ...waiting, 'Отказ', 'Розничная']
  if (who === 'support') return [...secrets, ...ofB, ...waiting, 'Отказ']
  return [...secrets, ...ofB, ...waiting, ...catalog]
}

/** Presses a button that this person may never have been shown; what he is told, in Telegram's own words. */
async function press(w: Scene, person: Person, data: string): Promise<string> {
  const from = w.telegram.calls.length
  await person.tapsData(person.last().message_id, data)
  return toldSince(w, person, from)
}

const commands = [
  ...['start', 'start nonsense', 'catalog', 'search', 'search HDMI', 'cart', 'invoices', 'reserves', 'shipments'],
  ...['settlements', 'help', 'settings', 'desk', 'dealers', 'announce', 'import', 'staff', 'nonsense', 'cancel'],
].map((name) => `/${name}`)

/** Ways to ask for a document without a button. */
const typed = ['1001', '№ 1001', 'заявка 1', inns[0], 'Альфа', 'CBL-10']

test.each(everybody)('whatever %s presses or writes, he gets and changes only what is his', async (who) => {
  const w = await scene()
  const { app, cast, ids, common, telegram } = w
  const person = cast[who]
  const words = forbiddenWords(w, who)
  const before = await stateBeside(app.deps.db, person)
  const check = async (action: string, told: string) => {
    expect.soft(told, `${who} breaks something by ${action}`).not.toContain('сломалось')
    const leaked = words.filter((word) => told.includes(word))
    expect.soft(leaked, `${who} is told by ${action}: ${told}`).toEqual([])
    expect.soft(await stateBeside(app.deps.db, person), `${who} changes something by ${action}`).toBe(before)
  }

  for (const { name, data } of everyScreen(ids, common)) await check(name, await press(w, person, data))
  for (const text of [...commands, ...typed]) {
    const from = telegram.calls.length
    await person.sends(text)
    const told = toldSince(w, person, from)
    expect.soft(told, `nothing is said to «${text}»`).not.toBe('')
    await check(text, told.replaceAll(text, ''))
  }
  const from = telegram.calls.length
  if (who !== 'manager' && who !== 'admin') {
    await person.sendsFile('price.csv', new TextEncoder().encode('Артикул;Наименование;Цена\nCBL-10;Кабель;1'))
    await check('a price list', toldSince(w, person, from))
  }
  for (const { name, data } of everyDecision(ids, common)) {
    if (mayChange[name].includes(who)) continue
    const told = await press(w, person, data)
    await check(name, told)
    if (mayChange[name].length > 0)
      expect.soft(told, `${who} is refused ${name}`).toMatch(/Недостаточно прав|Не найдено/)
  }

  if (words.includes(inns[0]))
    expect(person.documents().filter(({ name }) => !/^(образец|sample)/.test(name))).toEqual([])
  expect(refusals(w)).toEqual([])
  expect(telegram.unanswered).toEqual([])
})

test.each(['ownerB', 'stranger', 'refused', 'support'] as const)(
  'to %s what belongs to company A looks exactly like what does not exist',
  async (who) => {
    const w = await scene()
    const { cast, ids, common } = w
    const missing = Object.fromEntries(Object.keys(ids).map((name) => [name, 999_999])) as unknown as Ids
    const ofA = [...everyScreen(ids, common), ...everyDecision(ids, common)]
    const ofNobody = [...everyScreen(missing, common), ...everyDecision(missing, common)]
    for (const [at, { name, data }] of ofA.entries()) {
      const other = ofNobody[at]?.data ?? ''
      if (data === other) continue
      expect.soft(await press(w, cast[who], data), name).toBe(await press(w, cast[who], other))
    }
    expect(refusals(w)).toEqual([])
  },
)

test('a manager who also buys for company B orders and cancels nothing in the name of company A', async () => {
  const w = await scene()
  const { cast, ids, common, app } = w
  const both = cast.ownerB
  done(await giveRole(app.deps, null, both.id, 'manager'))
  const before = await stateBeside(app.deps.db, both)
  for (const { name, data } of everyDecision(ids, common)) {
    if (mayChange[name].includes('manager')) continue
    const told = await press(w, both, data)
    expect.soft(await stateBeside(app.deps.db, both), `${name} changes something: ${told}`).toBe(before)
  }
})

test('a role that is taken away is gone at the next press, and in a form that is open', async () => {
  const w = await scene()
  const { cast, ids, app } = w
  const { manager, admin } = cast
  await manager.sends('1001')
  await manager.taps('Записать оплату')
  done(await takeRole(app.deps, await actorOf(app.deps, admin), manager.id, 'manager'))
  const before = await stateBeside(app.deps.db, manager)

  await manager.sends('1000')
  expect(manager.sees()).toContain('Недостаточно прав')
  expect(await manager.taps('Вся сумма')).toMatchObject({
    text: expect.stringContaining('Недостаточно прав'),
    alert: true,
  })
  expect(await manager.tapsData(manager.last().message_id, `!move:${ids.shipment}:0`)).toMatchObject({
    text: expect.stringContaining('Недостаточно прав'),
  })
  await manager.sends('/desk')
  expect(manager.sees()).toContain('Недостаточно прав')
  await manager.sends('1001')
  expect(manager.sees()).toContain('Зарегистрироваться')
  expect(manager.sees()).not.toContain('Альфа')
  expect(manager.commands().map(({ command }) => command)).toEqual(['start', 'help', 'settings', 'cancel'])
  expect(await stateBeside(app.deps.db, manager)).toBe(before)
})

test('a colleague who is dismissed loses everything at once: menu, cards, an open form, PDF, notices', async () => {
  const w = await scene()
  const { cast, ids, app } = w
  const { buyer, owner, manager } = cast
  await buyer.sends('/start')
  await buyer.sends('CBL-10')
  await buyer.taps('В корзину')
  done(await dismissMember(app.deps, await actorOf(app.deps, owner), ids.company, buyer.id))
  const before = await stateBeside(app.deps.db, manager)

  const form = buyer.last().message_id
  await buyer.sends('5')
  expect(buyer.chat.find(({ message_id }) => message_id > form + 1)?.text).toContain('Недостаточно прав')
  expect(buyer.sees()).toContain('Доступ к компании ООО «Альфа» закрыт')
  const heard = w.telegram.calls.length
  await buyer.taps('Взаиморасчёты')
  await press(w, buyer, `pdf:${ids.invoice}`)
  await press(w, buyer, `!reserve:${ids.invoice}`)
  const told = toldSince(w, buyer, heard)
  expect(w.secrets.filter((secret) => told.includes(secret))).toEqual([])
  expect(buyer.documents()).toEqual([])
  expect(await stateBeside(app.deps.db, manager)).toBe(before)

  await manager.tapsData(manager.last().message_id, `!payall:${ids.invoice}`)
  expect(owner.sees()).toContain('Оплата поступила')
  await buyer.sends('/start')
  expect(buyer.sees()).toContain('Зарегистрироваться')
  expect(buyer.chat.some(({ text }) => text?.includes('Оплата поступила'))).toBe(false)
})

test('a colleague who is dismissed and joins another company orders for that one', async () => {
  const w = await scene()
  const { cast, ids, app } = w
  const { buyer, owner, ownerB, manager } = cast
  await buyer.sends('CBL-10 3')
  done(await dismissMember(app.deps, await actorOf(app.deps, owner), ids.company, buyer.id))
  const { companyId } = await actorOf(app.deps, ownerB)
  await join(app.deps, manager, companyId ?? 0, 'buyer', buyer)

  await buyer.sends('/cart')
  expect(buyer.sees()).toContain('Пока пусто')
  await buyer.sends('AV-10.003 2')
  await buyer.sends('/cart')
  await buyer.taps('Создать счёт')
  expect(buyer.sees()).toContain('Счёт № 1002')
  await ownerB.sends('/invoices')
  expect(ownerB.sees()).toContain('№ 1002')
})
