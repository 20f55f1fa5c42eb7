import { extractText } from 'unpdf'
import { expect, test } from 'vitest'
import { refusals } from '../told.ts'
import { filePickup, formOpen, moves } from './form.ts'

test('a power of attorney is made from one message; a wrong one is explained, and nothing of it is stored', async () => {
  const w = await formOpen()
  const { dealer, app } = w
  await filePickup(dealer)
  await moves(w, ['Принять', 'Собирается', 'Готово к выдаче'])
  await dealer.taps('Доверенность М-2')
  expect(dealer.sees()).toContain('Данные паспорта бот не хранит')
  await dealer.sends('Иванов Иван Иванович\n45 10 12345\nОВД «Тверской» г. Москвы\n12.03.2015')
  expect(dealer.sees()).toContain('4 и 6 цифр')
  await dealer.sends('Иванов Иван Иванович\n45 10 123456\nОВД «Тверской» г. Москвы\n12.03.2015')
  const [file] = dealer.documents().slice(-1)
  expect(file?.name).toBe('Доверенность М-2 заявка 1.pdf')
  const { text } = await extractText(new Uint8Array(file?.bytes ?? []), { mergePages: true })
  for (const words of ['Иванов Иван Иванович', '123456', 'Доверенность действительна по 08.12.2026', '5 (пять)'])
    expect(text.replace(/\s+/g, ' ')).toContain(words)
  expect(dealer.sees()).toContain('Данные паспорта бот не сохранил')

  const { db } = app.deps
  const tables = [
    'conversationStates',
    'auditTrail',
    'outbox',
    'openUpdates',
    'setAsideUpdates',
    'backgroundWork',
  ] as const
  for (const table of tables) {
    const rows = JSON.stringify(await db.selectFrom(table).selectAll().execute())
    expect(rows, table).not.toMatch(/123456|Тверской/)
  }
  expect(refusals(w)).toEqual([])
})

test('only those who order, and only for what lies ready', async () => {
  const w = await formOpen()
  const { dealer, manager } = w
  await filePickup(dealer)
  expect((await dealer.tapsData(dealer.last().message_id, 'm2:1')).text).toContain('когда самовывоз готов')
  await moves(w, ['Принять', 'Собирается', 'Готово к выдаче'])
  expect((await manager.tapsData(manager.last().message_id, 'm2:1')).text).toContain('Недостаточно прав')
  await dealer.taps('Доверенность М-2')
  await moves(w, ['Выдано', 'Да, выдано'])
  await dealer.sends('Иванов Иван Иванович\n45 10 123456\nОВД «Тверской» г. Москвы\n12.03.2015')
  expect(dealer.sees()).toContain('Пропуск больше не нужен')
  expect(dealer.documents().filter(({ name }) => name.startsWith('Доверенность'))).toEqual([])
})
