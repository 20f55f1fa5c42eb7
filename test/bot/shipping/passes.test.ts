import { expect, test } from 'vitest'
import { issuePass } from '#services/shipping/passes.ts'
import { actorOf, done } from '../scene.ts'
import { refusals } from '../told.ts'
import { fileByHand, filePickup, formOpen, moves } from './form.ts'

async function readyForPickup() {
  const given = await formOpen()
  const { app, dealer } = given
  await filePickup(dealer)
  await moves(given, ['Принять', 'Собирается', 'Готово к выдаче'])
  const pass = async () => `/start pass-${done(await issuePass(app.deps, await actorOf(app.deps, dealer), 1)).token}`
  return { ...given, pass }
}

test('a pickup that is ready gives a picture from the notice and from the request, as often as it is asked for', async () => {
  const w = await readyForPickup()
  const { dealer } = w
  expect(dealer.sees()).toContain('Заявка № 1: Готова к выдаче')
  const notice = dealer.last().message_id
  await dealer.taps('Пропуск')
  expect(dealer.last().photo?.at(-1)?.width).toBe(1080)
  expect(dealer.last().caption).toContain('Пропуск: заявка № 1')
  await dealer.tapsData(notice, 'shipment:1')
  await dealer.tapsData(notice, '!pass:1')
  expect(dealer.chat.filter(({ photo }) => photo)).toHaveLength(2)
  expect(refusals(w)).toEqual([])
})

test('a manager who scans it hands the goods over; then the pass says that it has ended', async () => {
  const { pass, manager, dealer } = await readyForPickup()
  const [first, second] = [await pass(), await pass()]
  await manager.sends(first)
  expect(manager.sees()).toContain('Заявка № 1')
  await manager.taps('Выдано')
  await manager.taps('Да, выдано')
  expect(manager.sees()).toContain('Выдана')
  await manager.sends(second)
  expect(manager.chat.at(-2)?.text).toContain('Пропуск не действует: заявка № 1 — Выдана')
  expect(manager.sees()).toContain('Заявка № 1')
  expect(manager.buttons().join()).not.toContain('Выдано')
  const answer = await dealer.tapsData(dealer.last().message_id, '!pass:1')
  expect(answer.text).toContain('Пропуск больше не нужен')
})

test('nobody but those who hand goods over learns anything from a pass, known or made up', async () => {
  const w = await readyForPickup()
  const pass = await w.pass()
  for (const person of [w.dealer, w.stranger(), await w.staff('support'), await w.staff('admin')]) {
    for (const link of [pass, `/start pass-${'x'.repeat(43)}`]) {
      await person.sends(link)
      expect(person.sees()).toBe('Пропуск — для сотрудников AUVIX: его показывают на складе.')
    }
  }
  await w.manager.sends(`/start pass-${'x'.repeat(43)}`)
  expect(w.manager.sees()).toContain('Не найдено: такого пропуска нет')
  const stored = await w.app.deps.db.selectFrom('shipmentPasses').selectAll().execute()
  expect(JSON.stringify(stored)).not.toContain(pass.slice('/start pass-'.length))
})

test('before it is ready, and for a delivery, there is no pass', async () => {
  const given = await formOpen()
  const { dealer } = given
  await fileByHand(dealer)
  expect((await dealer.tapsData(dealer.last().message_id, '!pass:1')).text).toContain('когда самовывоз готов к выдаче')
  await moves(given, ['Принять', 'Собирается', 'Готово к выдаче'])
  expect(dealer.buttons().join()).not.toContain('Пропуск')
  expect((await dealer.tapsData(dealer.last().message_id, '!pass:1')).text).toContain('когда самовывоз готов к выдаче')
})
