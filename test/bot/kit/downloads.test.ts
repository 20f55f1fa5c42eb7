import { expect, test } from 'vitest'
import { type World, world } from '../../support/world.ts'

const list = new TextEncoder().encode('Артикул;Количество\nCBL-10;2\n')

/** Somebody's next messages reach the bot without waiting for what it does in the background. */
function doNotWait({ telegram, app }: World): void {
  telegram.deliver = (update) => app.handleUpdate(update)
}

test('while a file does not come its sender’s chat goes on; then he is told that Telegram did not give it', async () => {
  const w = await world({ downloadMs: 1500 })
  const dealer = await w.dealer(await w.staff('manager'))
  w.telegram.faults.next({ latencyMs: 2500 }, { method: 'getFile' })
  doNotWait(w)
  await dealer.sendsFile('list.csv', list)
  await dealer.sends('/cancel')
  expect(dealer.sees()).toContain('Здесь вы ведёте заказ')
  await w.app.settled()
  expect(dealer.sees()).toContain('Telegram не отдал файл')
  expect(JSON.stringify(w.telegram.calls)).not.toContain('сломалось')
})

test.each(['dealer', 'manager'] as const)(
  'a file that Telegram does not give is a clear answer to a %s',
  async (who) => {
    const w = await world()
    const manager = await w.staff('manager')
    const person = who === 'dealer' ? await w.dealer(manager) : manager
    w.telegram.faults.next({ status: 500 }, { method: 'getFile' })
    await person.sendsFile('list.csv', list)
    expect(person.sees()).toContain('Telegram не отдал файл')
    expect(person.chat.some(({ fromBot, text }) => fromBot && text?.includes('Читаю'))).toBe(false)
    await person.sendsFile('list.csv', list)
    expect(person.sees()).not.toContain('Telegram не отдал файл')
  },
)
