import { expect, test } from 'vitest'
import { startShipment } from '#services/shipping/drafts.ts'
import { fileShipment } from '#services/shipping/filing.ts'
import { shop } from '../../support/shop.ts'
import { file, reserved } from './requests.ts'

test('one draft is one request, however often it is filed', async () => {
  const given = await shop()
  const { deps, dealer } = given
  const anna = await dealer()
  const id = await file(given, anna, await reserved(given, anna, true), 3)
  const { draftId } = await deps.db.selectFrom('shipments').select('draftId').executeTakeFirstOrThrow()
  expect(await fileShipment(deps, anna, draftId)).toMatchObject({ ok: true, shipment: { id } })
  expect(await deps.db.selectFrom('shipments').select('id').execute()).toEqual([{ id }])
})

test('a draft is filed by its owner, once all is answered', async () => {
  const given = await shop()
  const { deps, dealer } = given
  const [anna, boris] = [await dealer(), await dealer()]
  const started = await startShipment(deps, anna, await reserved(given, anna, true))
  const draftId = started.ok ? started.sheet.draft.id : 0
  expect(await fileShipment(deps, boris, draftId)).toEqual({ ok: false, reason: 'not_found' })
  expect(await fileShipment(deps, anna, draftId)).toEqual({ ok: false, reason: 'incomplete' })
})

test('a request takes its part of the reserve, and the next request only what is left', async () => {
  const given = await shop()
  const { deps, dealer } = given
  const anna = await dealer()
  const invoiceId = await reserved(given, anna, true)
  await file(given, anna, invoiceId, 3)
  await file(given, anna, invoiceId)
  const lines = deps.db.selectFrom('shipmentLines').select('quantity').orderBy('id')
  expect((await lines.execute()).map(({ quantity }) => quantity)).toEqual([3, 4])
  expect(await startShipment(deps, anna, invoiceId)).toEqual({ ok: false, reason: 'nothing_reserved' })
})
