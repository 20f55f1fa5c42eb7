import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startTelegram } from '#playground/telegram/server.ts'
import { run } from '../process/program.ts'
import { createDeadServer } from './dead-server.ts'

test('the bot as a program while MongoDB is away: it starts, says so once, serves people, and stops', async () => {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const dead = await createDeadServer()
  const bot = run('src/main.ts', {
    DATABASE_URL: `sqlite:${path.join(folder, 'bot.sqlite')}`,
    MONGODB_URI: dead.uri,
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
  })
  onTestFinished(() => bot.kill('SIGKILL'))
  await bot.up
  const person = telegram.person({ id: 3, firstName: 'Иван', phone: '+79161234567' })
  await person.sends('/start')
  await person.until(() => person.sees().includes('Зарегистрироваться'), 15_000)
  const calls = dead.calls()
  await expect.poll(dead.calls, { timeout: 30_000 }).toBeGreaterThan(calls)
  expect(
    bot
      .said()
      .split('\n')
      .filter((line) => line.includes('MongoDB can’t be reached')),
  ).toHaveLength(1)
  expect(bot.said()).not.toContain('"level":50')
  bot.kill('SIGTERM')
  expect(await bot.ended).toBe(0)
}, 60_000)
