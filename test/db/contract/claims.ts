import { expect, test } from 'vitest'
import * as cards from '#db/notices/invoice-message.ts'
import * as claims from '#db/reserve/claims.ts'
import * as extensions from '#db/reserve/extensions.ts'
import * as holds from '#db/reserve/holds.ts'
import { reservationsOf, shiftEnds } from '#db/reserve/reservations.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function extensionsContract(given: Given): void {
  test('an invoice has one open request; once it is decided there can be another', async () => {
    const { db, rows } = given()
    const { id: invoiceId, userId } = await rows.invoice()
    const row = { invoiceId, askedBy: userId, askedAt: NOW }
    const first = await extensions.openExtension(db, row)
    expect((await extensions.openExtension(db, { ...row, askedAt: NOW + 1 })).id).toBe(first.id)
    expect(await extensions.hasOpenExtension(db, invoiceId)).toBe(true)
    expect(await extensions.openExtensions(db)).toHaveLength(1)
    const decision = { decidedBy: userId, decidedAt: NOW + 2, grantedMs: 5 }
    expect(await extensions.decideExtension(db, first.id, decision)).toBe(true)
    expect(await extensions.decideExtension(db, first.id, decision)).toBe(false)
    expect(await extensions.findExtension(db, first.id)).toMatchObject({ grantedMs: 5 })
    expect(await extensions.hasOpenExtension(db, invoiceId)).toBe(false)
    expect(await extensions.countGranted(db, invoiceId)).toBe(1)
    const lately = { invoiceId, askedBy: userId, since: NOW - 1 }
    expect(await extensions.latelyAsked(db, lately)).toMatchObject({ id: first.id, decidedAt: NOW + 2 })
    expect(await extensions.latelyAsked(db, { ...lately, since: NOW })).toBeUndefined()
    const second = await extensions.openExtension(db, row)
    expect(second.id).not.toBe(first.id)
    await extensions.decideExtension(db, second.id, { ...decision, grantedMs: null })
    expect(await extensions.countGranted(db, invoiceId)).toBe(1)
  })

  test('a reserve is held once and let go once', async () => {
    const { db, rows } = given()
    const { id: invoiceId, userId } = await rows.invoice()
    const hold = { invoiceId, heldBy: userId, heldAt: NOW }
    expect(await holds.findManagerHold(db, invoiceId)).toBeUndefined()
    expect([await holds.addManagerHold(db, hold), await holds.addManagerHold(db, hold)]).toEqual([true, false])
    expect(await holds.findManagerHold(db, invoiceId)).toEqual(hold)
    const gone = [await holds.removeManagerHold(db, invoiceId), await holds.removeManagerHold(db, invoiceId)]
    expect(gone).toEqual([true, false])
  })

  test('ends are shifted by as much, later or earlier', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    await rows.reservation(invoice, { untilAt: NOW + 10 })
    const reservations = await reservationsOf(db, invoice.id)
    await shiftEnds(db, [], 5)
    await shiftEnds(db, reservations, 100)
    await shiftEnds(db, reservations, -30)
    expect((await reservationsOf(db, invoice.id)).map((row) => row.untilAt)).toEqual([NOW + 80])
  })
}

export function claimsContract(given: Given): void {
  test('an invoice has one claim, decided once', async () => {
    const { db, rows } = given()
    const { id: invoiceId, userId } = await rows.invoice()
    const file = { fileId: 'f', fileKind: 'photo' } as const
    const row = { invoiceId, claimedBy: userId, claimedAt: NOW, frozenUntil: NOW + 9, ...file }
    const open = { ...row, decidedBy: null, decidedAt: null, outcome: null }
    expect([await claims.addClaim(db, open), await claims.addClaim(db, open)]).toEqual([true, false])
    expect(await claims.findClaim(db, invoiceId)).toMatchObject(row)
    expect(await claims.openClaims(db)).toHaveLength(1)
    const decision = { decidedBy: userId, decidedAt: NOW + 1, outcome: 'refused' } as const
    const decided = [
      await claims.decideClaim(db, invoiceId, decision),
      await claims.decideClaim(db, invoiceId, decision),
    ]
    expect(decided).toEqual([true, false])
    expect(await claims.openClaims(db)).toEqual([])
  })

  test('the newest message about an invoice is remembered per person', async () => {
    const { db, rows } = given()
    const { id: invoiceId, userId } = await rows.invoice()
    expect(await cards.findCard(db, userId, invoiceId)).toBeUndefined()
    await cards.saveCard(db, { userId, invoiceId, messageId: 7, sentAt: NOW })
    await cards.saveCard(db, { userId, invoiceId, messageId: 8, sentAt: NOW + 1 })
    expect(await cards.findCard(db, userId, invoiceId)).toMatchObject({ messageId: 8, sentAt: NOW + 1 })
    expect(await cards.cardHolders(db, invoiceId)).toEqual([userId])
    await cards.forgetCard(db, userId, 7)
    await cards.forgetCard(db, await rows.user(), 8)
    expect(await cards.cardHolders(db, invoiceId)).toEqual([userId])
    await cards.forgetCard(db, userId, 8)
    expect(await cards.cardHolders(db, invoiceId)).toEqual([])
  })
}
