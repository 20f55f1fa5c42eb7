import { describe, expect, test } from 'vitest'
import { readArticle } from '#bot/kit/articles.ts'
import { uiFor } from '#bot/kit/ui.ts'
import { type HintedScreen, hintedScreens } from '#domain/people/hints.ts'
import type { ChatMessage } from '#playground/telegram/messages.ts'
import type { Person } from '#playground/telegram/server.ts'
import { register } from '../../support/world.ts'
import { type Cast, type Common, type Ids, type Scene, scene } from '../scene.ts'
import { refusals, speaks } from '../told.ts'

/** Who comes to a screen, and how. */
type Way = [who: keyof Cast, come: (person: Person, w: Scene) => Promise<unknown>]

const press =
  (data: (ids: Ids, common: Common) => string) =>
  async (person: Person, { ids, common }: Scene) =>
    person.tapsData(person.last().message_id, data(ids, common))
const send = (text: string) => (person: Person) => person.sends(text)

const ways: Record<HintedScreen, Way> = {
  newcomer: ['stranger', send('/start')],
  registration: [
    'stranger',
    async (person) => {
      await person.taps(/Зарегистрироваться|Register/)
      await person.taps(/Отправить номер|Send number/)
      await person.sends('5003052454')
    },
  ],
  start: ['owner', send('/start')],
  start_staff: ['manager', send('/start')],
  catalog: ['owner', send('/catalog')],
  results: ['owner', send('Kramer')],
  filters: ['owner', press(() => 'filters:0')],
  facet: ['owner', press((_, common) => `facet:${common.characteristic}`)],
  prices: ['owner', press(() => 'prices')],
  warehouses: ['owner', press(() => 'warehouses:0')],
  share: ['owner', press(() => 'share')],
  saved_selections: ['owner', press(() => 'kept:0')],
  saved_selection: ['owner', press((ids) => `keptone:${ids.kept}`)],
  search: ['owner', send('/search')],
  product: ['owner', send('CBL-10')],
  reason: ['manager', press((ids) => `refuse:${ids.newcomer}`)],
  watches: ['owner', press(() => 'watches:0')],
  product_staff: ['manager', send('CBL-10')],
  analogues: ['owner', press((_, common) => `analogues:${common.product}`)],
  comparison: ['owner', press(() => 'comparison')],
  quantity: ['owner', press((_, common) => `qty:${common.product}`)],
  cart: ['owner', send('/cart')],
  quick_order: ['buyer', send('CBL-10 1\nNO-1 5')],
  quick_choice: [
    'buyer',
    async (person) => {
      await person.sends('CBL-10 0\nNO-1 5')
      await person.taps('CBL-10 0')
    },
  ],
  saved_lists: ['owner', press(() => 'saved:0')],
  saved_list: ['owner', press((ids) => `savedlist:${ids.saved}:0`)],
  confirm: ['owner', press((ids) => `cancelinvoice:${ids.invoice}`)],
  invoices: ['owner', send('/invoices')],
  invoice: ['owner', press((ids) => `invoice:${ids.invoice}`)],
  requisites: ['owner', press((ids) => `requisites:${ids.invoice}`)],
  reserve: ['owner', press((ids) => `!reserve:${ids.invoice}`)],
  reserves: ['owner', send('/reserves')],
  payment: ['owner', press((ids) => `check:${ids.invoice}`)],
  shipment_form: ['owner', press((ids) => `draft:${ids.draft}`)],
  shipments: ['owner', send('/shipments')],
  shipment: ['owner', press((ids) => `shipment:${ids.shipment}`)],
  settlements: ['accountant', send('/settlements')],
  colleagues: ['owner', press(() => 'colleagues')],
  settings: ['owner', send('/settings')],
  help: ['owner', send('/help')],
  desk: ['manager', send('/desk')],
  registrations: ['manager', press((ids) => `registration:${ids.newcomer}`)],
  dealers: ['manager', send('/dealers')],
  dealer: ['manager', press((ids) => `dealer:${ids.company}`)],
  record_payment: ['manager', press((ids) => `pay:${ids.invoice}`)],
  shipment_desk: ['manager', press((ids) => `shipment:${ids.shipment}`)],
  import: ['manager', send('/import')],
  import_look: ['manager', press((ids) => `offeredlist:${ids.offered}`)],
  staff: ['admin', send('/staff')],
}

