import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '#app.ts'
import { readConfig } from '#config/config.ts'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import { seconds } from '#domain/time.ts'
import { startTelegram } from '#playground/telegram/server.ts'
import { createLog } from '#runtime/log.ts'
import { refusals } from '../bot/told.ts'
import { fakeClock } from '../support/clock.ts'
import { readStored, restore } from './stored.ts'

/** Runs today's product over the data of an earlier version. */
async function goOn(version: string) {
  const stored = readStored(version)
  const clock = fakeClock()
  clock.advance(stored.at - clock.now())
  const telegram = await startTelegram({ now: clock.now })
  const db = openDatabase('sqlite::memory:')
  await restore(db, stored.sql)
  await migrate(db)
  const config = readConfig({ BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root })
  const app = await createApp({ config, log: createLog('silent'), clock, db })
  telegram.deliver = async (update) => {
    await app.handleUpdate(update)
    await app.settled()
  }
  onTestFinished(async () => {
    await app.stop()
    await telegram.close()
    await db.destroy()
  })
  const people = new Map(stored.people.map((one) => [one.name, telegram.person(one)]))
  const named = (name: string) => {
    const person = people.get(name)
    if (!person) throw new Error(`nobody is called ${name}`)
    return person
  }
  return { stored, telegram, app, named, clock }
}

const versions = ['2026-11-27']

test.each(versions)('%s: forms that were open take their answers', async (version) => {
  const { stored, telegram, named } = await goOn(version)
  expect(stored.forms.length).toBeGreaterThan(4)
  for (const { name, answer, reads } of stored.forms) {
    await named(name).sends(answer)
    expect.soft(named(name).sees(), `${name} answers ${answer}`).toContain(reads)
  }
  expect(refusals({ telegram })).toEqual([])
})

test.each(versions)('%s: notices that were not sent yet are sent, and say what they are about', async (version) => {
  const { stored, telegram, app, named, clock } = await goOn(version)
  // Telegram lets a bot write only to people who have written to it.
  for (const { name } of stored.people) await named(name).sends('/cancel')
  // Telegram takes one message a second to one person.
  for (let i = 0; i < stored.notices.length; i++) {
    clock.advance(seconds(2))
    await app.runDue()
  }
  expect(stored.notices.length).toBeGreaterThan(3)
  for (const { name, reads } of stored.notices)
    expect
      .soft(
        named(name)
          .chat.map(({ text }) => text)
          .join('\n'),
        name,
      )
      .toContain(reads)
  const left = await app.deps.db
    .selectFrom('outbox')
    .select('kind')
    .where('sentAt', 'is', null)
    .where('droppedAt', 'is', null)
    .execute()
  expect(left).toEqual([])
  expect(refusals({ telegram })).toEqual([])
})

test.each(versions)('%s: every button that lies in a chat is still known, and leads on', async (version) => {
  const { stored, telegram, named, clock } = await goOn(version)
  expect(stored.buttons.length).toBeGreaterThan(150)
  for (const { name } of stored.people) await named(name).sends('/start')
  for (const { name, data } of stored.buttons) {
    const person = named(name)
    clock.advance(1000)
    const { text = '' } = await person.tapsData(person.last().message_id, data)
    expect.soft(text, `${name} presses ${data}`).not.toMatch(/больше нет|сломалось/)
    expect.soft(person.sees(), `${name} presses ${data}`).not.toMatch(/сломалось/)
  }
  expect(telegram.unanswered).toEqual([])
  // Files are Telegram's own, and not stored here.
  expect(refusals({ telegram }).filter((why) => !why.includes('invalid file_id'))).toEqual([])
})
