import { expect, test } from 'vitest'
import { hours } from '#domain/time.ts'
import { world } from '../../support/world.ts'
import { cartOf, scene } from '../scene.ts'
import { refusals, speaks } from '../told.ts'

const languages = ['ru', 'en'] as const

const buttonsOfNowhere = [
  ...['nonsense', '!nonsense:1', 'invoice', 'invoice:', 'invoice:abc', 'invoice:-1', 'invoice:1.5', 'invoice:1.2.3'],
  ...['invoice:99999999999999999999', 'results:1.2.3', 'results:0.1', 'results:-5', 'invoices:0.1', 'cart:99', 'cat:'],
  ...['?nonsense|start', '?start|', '?invoice|nonsense:1', 'draft:1:2:3:4', '!qty:1:', '!qty:1:0', '!qty:1:1000000'],
  ...['!qty:1:1.5', '!sort:9', '!value:9:9:9', '!range:1:a:b', '!locale:9', '!day:1:1', '!method:1:9', '!move:1:99'],
  ...['<', '<<', '<nonsense', '<invoice:1<nonsense', '<!qty:1:1'],
  ...['!staff:1:9:1', '!staff:1.5:1:1', '!invite:1:9', '!invite::', 'facet:1.5', '!contact:1:9', '!draftline:1:1:-1'],
]

test.each(['owner', 'manager', 'admin', 'stranger'] as const)(
  'buttons that never were, or carry nonsense, are answered to %s and break nothing',
  async (who) => {
    const w = await scene()
    const person = w.cast[who]
    for (const data of buttonsOfNowhere) {
      const answer = await person.tapsData(person.last().message_id, data)
      expect.soft(answer.text ?? '', data).not.toContain('сломалось')
      expect.soft(person.sees(), data).not.toContain('сломалось')
    }
    expect(refusals(w)).toEqual([])
    expect(w.telegram.unanswered).toEqual([])
  },
)

test.each(languages)('a button that is gone says so and shows the way (%s)', async (locale) => {
  const w = await scene()
  const { owner } = w.cast
  await speaks(owner, locale)
  const { text } = await owner.tapsData(owner.last().message_id, 'long-gone:1')
  expect(text).toBe(
    locale === 'ru' ? 'Этой кнопки больше нет. Откройте /start' : 'This button no longer exists. Open /start',
  )
})

test('buttons on screens of long ago act on what is now, or say what has changed', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  await dealer.sends('CBL-10 5')
  await dealer.sends('/cart')
  const cart = dealer.last().message_id
  const data = `!invoice:${await cartOf(w.app.deps, dealer)}`
  await dealer.taps('Создать счёт')
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  const card = dealer.last().message_id
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Отменить счёт')
  await dealer.taps('Да, отменить счёт')

  expect(await dealer.tapsOn(card, 'Зарезервировать')).toMatchObject({
    text: expect.stringContaining('отменён'),
    alert: true,
  })
  await dealer.tapsOn(card, 'Отменить счёт')
  expect((await dealer.tapsData(cart, data)).text).toContain('Счёт № 1001')
  await dealer.sends('/start')
  const menu = dealer.last().message_id
  await speaks(dealer, 'en')
  expect((await dealer.tapsOn(menu, 'Счета')).text).toContain('out of date')
  expect(refusals(w)).toEqual([])
})

test('a draft whose reserve has ended meanwhile says what to do first', async () => {
  const w = await scene()
  const { owner } = w.cast
  w.clock.advance(hours(49))
  await w.app.runDue()
  await owner.tapsData(owner.last().message_id, `draft:${w.ids.draft}`)
  expect(owner.sees()).toContain('сначала зарезервируйте товар')
  expect(await owner.taps('Отправить заявку')).toMatchObject({ text: expect.stringContaining('зарезервируйте') })
})
