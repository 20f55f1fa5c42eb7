import { saveSelection } from '#db/catalog/saved-selections.ts'
import { findPerson } from '#db/people/people.ts'
import { openExtensions } from '#db/reserve/extensions.ts'
import type { Actor, MemberRole } from '#domain/policy.ts'
import { seconds } from '#domain/time.ts'
import type { Person } from '#playground/telegram/server.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { changeTerms } from '#services/money/terms.ts'
import { setQuantity } from '#services/orders/carts.ts'
import { createInvoice } from '#services/orders/invoices.ts'
import { saveAs } from '#services/orders/saved-lists.ts'
import { invite } from '#services/people/invitations.ts'
import { askExtension } from '#services/reserve/extensions.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { changeDraft } from '#services/shipping/answers.ts'
import { startShipment } from '#services/shipping/drafts.ts'
import { fileShipment } from '#services/shipping/filing.ts'
import { inns, register, type World, world } from '../support/world.ts'

/** Everybody who may press a button, seen from company A. */
export interface Cast {
  stranger: Person
  refused: Person
  ownerB: Person
  accountant: Person
  buyer: Person
  owner: Person
  manager: Person
  support: Person
  admin: Person
}

/** What belongs to company A, and the newcomer who waits. */
export interface Ids {
  company: number
  owner: number
  accountant: number
  invoice: number
  line: number
  cart: number
  draft: number
  list: number
  saved: number
  kept: number
  shipment: number
  extension: number
  newcomer: number
  /** A price list that the manager has looked at. */
  offered: number
}

/** What belongs to nobody: the catalog. */
export interface Common {
  category: number
  product: number
  /** In company A's invoice. */
  reserved: number
  analogue: number
  characteristic: number
  value: number
  priceType: number
  warehouse: number
}

export interface Scene extends World {
  cast: Cast
  ids: Ids
  common: Common
  /** Words that only company A and the distributor's managers may read. */
  secrets: string[]
}

export async function actorOf(deps: Deps, { id }: Person): Promise<Actor> {
  const person = await findPerson(deps.db, id)
  if (!person) throw new Error(`${id} has never written`)
  return person.actor
}

