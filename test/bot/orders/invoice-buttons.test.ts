import { expect, test } from 'vitest'
import type { Person } from '#playground/telegram/server.ts'
import { changeTerms } from '#services/money/terms.ts'
import { world } from '../../support/world.ts'
import { actorOf, done, invoiceOf } from '../scene.ts'

const rowsOf = (person: Person) =>
  person.chat
    .findLast(({ text }) => text?.includes('Счёт № 1001'))
    ?.reply_markup?.inline_keyboard.map((row) => row.map(({ text, style }) => [text, style])) ?? []
const next = (person: Person) => rowsOf(person)[0]?.[0]
const reds = (person: Person) =>
  rowsOf(person)
    .flat()
    .filter(([, style]) => style === 'danger')
    .map(([text]) => text)

async function withInvoice(quantity = 5) {
  const w = await world()
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  const invoice = await invoiceOf(w.app.deps, dealer, [[w.goods.switcher, quantity]])
  await dealer.sends('1001')
  return { ...w, manager, dealer, invoice }
}

test('the first button of an invoice is the next step: reserve, pay, ship', async () => {
  const { dealer, manager } = await withInvoice()
  expect(next(dealer)).toEqual([expect.stringContaining('Зарезервировать'), 'primary'])
  expect(reds(dealer)).toEqual([expect.stringContaining('Отменить счёт')])
  await dealer.taps('Зарезервировать')
  expect(next(dealer)).toEqual([expect.stringContaining('Реквизиты и QR'), 'primary'])
  await dealer.sends('1001')
  expect(next(dealer)).toEqual([expect.stringContaining('Реквизиты и QR'), 'primary'])
  expect(reds(dealer)).toEqual(['Снять резерв', expect.stringContaining('Отменить счёт')])
  expect(
    rowsOf(dealer)
      .at(-2)
      ?.map(([, style]) => style),
  ).toEqual(['danger', 'danger'])
  await manager.sends('1001')
  await manager.taps('Записать оплату')
  await manager.taps('Вся сумма')
  await manager.taps('Да, записать')
  await dealer.sends('1001')
  expect(next(dealer)).toEqual([expect.stringContaining('Заявка на отгрузку'), 'primary'])
  expect(reds(dealer)).toEqual([])
})

test('a company with a deferral ships first and pays after', async () => {
  const { app, dealer, manager, invoice } = await withInvoice()
  const terms = { deferralDays: 14, creditLimitKopecks: 100_000_000 }
  const by = await actorOf(app.deps, manager)
  for (const [name, value] of Object.entries(terms))
    done(await changeTerms(app.deps, by, invoice.companyId, { [name]: value }))
  await dealer.taps('Зарезервировать')
  expect(next(dealer)).toEqual([expect.stringContaining('Заявка на отгрузку'), 'primary'])
})

test('a request that is not paid for leads to the requisites', async () => {
  const { dealer } = await withInvoice()
  await dealer.taps('Зарезервировать')
  await dealer.taps('Заявка на отгрузку')
  expect(dealer.sees()).toContain('не оплачен')
  await dealer.taps('Реквизиты и QR')
  expect(dealer.sees()).toContain('К оплате')
})

test('the reserve’s answer names goods, those first that are short', async () => {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  await invoiceOf(w.app.deps, dealer, [
    [w.goods.switcher, 1],
    [w.goods.cable, 999],
  ])
  await dealer.sends('1001')
  await dealer.taps('Зарезервировать')
  const said = dealer.sees()
  const { name } = await w.app.deps.db
    .selectFrom('products')
    .select('name')
    .where('id', '=', w.goods.cable)
    .executeTakeFirstOrThrow()
  expect(said).toContain(name)
  expect(said).toContain('не хватает')
  expect(said.indexOf('не хватает')).toBeLessThan(said.indexOf('AV-10.003'))
})
