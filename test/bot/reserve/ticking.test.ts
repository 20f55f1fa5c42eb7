import { expect, test } from 'vitest'
import { hours } from '#domain/time.ts'
import type { Person } from '#playground/telegram/server.ts'
import { world } from '../../support/world.ts'
import { invoiceOf } from '../scene.ts'
import { refusals } from '../told.ts'

/** The instants of the newest message: what new clients show, and the text for the others. */
function instants(person: Person) {
  const { text = '', entities = [] } = person.last()
  return entities.flatMap((one) =>
    one.type === 'date_time'
      ? [{ at: one.unix_time, format: one.date_time_format, text: text.slice(one.offset, one.offset + one.length) }]
      : [],
  )
}

test('the end of a reserve runs: on the invoice, in the warning, in the list; old clients read the text', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  await invoiceOf(w.app.deps, dealer, [[w.goods.cable, 2]])
  await dealer.sends('/invoices')
  await dealer.taps('№ 1001')
  await dealer.taps('Зарезервировать')
  const end = Math.floor((w.clock.now() + hours(48)) / 1000)
  const both = (left: string) => [
    { at: end, format: 'r', text: left },
    { at: end, format: 'Dt', text: '25.11 12:00' },
  ]
  expect(instants(dealer)).toEqual(both('ещё 48 ч'))
  await dealer.sends('/reserves')
  expect(instants(dealer)).toEqual(both('ещё 48 ч'))
  w.clock.advance(hours(24))
  await w.app.runDue()
  expect(dealer.sees()).toContain('Резерв закончится')
  expect(instants(dealer)).toEqual(both('ещё 24 ч'))
  expect(instants(manager).at(-1)).toEqual({ at: end, format: 'Dt', text: '25.11 12:00' })
  w.clock.advance(hours(24))
  await w.app.runDue()
  expect(dealer.sees()).toContain('Резерв снят')
  expect(instants(dealer)).toEqual([{ at: end, format: 'Dt', text: '25.11 12:00' }])
  expect(refusals(w)).toEqual([])
})