/** What a service answered, where the test needs it to be well. */
export function done<Answer extends { ok: boolean }>(answer: Answer): Extract<Answer, { ok: true }> {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`)
  return answer as Extract<Answer, { ok: true }>
}

/** Lets a person into a company by an invitation link. */
export async function join(deps: Deps, manager: Person, companyId: number, role: MemberRole, person: Person) {
  const { token } = done(await invite(deps, await actorOf(deps, manager), companyId, role))
  await person.sends(`/start ${token}`)
}

/** An invoice of these goods, made the shortest way. */
export async function invoiceOf(deps: Deps, person: Person, goods: readonly (readonly [number, number])[]) {
  const actor = await actorOf(deps, person)
  for (const [productId, quantity] of goods) done(await setQuantity(deps, actor, productId, String(quantity)))
  return done(await createInvoice(deps, actor, await cartOf(deps, person))).invoice
}

export async function cartOf({ db }: Deps, { id }: Person): Promise<number> {
  const cart = await db
    .selectFrom('carts')
    .select('id')
    .where('userId', '=', id)
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return cart.id
}

/** A draft for an invoice with everything answered. */
export async function filledDraft(deps: Deps, person: Person, invoiceId: number, contact = 'Сидоров Пётр') {
  const actor = await actorOf(deps, person)
  const { draft } = done(await startShipment(deps, actor, invoiceId)).sheet
  const answers = [{ method: 'own' }, { address: 'Казань, Баумана, 5' }, { shipOn: '30.11.2026' }] as const
  for (const answer of answers) done(await changeDraft(deps, actor, draft.id, answer))
  done(await changeDraft(deps, actor, draft.id, { contact: `${contact}, +7 916 555-44-33` }))
  return draft.id
}

/**
 * Company A in the middle of its work: an invoice of 10 cables with 6 of them in a filed request and a draft for the rest,
 * a switcher in the owner's cart; company B beside it, and a newcomer who waits.
 */
export async function scene(): Promise<Scene> {
  const w = await world()
  const { deps } = w.app
  const manager = await w.staff('manager')
  const support = await w.staff('support')
  const admin = await w.staff('admin')
  await manager.sendsFile('price.csv', new TextEncoder().encode('Артикул;Наименование\nNEW-77;Новый товар'))
  const { id: offered } = await deps.db.selectFrom('offeredLists').select('id').executeTakeFirstOrThrow()
  const owner = await w.dealer(manager, { name: 'ООО «Альфа»', inn: inns[0] })
  const ownerB = await w.dealer(manager, { name: 'ООО «Бета»', inn: inns[1] })
  const { companyId } = await actorOf(deps, owner)
  const company = companyId ?? 0
  const [buyer, accountant] = [w.stranger('Борис'), w.stranger('Анна')]
  await join(deps, manager, company, 'buyer', buyer)
  await join(deps, manager, company, 'accountant', accountant)
  const refused = w.stranger('Роман')
  await register(refused, 'ООО «Отказ»', inns[2])
  await manager.taps('Отклонить')
  await manager.taps('Без причины')
  const newcomer = w.stranger('Нина')
  await register(newcomer, 'ООО «Незабудка»', inns[3])
  const stranger = w.stranger('Чужой')
  await stranger.sends('/start')

  const terms = { deferralDays: 14, creditLimitKopecks: 100_000_000 }
  done(await changeTerms(deps, await actorOf(deps, manager), company, terms))
  const invoice = await invoiceOf(deps, owner, [[w.goods.cable, 10]])
  const actor = await actorOf(deps, owner)
  const { sheet } = done(await reserve(deps, actor, invoice.id))
  const line = sheet.lines[0]?.id ?? 0
  const first = await filledDraft(deps, owner, invoice.id, 'Получателев Пётр')
  done(await changeDraft(deps, actor, first, { lineId: line, quantity: 6 }))
  const { shipment } = done(await fileShipment(deps, actor, first))
  const draft = await filledDraft(deps, owner, invoice.id, 'Получателев Пётр')
  done(await askExtension(deps, actor, invoice.id))
  const [extension] = await openExtensions(deps.db)
  await owner.sends('AV-10.003 1')
  const cart = await cartOf(deps, owner)
  const saved = done(await saveAs(deps, actor, { invoiceId: null }, 'Переговорная Альфа'))
  const stored = { companyId: company, name: 'Подборка Альфа', state: '{}', savedBy: owner.id, savedAt: w.clock.now() }
  const savedId = await saveSelection(deps.db, stored)
  // One message a second to a person: all that was told until now has arrived.
  for (let second = 0; second < 6; second++) {
    w.clock.advance(seconds(1))
    await w.app.runDue()
  }

  const members = { owner: owner.id, accountant: accountant.id }
  const ids = {
    company,
    ...members,
    invoice: invoice.id,
    line,
    cart,
    draft,
    list: await listOf(w),
    saved: saved.list.list.id,
    kept: savedId,
    shipment: shipment.id,
    extension: extension?.id ?? 0,
  }
  const cast = { stranger, refused, ownerB, accountant, buyer, owner, manager, support, admin }
  const secrets = ['Альфа', inns[0], '№ 1001', 'Заявка № 1', '2\u00a0505,00', 'Получателев', 'Баумана', '555-44-33']
  return { ...w, cast, ids: { ...ids, newcomer: newcomer.id, offered }, common: await catalogOf(w), secrets }
}

/** The only list so far. */
async function listOf({ app }: World): Promise<number> {
  return (await app.deps.db.selectFrom('quickOrders').select('id').executeTakeFirstOrThrow()).id
}

/** Ids of the catalog, in which goods get a characteristic to be told apart by. */
export async function catalogOf({ app, goods }: World): Promise<Common> {
  const { db } = app.deps
  const one = { name: 'Длина', unit: 'м' }
  const added = await db.insertInto('characteristics').values(one).returning('id').executeTakeFirstOrThrow()
  const values: number[] = []
  for (const [productId, value] of [
    [goods.cable, 10],
    [goods.switcher, 1],
  ] as const) {
    const row = { characteristicId: added.id, value: String(value), number: value }
    const { id } = await db.insertInto('characteristicValues').values(row).returning('id').executeTakeFirstOrThrow()
    await db.insertInto('productValues').values({ productId, valueId: id, position: 0 }).execute()
    values.push(id)
  }
  const { categoryId } = await db
    .selectFrom('products')
    .select('categoryId')
    .where('id', '=', goods.switcher)
    .executeTakeFirstOrThrow()
  const price = await db.selectFrom('priceTypes').select('id').where('key', '=', 'retail').executeTakeFirstOrThrow()
  const goodsOf = { product: goods.switcher, reserved: goods.cable, analogue: goods.switcher }
  const own = { category: categoryId ?? 0, ...goodsOf, priceType: price.id, warehouse: goods.moscow }
  return { ...own, characteristic: added.id, value: values[0] ?? 0 }
}