function shown({ text, entities, reply_markup }: ChatMessage) {
  return { text, entities, buttons: reply_markup?.inline_keyboard }
}

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')

describe.each(['ru', 'en'] as const)('in %s', (locale) => {
  test('every screen opens with its hint, «Подробнее» makes it the full text, «Назад» makes it what it was', async () => {
    const w = await scene()
    const ui = uiFor(w.app.deps, { locale, hints: 1 })
    for (const person of Object.values(w.cast)) await speaks(person, locale)
    for (const screen of hintedScreens) {
      const [who, come] = ways[screen]
      const person = w.cast[who]
      await come(person, w)
      const before = person.last()
      const hint = plain(
        ui.t(`hints.${screen}`, { seller: ui.seller.shortName, reserve: locale === 'ru' ? '48 ч' : '48 h' }),
      )
      expect.soft(before.text?.split('\n')[1], screen).toBe(hint)
      expect
        .soft(
          before.entities?.some(({ type }) => type === 'blockquote'),
          screen,
        )
        .toBe(true)

      await person.tapsOn(before.message_id, ui.label('common.more'))
      const article = person.last()
      expect.soft(article.message_id, screen).toBe(before.message_id)
      expect.soft(article.text?.split('\n')[0], screen).toBe(readArticle(ui, screen).title)
      expect.soft(article.text?.length, screen).toBeGreaterThan((before.text?.length ?? 0) > 0 ? hint.length : 0)

      await person.tapsOn(before.message_id, ui.label('common.back'))
      expect.soft(shown(person.last()), screen).toEqual(shown(before))
      expect.soft(person.last().message_id, screen).toBe(before.message_id)
    }
    expect(refusals(w)).toEqual([])
    expect(w.telegram.unanswered).toEqual([])
  })

  test('hints that are switched off are on no screen, and «Подробнее» stays; switched on they are back', async () => {
    const w = await scene()
    const ui = uiFor(w.app.deps, { locale, hints: 1 })
    for (const person of Object.values(w.cast)) {
      await speaks(person, locale)
      await person.sends('/settings')
      await person.taps(ui.label('settings.hideHints'))
      expect(person.sees()).not.toContain(plain(ui.t('hints.settings')))
    }
    for (const screen of hintedScreens) {
      const [who, come] = ways[screen]
      const person = w.cast[who]
      await come(person, w)
      const hint = plain(ui.t(`hints.${screen}`, { seller: ui.seller.shortName, reserve: '48' }))
      expect.soft(person.sees(), screen).not.toContain(hint.slice(0, 20))
      expect.soft(person.buttons(), screen).toContain(ui.label('common.more'))
    }
    const { owner } = w.cast
    await owner.sends('/settings')
    await owner.taps(ui.label('settings.showHints'))
    await owner.sends('/cart')
    expect(owner.sees()).toContain(plain(ui.t('hints.cart')))
  })
})

test('the three steps of registration carry the hint, also where a keyboard stands instead of «Подробнее»', async () => {
  const { cast } = await scene()
  const { stranger } = cast
  await register(stranger, 'ООО «Лютик»', '5003052454')
  const steps = stranger.chat.filter(({ fromBot, text }) => fromBot && text?.includes('шаг'))
  expect(steps.map(({ text }) => text?.split('\n')[1])).toEqual(Array(3).fill(steps[0]?.text?.split('\n')[1]))
  expect(steps[0]?.text).toContain('Три ответа')
})
