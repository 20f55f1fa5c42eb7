import { expect, test } from 'vitest'
import { demoSeller } from '#domain/orders/seller.ts'
import type { Person } from '#playground/telegram/server.ts'
import { recordPayment } from '#services/money/payments.ts'
import { actorOf, done, scene } from '../scene.ts'
import { refusals } from '../told.ts'

const copied = ({ chat }: Person) =>
  chat
    .flatMap(({ reply_markup }) => reply_markup?.inline_keyboard.flat() ?? [])
    .flatMap((one) => ('copy_text' in one ? [one.copy_text.text] : []))

test('the requisites of an unpaid invoice are copied by a tap, the sum as a bank takes it', async () => {
  const w = await scene()
  const { owner, manager } = w.cast
  await owner.sends('1001')
  await owner.taps('Реквизиты')
  const { totalKopecks, vatKopecks } = await w.app.deps.db
    .selectFrom('invoices')
    .select(['totalKopecks', 'vatKopecks'])
    .executeTakeFirstOrThrow()
  const rubles = (kopecks: number) => (kopecks / 100).toFixed(2)
  expect(copied(owner)).toEqual(
    expect.arrayContaining([
      demoSeller.account,
      demoSeller.inn,
      demoSeller.bank.bic,
      rubles(totalKopecks).replace('.', ','),
    ]),
  )
  expect(copied(owner).at(-1)).toContain('Оплата по счету № 1001 от')
  expect(copied(owner).at(-1)).toContain(rubles(vatKopecks))

  done(await recordPayment(w.app.deps, await actorOf(w.app.deps, manager), w.ids.invoice, '1000,01', 'part'))
  await owner.sends('1001')
  await owner.taps('Реквизиты')
  expect(copied(owner)).toContain(rubles(totalKopecks - 100_001).replace('.', ','))
  expect(refusals(w)).toEqual([])
})

test('the payment code comes as a picture', async () => {
  const w = await scene()
  const { owner } = w.cast
  await owner.sends('1001')
  await owner.taps('Реквизиты')
  await owner.taps('QR-код')
  const photo = owner.chat.at(-1)
  expect(photo).toMatchObject({ photo: expect.anything() })
  expect(photo?.caption).toContain('Счёт № 1001')
  expect(refusals(w)).toEqual([])
})

test('what is paid has no requisites, and those of others are a missing invoice’s', async () => {
  const w = await scene()
  const { owner, ownerB, manager } = w.cast
  const answer = await ownerB.tapsData(ownerB.last().message_id, `requisites:${w.ids.invoice}`)
  expect(ownerB.sees()).not.toContain(demoSeller.account)
  expect(answer.alert).toBe(true)
  await owner.sends('1001')
  await owner.taps('Реквизиты')
  const message = owner.last().message_id
  await manager.sends('1001')
  await manager.taps('Записать оплату')
  await manager.taps('Вся сумма')
  await manager.taps('Да, записать')
  expect((await owner.tapsData(message, `payqr:${w.ids.invoice}`)).text).toContain('платить больше нечего')
})
