import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type ProductOptions, type RunningProduct, startProduct } from '#playground/product.ts'
import { NOON } from '../e2e/bare.ts'

async function started(options: ProductOptions = {}): Promise<RunningProduct> {
  const product = await startProduct({ clock: { now: () => NOON }, logLevel: 'silent', ...options })
  onTestFinished(product.close)
  return product
}

const allOf = (person: RunningProduct['phones']['dealer']['person']) =>
  person.chat.map(({ text }) => text ?? '').join('\n')

test('everybody is who the page says', async () => {
  const { dealer, manager, support, newcomer } = (await started()).phones
  await dealer.person.until(() => allOf(dealer.person).includes('Добро пожаловать'))
  expect(allOf(dealer.person)).toContain('ООО «Ромашка» · Иван')
  expect(dealer.person.commands().map(({ command }) => command)).toContain('cart')
  expect(manager.person.commands().map(({ command }) => command)).toEqual(expect.arrayContaining(['desk', 'staff']))
  expect(support.person.commands().map(({ command }) => command)).toContain('desk')
  expect(newcomer.person.chat).toEqual([])
})

test('the dealer sees the goods at the price for dealers', async () => {
  const { person } = (await started()).phones.dealer
  await person.sends('LP-45L')
  await person.until(() => person.sees().includes('PRJ-1017'))
  expect(person.sees().replace(/[\u00a0\u202f]/g, ' ')).toContain('99 840,00 ₽')
})

test('the clock moves the product and Telegram, and what falls due is done', async () => {
  const product = await started()
  const { person } = product.phones.dealer
  await person.sends('PRJ-1017 2\nPRJ-1009 1')
  await person.until(() => person.sees().includes('В корзине: 2 из 2'))
  await person.sends('/cart')
  await person.until(() => person.buttons().some((label) => label.includes('Создать счёт')))
  await person.taps('Создать счёт')
  await person.until(() => person.buttons().some((label) => label.includes('Зарезервировать')))
  await person.taps('Зарезервировать')
  await product.moveClock(24)
  await person.until(() => allOf(person).includes('Резерв закончится'))
  await product.moveClock(24)
  await person.until(() => allOf(person).includes('Резерв снят'))
  expect(person.last().date).toBe((NOON + 48 * 3_600_000) / 1000)
})

test('a leap of the clock passes through the warnings on its way', async () => {
  const product = await started()
  const { person } = product.phones.dealer
  await person.sends('PRJ-1017 2')
  await person.until(() => person.sees().includes('В корзине: 1 из 1'))
  await person.sends('/cart')
  await person.until(() => person.buttons().some((label) => label.includes('Счёт и резерв')))
  await person.taps('Счёт и резерв')
  await person.until(() => person.sees().includes('Зарезервировано'))
  await product.moveClock(48)
  await person.until(() => allOf(person).includes('Резерв снят'))
  const told = product.telegram.calls.flatMap(({ chatId, params }) =>
    chatId === person.id ? (/закончится через (\d+ ч)/.exec(String(params.text ?? ''))?.[1] ?? []) : [],
  )
  expect([...new Set(told)]).toEqual(['24 ч', '4 ч', '1 ч'])
})

test('kept data survive a second start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dealerdesk-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const databasePath = join(folder, 'data', 'playground.sqlite')
  const first = await started({ databasePath })
  await first.close()
  const second = await started({ databasePath })
  expect(allOf(second.phones.dealer.person)).toContain('ООО «Ромашка» · Иван')
})
