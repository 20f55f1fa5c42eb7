import { expect, test } from 'vitest'
import { answerSetAside, setUpdateAside } from '#bot/updates/set-aside.ts'
import { createLog } from '#runtime/log.ts'
import { world } from '../../support/world.ts'

test.each([
  ['a dealer', 'таблицей XLSX или строками'],
  ['a manager', 'Сохраните прайс-лист заново'],
])('%s whose file is set aside reads what to do with such a file', async (who, advice) => {
  const w = await world()
  const manager = await w.staff('manager')
  const sender = who === 'a manager' ? manager : await w.dealer(manager)
  const from = { id: sender.id, is_bot: false, first_name: 'Кто-то' }
  const chat = { id: sender.id, type: 'private' as const, first_name: 'Кто-то' }
  const document = { file_id: 'f', file_unique_id: 'u', file_name: 'list.xlsx' }
  const message = { message_id: 900, date: 0, from, chat, document }
  await setUpdateAside(w.app.deps, { update_id: 900, message })
  await answerSetAside(w.app.deps, w.app.bot.api, createLog('silent'))
  expect(sender.sees()).toContain('list.xlsx')
  expect(sender.sees()).toContain(advice)
})
