import { expect, test } from 'vitest'
import { recordPayment } from '#services/money/payments.ts'
import { claimPayment } from '#services/reserve/claims.ts'
import { answerExtension } from '#services/reserve/extensions.ts'
import { actorOf, done, scene } from '../bot/scene.ts'
import { START } from '../support/clock.ts'
import { type Stored, writeStored } from './stored.ts'

const version = process.env.RECORD_VERSION

/** RECORD_VERSION=2026-11-27 saves the data that this version leaves behind, for the versions after it. */
test.skipIf(!version)('what this version leaves behind is written down', async () => {
  const w = await scene()
  const { cast, ids, common, app, telegram, clock } = w
  const everybody = { ...cast, newcomer: telegram.person({ id: ids.newcomer, firstName: 'Нина' }) }
  const screens = [
    '/start',
    '/catalog',
    'кабель',
    '/cart',
    '/invoices',
    '/reserves',
    '/shipments',
    '/settlements',
    '/help',
  ]
  const staffScreens = [...screens, '/desk', '/dealers', '/staff', '/import', '1001']
  const forStaff = new Set<keyof typeof everybody>(['manager', 'support', 'admin'])
  for (const [name, person] of Object.entries(everybody) as [keyof typeof everybody, typeof cast.owner][]) {
    for (const text of forStaff.has(name) ? staffScreens : screens) {
      await person.sends(text)
      const first = person.buttons().find((label) => !/Назад|Меню/.test(label))
      if (first && text !== '/start') await person.taps(first)
    }
  }
  for (const data of [`invoice:${ids.invoice}`, `draft:${ids.draft}`, `shipment:${ids.shipment}`, `list:${ids.list}:0`])
    await cast.owner.tapsData(cast.owner.last().message_id, data)
  for (const data of [
    `savedlist:${ids.saved}:0`,
    `product:${common.reserved}`,
    'filters:0',
    `facet:${common.characteristic}:0`,
  ])
    await cast.owner.tapsData(cast.owner.last().message_id, data)
  for (const data of [`extension:${ids.extension}`, `registration:${ids.newcomer}`, `dealer:${ids.company}`])
    await cast.manager.tapsData(cast.manager.last().message_id, data)

  const forms: Stored['forms'] = []
  const opens = async (name: keyof typeof everybody, data: string, answer: string, reads: string) => {
    await everybody[name].tapsData(everybody[name].last().message_id, data)
    forms.push({ name, answer, reads })
  }
  await opens('owner', `qty:${common.product}`, '3', '3 шт.')
  await opens('buyer', `draftline:${ids.draft}:${ids.line}`, '2', '2')
  await opens('ownerB', `qty:${common.product}`, '2', '2 шт.')
  await opens('manager', `dealerdays:${ids.company}`, '21', '21')
  await opens('admin', 'staff', '424242', '424242')
  await everybody.stranger.sends('/start')
  await everybody.stranger.taps('Зарегистрироваться')
  await everybody.stranger.taps('Отправить номер')
  forms.push({ name: 'stranger', answer: '5003052454', reads: 'компани' })

  // Notices written from here on are not sent.
  const { deps } = app
  const [owner, manager] = [await actorOf(deps, cast.owner), await actorOf(deps, cast.manager)]
  done(await claimPayment(deps, owner, ids.invoice, { id: 'file-1', kind: 'document' }))
  done(await answerExtension(deps, manager, ids.extension, 24 * 3_600_000))
  done(await recordPayment(deps, manager, ids.invoice, '500', 'stored'))
  const waiting = await deps.db
    .selectFrom('outbox')
    .select(['userId', 'kind'])
    .where('sentAt', 'is', null)
    .where('droppedAt', 'is', null)
    .execute()
  expect(waiting.length).toBeGreaterThan(3)
  expect(clock.now()).toBeGreaterThanOrEqual(START)
  const nameOf = new Map(Object.entries(everybody).map(([name, { id }]) => [id, name]))
  const buttons = Object.entries(everybody).flatMap(([name, { chat }]) => {
    const all = chat.flatMap((message) => message.reply_markup?.inline_keyboard.flat() ?? [])
    const data = new Set(all.flatMap((one) => ('callback_data' in one && one.callback_data ? [one.callback_data] : [])))
    return [...data].filter((one) => !one.startsWith('main/')).map((one) => ({ name, data: one }))
  })
  await writeStored(version ?? '', deps.db, {
    at: clock.now(),
    people: Object.entries(everybody).map(([name, { id }]) => ({ name, id, firstName: name, phone: `+7916000${id}` })),
    buttons,
    forms,
    notices: waiting.map(({ userId, kind }) => ({
      name: nameOf.get(userId) ?? '',
      kind,
      reads: kind === 'registration' ? 'Незабудка' : kind === 'shipment_filed' ? 'Заявка № 1' : '1001',
    })),
  })
})
