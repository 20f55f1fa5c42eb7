import { expect, test } from 'vitest'
import * as cards from '#db/notices/shipment-message.ts'
import * as former from '#db/shipping/former.ts'
import * as passes from '#db/shipping/passes.ts'
import * as shipments from '#db/shipping/shipments.ts'
import { NOW, whole } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function shipmentsContract(given: Given): void {
  test('a member has one open draft per invoice; filed, the next one is new', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const empty = whole('shipmentDrafts', { userId: invoice.userId, invoiceId: invoice.id })
    const open = () => shipments.openDraft(db, empty)
    const draft = await open()
    expect(draft).toEqual({ ...empty, id: draft.id })
    expect(await open()).toEqual(draft)
    await shipments.updateDraft(db, draft.id, { method: 'own', address: 'Тверь', filedAt: NOW })
    expect(await shipments.findDraft(db, draft.id)).toMatchObject({ method: 'own', address: 'Тверь' })
    expect((await open()).id).not.toBe(draft.id)
    expect(await shipments.findDraft(db, 0)).toBeUndefined()
  })

  test('a request is filed with its lines, and found by id, number, draft and invoice', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const [draftId, warehouseId] = [await rows.draft(invoice, { filedAt: NOW }), await rows.warehouse()]
    const parents = { invoiceId: invoice.id, companyId: invoice.companyId, filedBy: invoice.userId }
    const filed = whole('shipments', { number: 5, draftId, ...parents })
    const id = await shipments.addShipment(db, filed, [{ lineId: invoice.lineId, warehouseId, quantity: 4 }])
    const { draftId: _, ...shipment } = { ...filed, id }
    expect(await shipments.findShipment(db, id)).toEqual(shipment)
    expect(await shipments.findShipmentByNumber(db, 5)).toEqual(shipment)
    expect(await shipments.findShipmentOfDraft(db, draftId)).toEqual(shipment)
    expect(await shipments.shipmentsOf(db, invoice.id)).toEqual([shipment])
    expect(await db.transaction().execute((tx) => shipments.lockShipment(tx, id))).toEqual(shipment)
    expect(await shipments.shipmentLines(db, id)).toMatchObject([
      { lineId: invoice.lineId, warehouseId, quantity: 4, sku: 'S-1', model: '', unit: 'шт' },
    ])
    expect(await shipments.openParts(db, invoice.companyId)).toEqual([
      {
        shipmentId: id,
        shipmentNumber: 5,
        invoiceId: invoice.id,
        quantity: 4,
        lineQuantity: 10,
        lineSumKopecks: 122_00,
      },
    ])
    expect(await shipments.findShipment(db, 0)).toBeUndefined()
  })

  test("requests are listed by company and state, everybody's too, the newest first", async () => {
    const { db, rows } = given()
    const [invoice, other] = [await rows.invoice(), await rows.invoice()]
    const first = await rows.shipment(invoice, { number: 1, state: 'ready' })
    const second = await rows.shipment(invoice, { number: 2 })
    const third = await rows.shipment(other, { number: 3 })
    const ids = async (...given: [number | null, ['filed']?]) =>
      (await shipments.listShipments(db, ...given)).map(({ id }) => id)
    expect(await ids(invoice.companyId)).toEqual([second, first])
    expect(await ids(invoice.companyId, ['filed'])).toEqual([second])
    expect(await ids(null, ['filed'])).toEqual([third, second])
    expect(await ids(null)).toEqual([third, second, first])
  })

  test('a request is moved once from one state, and every move is remembered', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const shipment = await shipments.findShipment(db, await rows.shipment(invoice))
    if (!shipment) throw new Error('no shipment')
    const event = { by: invoice.userId, at: NOW, reason: '' }
    await shipments.addShipmentEvent(db, { ...event, shipmentId: shipment.id, state: 'filed' })
    const move = (state: 'accepted' | 'refused') => shipments.moveShipment(db, shipment, { ...event, state })
    expect([await move('accepted'), await move('refused')]).toEqual([true, false])
    await shipments.saveTracking(db, shipment.id, 'DL-1')
    expect(await shipments.findShipment(db, shipment.id)).toMatchObject({ state: 'accepted', tracking: 'DL-1' })
    expect((await shipments.shipmentEvents(db, shipment.id)).map(({ state }) => state)).toEqual(['filed', 'accepted'])
  })

  test('former contacts are each told once, the newest first', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    for (const contactName of ['Анна', 'Борис', 'Анна']) await rows.shipment(invoice, { contactName })
    await rows.shipment(await rows.invoice(), { contactName: 'Вера' })
    const names = async (limit: number) =>
      (await former.formerContacts(db, invoice.companyId, limit)).map(({ contactName }) => contactName)
    expect(await names(5)).toEqual(['Анна', 'Борис'])
    expect(await names(1)).toEqual(['Анна'])
  })

  test('the newest message about a request is remembered per person', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const [{ userId }, shipmentId] = [invoice, await rows.shipment(invoice)]
    expect(await cards.findShipmentCard(db, userId, shipmentId)).toBeUndefined()
    await cards.saveShipmentCard(db, { userId, shipmentId, messageId: 7, sentAt: NOW })
    await cards.saveShipmentCard(db, { userId, shipmentId, messageId: 8, sentAt: NOW + 1 })
    await cards.forgetShipmentCard(db, userId, 7)
    await cards.forgetShipmentCard(db, await rows.user(), 8)
    expect(await cards.findShipmentCard(db, userId, shipmentId)).toMatchObject({ messageId: 8, sentAt: NOW + 1 })
    await cards.forgetShipmentCard(db, userId, 8)
    expect(await cards.findShipmentCard(db, userId, shipmentId)).toBeUndefined()
  })

  test('a pass is found by its hash alone; of a request only the newest stay', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const shipmentId = await rows.shipment(invoice)
    const add = (tokenHash: string, issuedAt: number) =>
      passes.addPass(db, { tokenHash, shipmentId, issuedBy: invoice.userId, issuedAt }, 2)
    await add('a', NOW)
    await add('b', NOW + 1)
    expect(await passes.findPassShipment(db, 'a')).toBe(shipmentId)
    await add('c', NOW + 1)
    expect(await passes.findPassShipment(db, 'a')).toBeUndefined()
    expect(await passes.findPassShipment(db, 'b')).toBe(shipmentId)
    expect(await passes.findPassShipment(db, 'c')).toBe(shipmentId)
  })

  test('former places are each told once, the newest first, by the first request that went there', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const own = (address: string) => rows.shipment(invoice, { method: 'own', address })
    const tver = await own('Тверь')
    const kazan = await own('Казань')
    await own('Тверь')
    await rows.shipment(invoice, { method: 'pickup' })
    await rows.shipment(await rows.invoice(), { method: 'own', address: 'Омск' })
    const places = await former.formerPlaces(db, invoice.companyId, 5)
    expect(places).toEqual([
      { shipmentId: tver, carrier: '', terminal: '', address: 'Тверь' },
      { shipmentId: kazan, carrier: '', terminal: '', address: 'Казань' },
    ])
    expect(await former.formerPlaces(db, invoice.companyId, 1)).toHaveLength(1)
  })

  test('the last request is the newest that was neither refused nor cancelled', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    await rows.shipment(invoice)
    const id = await rows.shipment(invoice, { state: 'handed_over' })
    for (const state of ['refused', 'cancelled'] as const) await rows.shipment(invoice, { state })
    await rows.shipment(await rows.invoice())
    expect(await shipments.lastShipment(db, invoice.companyId)).toEqual(await shipments.findShipment(db, id))
    expect(await shipments.lastShipment(db, 0)).toBeUndefined()
  })
}
