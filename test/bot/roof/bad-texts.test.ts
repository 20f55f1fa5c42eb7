import { expect, test } from 'vitest'
import { seconds } from '#domain/time.ts'
import { world } from '../../support/world.ts'
import { catalogOf, scene } from '../scene.ts'
import { refusals, speaks } from '../told.ts'
import { everyScreen } from './examples.ts'

const languages = ['ru', 'en'] as const

const long = {
  letters: 'я'.repeat(4000),
  digits: '7'.repeat(4000),
  'words with numbers': 'кабель 5 '.repeat(440),
  'spaces inside': `x${' '.repeat(3990)}x`,
  dashes: `${'- '.repeat(1990)}5`,
  'signs of HTML': '<&">'.repeat(1000),
}

test.each(languages)('a text of 4 000 letters outside a form is refused with the limit (%s)', async (locale) => {
  const w = await scene()
  for (const person of [w.cast.owner, w.cast.manager, w.cast.support]) {
    await speaks(person, locale)
    for (const [kind, text] of Object.entries(long)) {
      await person.sends(text)
      expect.soft(person.sees(), kind).toMatch(locale === 'ru' ? /а можно 200/ : /the limit is 200/)
    }
  }
  await w.cast.stranger.sends(long.letters)
  expect(w.cast.stranger.sees()).toMatch(/Зарегистрироваться/)
  expect(refusals(w)).toEqual([])
})

test.each([
  '%',
  '_',
  '%%%',
  '"',
  "'",
  '\\',
  '...',
  '—',
  '()',
  '+',
  '?!',
  '*',
  '👍',
  '🇷🇺',
  '\u200b',
  '\u2060\u200d',
  '¨',
  '<>',
  '&',
])('a search for %j finds nothing rather than everything, and says what to do', async (query) => {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  await dealer.sends(query)
  expect(dealer.sees()).toContain('Ничего не нашлось')
  await dealer.sends(`/search ${query}`)
  expect(dealer.sees()).toMatch(/Ничего не нашлось|Напишите артикул/)
  expect(refusals(w)).toEqual([])
})

test.each(["' or 1=1 --", '日本語', 'кабель%', '_BL-10', '"HDMI"', 'HDMI\u200b 10', '½', '٣٤', 'ﷺ', '5%'])(
  'a search for %j is answered',
  async (query) => {
    const w = await world()
    const dealer = await w.dealer(await w.staff('manager'))
    await dealer.sends(query)
    expect(dealer.sees()).toMatch(/Ничего не нашлось|HDMI|Видеостена/)
    expect(dealer.sees()).not.toContain('сломалось')
    expect(refusals(w)).toEqual([])
  },
)

test('a list of 300 lines is summed and answered; a longer one is read to its end', async () => {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  await dealer.sends(Array(300).fill('CBL-10 1').join('\n'))
  expect(dealer.sees()).toContain('понято 300 из 300')
  expect(dealer.sees()).toContain('сложено из 300 строк')
  await dealer.taps('Всё в корзину')
  await dealer.sends('/cart')
  expect(dealer.sees()).toContain('300 шт.')

  await dealer.sends(Array.from({ length: 401 }, (_, i) => `NO-${i} 1`).join('\n'))
  await w.app.settled()
  expect(dealer.sees()).toContain('понято 0 из 401')
  expect(dealer.sees()).toContain('NO-0 1')
  expect(refusals(w)).toEqual([])
})

test('a list of somebody who may not order is refused as such, and not searched for', async () => {
  const { cast } = await scene()
  for (const list of ['CBL-10 5', 'CBL-10 5\nAV-10.003 2']) {
    await cast.accountant.sends(list)
    expect(cast.accountant.sees()).toContain('Недостаточно прав')
  }
})

