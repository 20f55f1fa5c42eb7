import { expect, test } from 'vitest'
import * as reservations from '#db/reserve/reservations.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function reservationsContract(given: Given): void {
  test('rows are written as they are, ended ones stay to be seen', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const parents = { invoiceId: invoice.id, lineId: invoice.lineId, productId: invoice.productId, quantity: 3 }
    const times = { reservedAt: NOW, untilAt: NOW + 1, protectedAt: null, releasedAt: NOW, shippedAt: null }
    const row = {
      ...parents,
      ...times,
      warehouseId: await rows.warehouse(),
      reservedBy: invoice.userId,
      shipmentId: null,
    }
    await reservations.addReservations(db, [])
    await reservations.addReservations(db, [{ ...row, releasedBy: null }])
    expect(await reservations.reservationsOf(db, invoice.id)).toEqual([{ id: 1, ...row }])
  })

  test('a company sees what it holds per invoice, the soonest to end first, the protected last', async () => {
    const { db, rows } = given()
    const companyId = await rows.company()
    const [protectedRow, soon, late] = [
      await rows.invoice({ companyId }),
      await rows.invoice({ companyId }),
      await rows.invoice({ companyId }),
    ]
    await rows.reservation(protectedRow, { protectedAt: NOW })
    await rows.reservation(late, { untilAt: NOW + 30 })
    await rows.reservation(late, { untilAt: NOW + 20, quantity: 2 })
    await rows.reservation(soon, { untilAt: NOW + 10 })
    await rows.reservation(soon, { untilAt: NOW })
    await rows.reservation(await rows.invoice())
    const reserves = await reservations.companyReserves(db, companyId, NOW)
    expect(reserves.map(({ invoiceNumber, quantity, untilAt }) => [invoiceNumber, quantity, untilAt])).toEqual([
      [soon.number, 1, NOW + 10],
      [late.number, 3, NOW + 20],
      [protectedRow.number, 1, null],
    ])
  })

  test('releasing gives back open rows only, once', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const open = await rows.reservation(invoice, { quantity: 3 })
    const shipped = await rows.reservation(invoice, { shippedAt: NOW })
    const release = (...ids: number[]) => reservations.releaseRows(db, ids, NOW + 1, invoice.userId)
    expect([await release(open, shipped), await release(open), await release()]).toEqual([3, 0, 0])
  })

  test('protection is for live rows of the invoice, or of the shipment; what has ended stays ended', async () => {
    const { db, rows } = given()
    const [invoice, other] = [await rows.invoice(), await rows.invoice()]
    const shipmentId = await rows.shipment(invoice)
    const ended = await rows.reservation(invoice, { untilAt: NOW })
    const bound = await rows.reservation(invoice, { shipmentId })
    const loose = await rows.reservation(invoice)
    await rows.reservation(other)
    const liveNow = async () =>
      (
        await db.selectFrom('reservations').select('id').where('protectedAt', 'is not', null).orderBy('id').execute()
      ).map(({ id }) => id)
    await reservations.protectRows(db, { shipmentId }, NOW)
    expect(await liveNow()).toEqual([bound])
    await reservations.protectRows(db, { invoiceId: invoice.id }, NOW)
    expect(await liveNow()).toEqual([bound, loose])
    expect(await liveNow()).not.toContain(ended)
  })

  test('rows are bound to a request, cut, shipped once, and freed again', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const shipmentId = await rows.shipment(invoice)
    const id = await rows.reservation(invoice, { quantity: 5, protectedAt: NOW })
    const cut = await reservations.splitRow(db, id, 2)
    const released = await rows.reservation(invoice, { releasedAt: NOW })
    const all = await reservations.reservationsOf(db, invoice.id)
    expect(all.map((row) => [row.id, row.quantity, row.protectedAt])).toEqual([
      [id, 3, NOW],
      [cut, 2, NOW],
      [released, 1, null],
    ])
    await reservations.bindRows(db, [id, cut, released], shipmentId)
    await reservations.bindRows(db, [cut], null)
    await reservations.bindRows(db, [], null)
    expect(await reservations.shipRows(db, shipmentId, NOW)).toMatchObject([{ id, quantity: 3, shippedAt: NOW }])
    expect(await reservations.shipRows(db, shipmentId, NOW)).toEqual([])
  })

  test('without protection a row has the time that it had left', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    await rows.reservation(invoice, { untilAt: NOW + 100, protectedAt: NOW + 40 })
    await reservations.unprotectRows(db, await reservations.reservationsOf(db, invoice.id), NOW + 500)
    expect(await reservations.reservationsOf(db, invoice.id)).toMatchObject([{ protectedAt: null, untilAt: NOW + 560 }])
  })
}
