import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startTelegram } from '#playground/telegram/server.ts'
import { freePort } from '../support/ports.ts'
import { type Program, run } from './program.ts'

const WAIT = 30_000
const MOST_DEATHS = 6

/** A webhook of this machine's. */
async function webhook(): Promise<Record<string, string>> {
  const port = String(await freePort())
  return { WEBHOOK_URL: `http://127.0.0.1:${port}/telegram`, WEBHOOK_SECRET: 'secret', PORT: port }
}

test.each([
  ['ends the process', 'polled', 'яд: конец'],
  ['fills its memory', 'polled', 'яд: память'],
  ['lets it stand still until somebody kills it', 'polled', 'яд: застой'],
  ['ends the process', 'posted to the webhook', 'яд: конец'],
  ['lets it stand still until somebody kills it', 'posted to the webhook', 'яд: застой'],
])(
  'a message that %s, %s, does so twice at most: then its sender is told, and everybody is served',
  {
    timeout: 120_000,
  },
  async (_, way, poison) => {
    const telegram = await startTelegram()
    onTestFinished(() => telegram.close())
    const data = await mkdtemp(path.join(tmpdir(), 'dealerdesk-poison-'))
    onTestFinished(() => rm(data, { recursive: true }))
    const env = {
      DATABASE_URL: `sqlite:${path.join(data, 'bot.sqlite')}`,
      BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      ADMIN_IDS: '1',
      ...(way === 'polled' ? {} : await webhook()),
      NODE_OPTIONS: `--import=${path.join(import.meta.dirname, 'poison.mjs')} --max-old-space-size=200`,
    }
    let bot: Program = run('src/main.ts', env)
    onTestFinished(() => bot.kill('SIGKILL'))
    await bot.up
    const admin = telegram.person({ id: 1, firstName: 'Админ' })
    const other = telegram.person({ id: 2, firstName: 'Иван' })
    await admin.sends('/start')
    await admin.until(() => admin.sees().includes('Ждут вас') || admin.buttons().length > 0, WAIT)
    await admin.sends(poison)
    await admin.sends('/help')
    await other.sends('/start')

    const told = () =>
      telegram.calls.filter(({ params }) => String(params.text).includes('Не удалось обработать: сообщение; номер 1'))
    let deaths = 0
    const isServed = () => told().length > 0 && other.buttons().length > 0 && admin.sees().includes('Подробн')
    for (; deaths < MOST_DEATHS; deaths++) {
      const standstill = expect.poll(() => bot.said(), { timeout: WAIT }).toContain('stands still')
      standstill.then(
        () => bot.kill('SIGKILL'),
        () => {},
      )
      const isDead = await Promise.race([bot.ended.then(() => true), other.until(isServed, WAIT).then(() => false)])
      if (!isDead) break
      bot = run('src/main.ts', env)
    }
    expect(deaths).toBe(2)
    await expect.poll(() => told().length, { timeout: WAIT }).toBe(1)
    await admin.sends('/desk')
    await admin.until(() => admin.sees().includes('Отложенные обновления · 1'), WAIT)
    await admin.taps('Отложенные')
    await admin.until(() => admin.sees().includes('сообщение · Админ (1)'), WAIT)
    await admin.taps('Убрать № 1')
    await admin.until(() => admin.sees().includes('Отложенных обновлений нет'), WAIT)

    // It stays away, whatever way the process ends.
    bot.kill('SIGKILL')
    await bot.ended
    bot = run('src/main.ts', env)
    await bot.up
    await other.sends('/help')
    await other.until(() => other.sees().includes('Подробн'), WAIT)
    bot.kill('SIGTERM')
    expect(await bot.ended).toBe(0)
    expect(told().length).toBe(1)
  },
)