test('in a list each line gets its own answer', async () => {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  const lines = ['CBL-10 2', 'AV-10.003 0', 'AV-10.003 -1', 'AV-10.003 1,5', 'NO-1 <b>', 'CBL-10 100001', '%_ 5', '👍']
  await dealer.sends(lines.join('\n'))
  const answers = dealer.sees().split('\n')
  expect(answers[0]).toContain('понято 1 из 8')
  for (const line of lines)
    expect(answers.filter((answer) => answer.includes(line.slice(0, 6))).length).toBeGreaterThan(0)
  await dealer.taps('Всё в корзину')
  await dealer.sends('/cart')
  expect(dealer.sees()).toContain('CBL-10 Кабель HDMI 10 м\n    2 шт.')
  expect(refusals(w)).toEqual([])
})

test('signs of HTML in any name stay what they are, on every screen, in every notice, file and document', async () => {
  const w = await world()
  const { telegram, rows } = w
  const manager = telegram.person({ id: 501, firstName: '<i>Мария</i>', languageCode: 'ru' })
  await rows.staff(await rows.user({ id: 501, firstName: '' }), 'manager')
  await manager.sends('/start')
  const dealer = telegram.person({ id: 502, firstName: '<b>Иван & "К"', phone: '+79160000502', languageCode: 'ru' })
  const company = 'ООО <b>«Рога» & "Копыта"</i>'
  await dealer.sends('/start')
  await dealer.taps('Зарегистрироваться')
  await dealer.taps('Отправить номер')
  await dealer.sends('7707083893')
  await dealer.sends(company)
  expect(dealer.sees()).toContain(company)
  expect(manager.sees()).toContain(company)
  expect(manager.sees()).toContain('<b>Иван & "К"')
  await manager.taps('Одобрить')
  expect(dealer.sees()).toContain(company)
  await dealer.sends('/start')
  expect(dealer.sees()).toContain(`${company} · <b>Иван & "К"`)
  await dealer.sends('<u>нет & такого</u>')
  expect(dealer.sees()).toContain('«<u>нет & такого</u>»')

  await manager.taps('Карточка дилера')
  await manager.taps('Отсрочка')
  await manager.sends('<b>')
  expect(manager.sees()).toContain('«<b>»')
  await manager.sends('14')
  await manager.taps('Лимит')
  await manager.sends('1 000 000')
  await dealer.sends('CBL-10 3')
  await dealer.sends('/cart')
  await dealer.taps('Создать счёт')
  await dealer.taps('Зарезервировать')
  await dealer.taps('PDF')
  await dealer.taps('Заявка на отгрузку')
  await dealer.taps('Доставка транспортной')
  for (const answer of ['<a href="x">ТК</a>', 'ул. <Ленина> & 5', '30.11.2026', '<s>Пётр</s>, +7 916 123-45-67'])
    await dealer.sends(answer)
  expect(dealer.sees()).toContain('<a href="x">ТК</a>, ул. <Ленина> & 5')
  await dealer.taps('Отправить заявку')
  expect(manager.sees()).toContain(company)
  expect(manager.sees()).toContain('<s>Пётр</s>')
  await manager.taps('Отклонить')
  await manager.sends('потому <что> & "так"')
  w.clock.advance(seconds(5))
  await w.app.runDue()
  expect(dealer.sees()).toContain('потому <что> & "так"')
  await manager.sendsFile('<b>прайс&.csv', new TextEncoder().encode('<b>нет'))
  expect(manager.chat.some(({ text }) => text?.includes('<b>прайс&.csv'))).toBe(true)
  expect(manager.chat.some(({ text }) => text?.includes('&amp;'))).toBe(false)

  const one = {
    company: 1,
    owner: 502,
    accountant: 502,
    invoice: 1,
    line: 1,
    cart: 1,
    draft: 1,
    list: 1,
    saved: 1,
    kept: 1,
    shipment: 1,
    extension: 1,
    newcomer: 502,
    offered: 1,
  }
  for (const { data } of everyScreen(one, await catalogOf(w)))
    for (const person of [dealer, manager]) await person.tapsData(person.last().message_id, data)
  const plain = telegram.calls.filter(({ params }) => !params.parse_mode).map(({ params }) => JSON.stringify(params))
  expect(plain.filter((params) => /&(amp|lt|gt|quot);/.test(params))).toEqual([])
  expect(refusals(w)).toEqual([])
  expect(telegram.unanswered).toEqual([])
})
