import { expect, onTestFinished, test } from 'vitest'
import { openOffice, priceList } from '../kills/office.ts'
import { bookOfCells } from '../support/poison.ts'

const WAIT = 60_000

test('a price list that is too vast is refused with the reason, and the bot lives and looks at the next one', {
  timeout: 180_000,
}, async () => {
  const { manager, start, close } = await openOffice()
  onTestFinished(close)
  const bot = start()
  await bot.up
  await manager.sendsFile('vast.xlsx', bookOfCells(1_000_000, 10))
  await manager.until(() => manager.sees().includes('vast.xlsx не загружен, в каталоге всё как было'), WAIT)
  // It has half a megabyte as it was sent.
  expect(manager.sees()).toContain('слишком много ячеек')
  await manager.sendsFile('next.csv', priceList(7))
  await manager.until(() => manager.sees().includes('next.csv: что изменится'), WAIT)
  bot.kill('SIGTERM')
  // It is the bot that was started: it ends well when it is asked to.
  expect(await bot.ended).toBe(0)
})
