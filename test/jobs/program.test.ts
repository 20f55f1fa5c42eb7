import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startTelegram } from '../../src/playground/telegram/server.ts'
import { run } from '../process/program.ts'

test('the bot as a program while MongoDB is away: it starts, says so once, serves people, and stops', async () => {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const bot = run('src/main.ts', {
    DATABASE_URL: `sqlite:${path.join(folder, 'bot.sqlite')}`,
    MONGODB_URI: 'mongodb://127.0.0.1:1/none',
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
  })
  onTestFinished(() => bot.kill('SIGKILL'))
  await bot.up
  const person = telegram.person({ id: 3, firstName: 'Иван', phone: '+79161234567' })
  await person.sends('/start')
  await person.until(() => person.sees().includes('Зарегистрироваться'), 15_000)
  // Two checks of MongoDB later.
  await new Promise((resolve) => setTimeout(resolve, 8500))
  expect(
    bot
      .said()
      .split('\n')
      .filter((line) => line.includes('MongoDB can’t be reached')),
  ).toHaveLength(1)
  expect(bot.said()).not.toContain('"level":50')
  bot.kill('SIGTERM')
  expect(await bot.ended).toBe(0)
})
