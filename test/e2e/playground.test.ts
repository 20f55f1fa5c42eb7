import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPage } from '#playground/http/server.ts'
import { type RunningProduct, startProduct } from '#playground/product.ts'
import { hasBrowser, openBrowser, type PhoneOnPage, phoneOn, picture } from './browser.ts'

/** Monday, 2026-11-23, 12:00 in Moscow: tomorrow is a working day, and no notice comes at night. */
const NOON = Date.UTC(2026, 10, 23, 9)

describe.skipIf(!hasBrowser)('the playground in a browser', () => {
  let product: RunningProduct
  let address: string
  let browser: Browser
  let page: Page
  let dealer: PhoneOnPage
  let manager: PhoneOnPage
  const closers: (() => Promise<void>)[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    product = await startProduct({ clock: { now: () => NOON + Math.floor(performance.now()) }, logLevel: 'silent' })
    closers.push(product.close)
    const served = await startPage(product, 0)
    closers.push(served.close)
    address = served.address
    browser = await openBrowser()
    closers.push(() => browser.close())
    page = await open({ width: 1400, height: 800 })
    dealer = phoneOn(page, 'dealer')
    manager = phoneOn(page, 'manager')
  }, 60_000)

  afterAll(async () => {
    for (const close of closers.reverse()) await close()
  })

  async function open(viewport: { width: number; height: number }, colorScheme: 'light' | 'dark' = 'light') {
    const deviceScaleFactor = viewport.width < 500 ? 2 : 1
    const opened = await browser.newPage({
      locale: 'ru-RU',
      viewport,
      colorScheme,
      deviceScaleFactor,
      reducedMotion: 'reduce',
    })
    opened.setDefaultTimeout(10_000)
    opened.on('pageerror', (error) => complaints.push(String(error)))
    opened.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await opened.goto(address)
    await opened.locator('[data-phone="dealer"] [data-message]').first().waitFor()
    return opened
  }

  async function makesInvoice(): Promise<number> {
    await dealer.types('/start')
    await dealer.sees('ООО «Ромашка» · Иван')
    await dealer.taps('Каталог')
    await dealer.taps('Проекторы')
    await dealer.taps('Портативные')
    await dealer.taps('LP-45L')
    await dealer.sees(/Доступно: \d+ шт\./)
    await dealer.taps('В корзину')
    await dealer.sees('Сколько положить')
    await dealer.taps('5 шт.')
    await dealer.sees('В корзине: 5 шт.')
    await dealer.types('/cart')
    await dealer.sees('Итого: 499 200,00 ₽')
    await dealer.taps('Создать счёт')
    await dealer.sees('Не оплачен')
    const number = /Счёт №\s(\d+)/.exec(await dealer.text())?.[1]
    await dealer.taps('Зарезервировать')
    await dealer.sees('Зарезервировано: 5 из 5')
    return Number(number)
  }

  test('the six steps of an order, by clicking', async () => {
    const newcomer = phoneOn(page, 'newcomer')
    await newcomer.phone.getByRole('button', { name: 'Начать' }).click()
    await newcomer.sees('Зарегистрироваться')
    const number = await makesInvoice()
    await picture(page, 'reserved')

    await manager.types(String(number))
    await manager.sees(`Счёт № ${number}`)
    await manager.taps('Записать оплату')
    await manager.taps('Вся сумма')
    await manager.taps('Да, записать')
    await manager.hasSeen('Оплачен')
    await dealer.hasSeen('Оплата поступила')

    await dealer.types('/invoices')
    await dealer.sees('Счета ·')
    await dealer.taps(`№ ${number}`)
    await dealer.taps('Проверить оплату')
    await dealer.sees('Последняя оплата записана')
    await dealer.taps('Назад')
    await dealer.sees('PRJ-1017')
    await dealer.taps('Заявка на отгрузку')
    await dealer.taps('Самовывоз')
    await dealer.taps(/25\.11/)
    await dealer.sees('Кто примет товар?')
    await dealer.types('Сидоров Пётр')
    await dealer.sees('Телефон этого человека?')
    await dealer.types('+7 916 123-45-67')
    await dealer.taps('Отправить заявку')
    await dealer.sees('Подана')

    await manager.hasSeen('Новая заявка')
    for (const [label, state] of [
      ['Принять', 'Принята'],
      ['Собирается', 'Собирается'],
      ['Готово к выдаче', 'Готова к выдаче'],
      ['Выдано', 'Выдана'],
    ] as const) {
      await manager.taps(label)
      if (label === 'Выдано') await manager.taps('Да, выдано')
      await dealer.hasSeen(new RegExp(`Заявка № \\d+: ${state}`))
    }
    await picture(page, 'six-steps', true)

    await dealer.types('/settlements')
    await dealer.sees('Баланс: 0,00 ₽')
    expect(complaints).toEqual([])
  }, 60_000)

  test('the clock warns of a reserve and ends it', async () => {
    const number = await makesInvoice()
    await page.getByRole('button', { name: '+24 ч' }).click()
    await dealer.hasSeen(new RegExp(`Резерв закончится.*№ ${number}`))
    await manager.hasSeen(new RegExp(`Резерв закончится.*№ ${number}`))
    const dark = await open({ width: 390, height: 844 }, 'dark')
    await phoneOn(dark, 'dealer').sees('Резерв закончится')
    await picture(dark, 'phone-dark', true)
    await dark.close()
    await page.getByRole('button', { name: '+24 ч' }).click()
    await dealer.hasSeen(new RegExp(`Резерв снят.*№ ${number}`))
    await page.getByTestId('clock').filter({ hasText: 'ср 25 нояб' }).waitFor()
    await dealer.taps('Зарезервировать снова')
    await dealer.sees('Зарезервировано: 5 из 5')
    await page.getByRole('button', { name: '+48 ч' }).click()
    await dealer.sees(new RegExp(`Резерв снят.*№ ${number}`))
    expect(await page.locator('.offline').isVisible()).toBe(false)
  }, 60_000)

  test("a manager's invitation is followed by the new person, who registers without waiting", async () => {
    await manager.types('/dealers')
    await manager.sees('Дилеры ·')
    await manager.taps('Пригласить')
    await manager.phone.getByRole('button', { name: /t\.me/ }).last().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Пётр' }).click()
    const newcomer = phoneOn(page, 'newcomer')
    await newcomer.hasSeen('Отправить номер')
    await newcomer.phone.getByTestId('reply-keyboard').getByRole('button', { name: 'Отправить номер' }).click()
    await newcomer.sees('ИНН')
    await newcomer.types('7712345671')
    await newcomer.sees('название')
    await newcomer.types('ООО «Лютик»')
    await newcomer.hasSeen('Добро пожаловать')
    await picture(page, 'invitation')
  }, 60_000)

  test('an invoice opens as PDF', async () => {
    await dealer.types('/invoices')
    await dealer.sees('Счета ·')
    await dealer.taps(/^№ \d+$/)
    await dealer.sees('в т. ч. НДС')
    await dealer.taps('PDF')
    const link = dealer.phone.getByRole('link', { name: /\.pdf/ }).last()
    await link.waitFor()
    const file = await page.request.get(new URL((await link.getAttribute('href')) ?? '', address).href)
    expect(file.headers()['content-type']).toBe('application/pdf')
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-')
  }, 60_000)

  test('on a phone a list becomes a cart, and goods are compared in a picture', async () => {
    const narrow = await open({ width: 390, height: 844 })
    const small = phoneOn(narrow, 'dealer')
    const list = ['Добрый день! Нужно:', '2шт LP-45L', '3. LS-330 — 1 шт.', 'кабель HDMI 10м x5', 'экран 3 шт']
    await small.types(list.join('\n'))
    await small.sees(/понято \d из 4/)
    await picture(narrow, 'quick-order', true)
    await small.types('проектор')
    await small.taps('Фильтры')
    await small.taps('Яркость')
    await small.taps(/\d\s*–\s*\d/)
    await small.sees('Выбрано')
    await picture(narrow, 'filters', true)
    await small.types('LP-45L')
    await small.sees('Доступно')
    await small.taps('Сравнить')
    await small.types('LS-330')
    await small.taps('Сравнить')
    await small.taps('Сравнение · 2')
    await small.taps('Картинка')
    await narrow.locator('[data-phone="dealer"] img').last().waitFor()
    await picture(narrow, 'comparison', true)
    await narrow.close()
    expect(complaints).toEqual([])
  }, 60_000)

  test('on a phone a sticker and a voice message are sent, long buttons are cut, the guide begins at its beginning', async () => {
    const narrow = await open({ width: 390, height: 600 })
    const small = phoneOn(narrow, 'dealer')
    for (const kind of ['Стикер', 'Голосовое']) {
      await small.phone.getByRole('button', { name: 'Прикрепить' }).click()
      await small.phone.getByRole('button', { name: kind }).click()
    }
    await small.phone.getByRole('img', { name: 'Стикер' }).waitFor()
    await small.hasSeen('Голосовое, 3 с')
    const label = small.phone.locator('.key .label').first()
    expect(await label.evaluate((one) => getComputedStyle(one).textOverflow)).toBe('ellipsis')
    await narrow.locator('#guide-button').click()
    const guide = narrow.getByRole('dialog')
    await guide.getByRole('heading', { name: 'Шесть шагов заказа' }).waitFor()
    expect(await guide.evaluate((one) => one.scrollTop)).toBe(0)
    await picture(narrow, 'guide')
    await narrow.close()
    expect(complaints).toEqual([])
  }, 60_000)

  test('the page speaks the language of the browser, and the other one by a button', async () => {
    const english = await browser.newPage({ locale: 'en-US', viewport: { width: 390, height: 844 } })
    await english.goto(address)
    await english.getByRole('button', { name: '+48 h' }).waitFor()
    await english.locator('#guide-button').click()
    await english.getByRole('heading', { name: 'Six steps of an order' }).waitFor()
    await english.getByRole('button', { name: 'Got it' }).click()
    await english.getByRole('button', { name: 'RU' }).click()
    await english.getByRole('button', { name: '+48 ч' }).waitFor()
    expect(await english.locator('html').getAttribute('lang')).toBe('ru')
    await english.close()
  }, 60_000)

  test('behind the name of the bot goods are looked for while one types; the chosen one opens', async () => {
    const narrow = await open({ width: 390, height: 844 })
    const small = phoneOn(narrow, 'dealer')
    const field = small.phone.getByRole('textbox', { name: 'Сообщение' })
    const results = small.phone.locator('[data-result]')
    await field.pressSequentially('@dealerdesk_bot прожктор')
    await results.filter({ hasText: 'LP-45L' }).first().waitFor()
    await picture(narrow, 'inline', true)
    await field.fill('@dealerdesk_bot lp45l')
    await results.filter({ hasText: 'LP-45L' }).first().waitFor()
    await results.nth(4).waitFor({ state: 'detached' })
    await field.press('Enter')
    await small.hasSeen('через @dealerdesk_bot')
    await small.sees(/Доступно: \d+ шт\./)
    expect(await field.inputValue()).toBe('')
    expect(await results.count()).toBe(0)
    await narrow.close()
    expect(complaints).toEqual([])
  }, 60_000)

  test('on a narrow screen one phone is seen at a time, and the others count what came', async () => {
    const narrow = await open({ width: 390, height: 844 })
    const small = phoneOn(narrow, 'dealer')
    expect(await phoneOn(narrow, 'manager').phone.isVisible()).toBe(false)
    await small.types('LP-45L')
    await small.sees('Доступно')
    await picture(narrow, 'product', true)
    const widths = await narrow.evaluate('[document.documentElement.scrollWidth, innerWidth]')
    expect(widths).toEqual([390, 390])
    await manager.types('/start')
    await narrow.locator('[data-tab="manager"]').getByTestId('unread').filter({ hasText: '1' }).waitFor()
    await narrow.locator('[data-tab="manager"]').click()
    expect(await phoneOn(narrow, 'manager').phone.isVisible()).toBe(true)
    await narrow.close()
    expect(complaints).toEqual([])
  }, 60_000)
})
