import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, InlineKeyboard, Keyboard, webhookCallback } from 'grammy'
import { expect, onTestFinished, test } from 'vitest'
import type { Telegram } from '#playground/telegram/server.ts'
import { telegramWorld } from '../../support/telegram.ts'

function shop(telegram: Telegram): Bot {
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.root } })
  bot.command('start', (ctx) =>
    ctx.reply(`Hello, <b>${ctx.from?.first_name}</b>`, {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard().text('Count 0', 'count:1'),
    }),
  )
  bot.callbackQuery(/^count:(\d+)$/, async (ctx) => {
    const count = Number(ctx.match[1])
    await ctx.editMessageText(`Counted ${count}`, {
      reply_markup: new InlineKeyboard().text(`Count ${count}`, `count:${count + 1}`),
    })
    await ctx.answerCallbackQuery({ text: `Now ${count}` })
  })
  bot.command('phone', (ctx) => ctx.reply('Your phone?', { reply_markup: new Keyboard().requestContact('Share') }))
  bot.on('message:contact', (ctx) => ctx.reply(ctx.message.contact.phone_number))
  return bot
}

async function useShop(telegram: Telegram) {
  const anna = telegram.person({ id: 7, firstName: 'Anna', phone: '+79990000007' })
  await anna.sends('/start')
  await anna.until(() => anna.sees().includes('Hello'))
  expect(anna.sees()).toBe('Hello, Anna\n[Count 0]')

  expect(await anna.taps('Count')).toEqual({ text: 'Now 1', alert: false, answered: true })
  expect(anna.sees()).toBe('Counted 1\n[Count 1]')
  expect(anna.chat).toHaveLength(2)

  await anna.sends('/phone')
  await anna.until(() => anna.keyboard().length > 0)
  await anna.taps('Share')
  await anna.until(() => anna.sees() === '+79990000007')
  expect(anna.toasts).toEqual([{ text: 'Now 1', alert: false }])
  expect(telegram.unanswered).toEqual([])
}

test('a grammY bot works where updates are handed to it directly', async () => {
  const { telegram } = await telegramWorld()
  const bot = shop(telegram)
  await bot.init()
  telegram.deliver = (update) => bot.handleUpdate(update)
  await useShop(telegram)
})

test('a grammY bot works over long polling', async () => {
  const { telegram } = await telegramWorld()
  const bot = shop(telegram)
  const { promise: started, resolve } = Promise.withResolvers<void>()
  const running = bot.start({ onStart: () => resolve() })
  await started
  await useShop(telegram)
  await bot.stop()
  await running
})

test('a grammY bot works behind a webhook', async () => {
  const { telegram } = await telegramWorld()
  const bot = shop(telegram)
  const server = createServer(webhookCallback(bot, 'http', { secretToken: 'secret' }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await bot.api.setWebhook(url, { secret_token: 'secret' })
  await useShop(telegram)
})
