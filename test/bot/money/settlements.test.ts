import { expect, test } from 'vitest'
import { days } from '#domain/time.ts'
import { changeTerms } from '#services/money/terms.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { fileShipment } from '#services/shipping/filing.ts'
import { moveRequest } from '#services/shipping/moves.ts'
import { world } from '../../support/world.ts'
import { actorOf, done, filledDraft, invoiceOf } from '../scene.ts'

/** A dealer with 14 days of credit, and an invoice of two switchers for 2 000,00 ₽. */
async function onCredit() {
  const w = await world()
  const { deps } = w.app
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  const invoice = await invoiceOf(deps, dealer, [[w.goods.switcher, 2]])
  const terms = { deferralDays: 14, creditLimitKopecks: 100_000_000 }
  done(await changeTerms(deps, await actorOf(deps, manager), invoice.companyId, terms))
  const ship = async () => {
    const [by, actor] = [await actorOf(deps, manager), await actorOf(deps, dealer)]
    done(await reserve(deps, actor, invoice.id))
    const { shipment } = done(await fileShipment(deps, actor, await filledDraft(deps, dealer, invoice.id)))
    for (const state of ['accepted', 'picking', 'ready', 'dispatched'] as const)
      done(await moveRequest(deps, by, shipment.id, state))
    await w.app.runDue()
  }
  return { ...w, manager, dealer, invoice, ship }
}

test('on credit an invoice waits for its shipment, and is not late before it', async () => {
  const { dealer, clock } = await onCredit()
  clock.advance(days(20))
  await dealer.sends('/settlements')
  expect(dealer.sees()).toContain('№ 1001 — 2\u00a0000,00\u00a0₽, отсрочка 14 дн. после отгрузки')
  expect(dealer.sees()).toContain('Просрочено: 0,00')
  await dealer.sends('1001')
  expect(dealer.sees()).toContain('Не оплачен · отсрочка 14 дн. после отгрузки')
})

test('what has left stands once: as a debt with its day, on the settlements, the invoice and the first screen', async () => {
  const { dealer, ship, clock } = await onCredit()
  await ship()
  await dealer.sends('/settlements')
  expect(dealer.sees()).toMatch(/Отгрузка № 1 .*срок 07\.12\.2026/)
  expect(dealer.sees()).not.toContain('Ждут оплаты счета')
  expect(dealer.buttons().flat()).toContainEqual(expect.stringContaining('ждут оплаты 0'))
  await dealer.sends('1001')
  expect(dealer.sees()).toContain('Не оплачен · оплатить до 07.12.2026')
  await dealer.sends('/start')
  expect(dealer.sees()).toMatch(/Не оплачено: 2\u00a0000,00\u00a0₽/)
  clock.advance(days(15))
  await dealer.sends('/start')
  expect(dealer.sees()).toMatch(/Просрочено: 2\u00a0000,00\u00a0₽/)
  await dealer.sends('1001')
  expect(dealer.sees()).toContain('просрочен: оплатить нужно было до 07.12.2026')
})

test('an invoice that nobody has paid in time is no debt while its goods stand here', async () => {
  const { dealer, manager, clock, app, invoice } = await onCredit()
  done(await changeTerms(app.deps, await actorOf(app.deps, manager), invoice.companyId, { deferralDays: 0 }))
  clock.advance(days(20))
  await dealer.sends('/settlements')
  expect(dealer.sees()).toMatch(/№ 1001 — .*оплату ждали до 30\.11\.2026/)
  expect(dealer.sees()).toContain('Просрочено: 0,00')
})

test("a manager reads of the dealer's advance, and never of one of his own", async () => {
  const { manager, dealer } = await onCredit()
  await manager.sends('1001')
  await manager.taps('Записать оплату')
  await manager.taps('Вся сумма')
  await manager.taps('Да, записать')
  await manager.sends('1001')
  await manager.taps('Карточка дилера')
  await manager.taps('Расчёты')
  expect(manager.sees()).toContain('(аванс дилера)')
  await dealer.sends('/settlements')
  expect(dealer.sees()).toContain('(ваш аванс)')
})
