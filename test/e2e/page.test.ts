import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPage } from '#playground/http/server.ts'
import { type Bare, barePlayground } from './bare.ts'
import { hasBrowser, openBrowser, phoneOn, picture } from './browser.ts'

const DEALER = 1001
const inline = (...rows: object[][]) => ({ inline_keyboard: rows })

describe.skipIf(!hasBrowser)('the page of the playground', () => {
  let bare: Bare
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  const phone = () => phoneOn(page, 'dealer')
  const say = (text: string, more: object = {}) =>
    bare.bot('sendMessage', { chat_id: DEALER, parse_mode: 'HTML', text, ...more })

  beforeAll(async () => {
    bare = await barePlayground()
    browser = await openBrowser()
    page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
    page.setDefaultTimeout(5_000)
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(bare.page.address)
    await phone().sees('/start')
  })

  afterAll(async () => {
    expect(complaints).toEqual([])
    await browser.close()
    await bare.close()
  })

  test('text is drawn with its formatting, and nothing in it runs', async () => {
    const nasty = '&lt;img src=x onerror="document.title=1"&gt;'
    await say(
      `<b>Жирный <i>и курсив</i></b> <s>${nasty}</s> <tg-spoiler>тайна</tg-spoiler>\n<blockquote>цитата</blockquote>\nпосле неё\n<pre>a  b</pre>`,
    )
    const message = phone().phone.locator('[data-message]').last()
    await message.locator('strong em', { hasText: 'и курсив' }).waitFor()
    expect(await message.locator('s').textContent()).toBe('<img src=x onerror="document.title=1">')
    expect(await message.locator('img').count()).toBe(0)
    expect(await message.locator('blockquote').textContent()).toBe('цитата')
    expect(await message.locator('pre').textContent()).toBe('a  b')
    const spoiler = message.getByRole('button', { name: 'Показать скрытое' })
    await spoiler.click()
    await message.locator('.spoiler.shown', { hasText: 'тайна' }).waitFor()
    expect(await page.title()).toBe('Dealerdesk: песочница')
  })

  test('an expandable quote unfolds when tapped', async () => {
    await say(`<blockquote expandable>${'строка\n'.repeat(9)}конец</blockquote>`)
    const quote = phone().phone.locator('blockquote').last()
    const folded = (await quote.boundingBox())?.height ?? 0
    await quote.getByRole('button', { name: 'Развернуть' }).click()
    await quote.getByRole('button', { name: 'Свернуть' }).waitFor()
    expect((await quote.boundingBox())?.height).toBeGreaterThan(folded * 2)
  })

  test('a pressed button turns its wheel until the bot answers; the answer is a toast or a window', async () => {
    await bare.bot('getUpdates', { offset: -1 })
    await say('Что делать?', { reply_markup: inline([{ text: 'Нажми', callback_data: 'go' }]) })
    const button = phone().button('Нажми')
    const answer = async (extra: object) => {
      const [update] = await bare.bot('getUpdates', { offset: -1, timeout: 5, allowed_updates: ['callback_query'] })
      await bare.bot('answerCallbackQuery', { callback_query_id: update.callback_query.id, ...extra })
    }
    await button.click()
    await phone().phone.locator('button[aria-busy="true"]').waitFor()
    await answer({ text: 'Добавлено: 5 шт.' })
    await phone().phone.locator('[data-toast]', { hasText: 'Добавлено' }).waitFor()
    expect(await button.getAttribute('aria-busy')).toBe(null)

    await button.click()
    await answer({ text: 'Недостаточно прав', show_alert: true })
    const alert = phone().phone.getByRole('alertdialog')
    await alert.getByText('Недостаточно прав').waitFor()
    await picture(page, 'alert')
    await alert.getByRole('button', { name: 'Понятно' }).press('Enter')
    await alert.waitFor({ state: 'detached' })
  })

  test('edits are made in place, and deleted messages vanish', async () => {
    const { message_id } = await say('было')
    await phone().sees('было')
    const count = await phone().phone.locator('[data-message]').count()
    await bare.bot('editMessageText', { chat_id: DEALER, message_id, text: 'стало' })
    await phone().sees('стало')
    expect(await phone().phone.locator('[data-message]').count()).toBe(count)
    await bare.bot('deleteMessage', { chat_id: DEALER, message_id })
    await phone().phone.locator(`[data-message="${message_id}"]`).waitFor({ state: 'detached' })
  })

  test('a silent message has a muted bell, copy buttons copy, commands stand in the menu', async () => {
    const copy = { text: 'Скопировать', copy_text: { text: 'Оплата по счёту № 1042' } }
    await say('Тихо', { disable_notification: true, reply_markup: inline([copy]) })
    await phone().phone.locator('[data-message]').last().locator('.icon-silent').waitFor()
    await phone().button('Скопировать').click()
    await phone().phone.locator('[data-toast]', { hasText: 'Скопировано' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('Оплата по счёту № 1042')

    await bare.bot('setMyCommands', { commands: [{ command: 'catalog', description: 'Каталог' }] })
    await phone().phone.getByRole('button', { name: 'Меню' }).click()
    await picture(page, 'menu')
    await phone()
      .phone.getByRole('button', { name: /Каталог/ })
      .click()
    await phone().sees('/catalog')
  })

  test('a key of the keyboard shares the contact, and the keyboard goes when the bot says so', async () => {
    const keyboard = [[{ text: 'Отправить номер', request_contact: true }]]
    await say('Кто вы?', { reply_markup: { keyboard, resize_keyboard: true } })
    const keys = phone().phone.getByTestId('reply-keyboard')
    await keys.getByRole('button', { name: 'Отправить номер' }).click()
    await phone().sees('+79161234501')
    await say('Спасибо', { reply_markup: { remove_keyboard: true } })
    await keys.waitFor({ state: 'hidden' })
  })

  test('files go both ways', async () => {
    const { phone: own } = phone()
    await own.locator('input[data-attach="document"]').setInputFiles({
      name: 'список.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('артикул;5'),
    })
    await phone().sees('список.csv')
    expect(bare.phones.dealer.person.chat.at(-1)?.document).toMatchObject({
      file_name: 'список.csv',
      mime_type: 'text/csv',
    })
    const href = (await own.getByRole('link', { name: 'список.csv' }).getAttribute('href')) ?? ''
    const file = await page.request.get(bare.page.address + href)
    expect(await file.text()).toBe('артикул;5')
    expect(file.headers()['content-disposition']).toMatch(/^attachment/)
  })

  test('a link to the bot is opened by whoever is chosen, in their phone', async () => {
    await say('Ваша ссылка: https://t.me/dealerdesk_bot?start=abc_1')
    await phone().phone.getByRole('button', { name: /t\.me/ }).click()
    await page.getByRole('dialog').getByText('Открыть у …').waitFor()
    await picture(page, 'choose')
    await page.getByRole('dialog').getByRole('button', { name: 'Пётр' }).click()
    await phoneOn(page, 'newcomer').sees('/start abc_1')
    expect(await phone().phone.isVisible()).toBe(false)
    await page.locator('[data-tab="dealer"]').click()
  })

  test('long labels and words without spaces fit the width of a phone', async () => {
    const long = 'Доставка до склада транспортной компании и обратно, если получится'
    const rows = [
      [{ text: long, callback_data: 'a' }],
      [
        { text: long, callback_data: 'b' },
        { text: 'ok', callback_data: 'c' },
      ],
    ]
    await say(`${'безпробелов'.repeat(20)} <code>${'A1'.repeat(60)}</code>`, { reply_markup: inline(...rows) })
    await phone().sees('безпробелов')
    await picture(page, 'long')
    const tooWide = await page.evaluate(
      '[...document.querySelectorAll(".phone.shown *")].filter((e) => e.getBoundingClientRect().right > innerWidth).map((e) => e.className)',
    )
    expect(tooWide).toEqual([])
  })

  test('when the playground comes back, the page catches up by itself', async () => {
    const { port } = new URL(bare.page.address)
    await bare.page.close()
    await page.getByText('Нет связи с песочницей').waitFor()
    await say('Пока вас не было')
    bare.page = await startPage(bare, Number(port))
    await phone().sees('Пока вас не было')
    await page.getByText('Нет связи с песочницей').waitFor({ state: 'hidden' })
  })
})
