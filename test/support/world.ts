import { onTestFinished } from 'vitest'
import { type App, createApp } from '#app.ts'
import { type Config, readConfig } from '#config/config.ts'
import type { Person, Telegram } from '#playground/telegram/server.ts'
import { startTelegram } from '#playground/telegram/server.ts'
import { createLog } from '#runtime/log.ts'
import { giveRole } from '#services/people/staff.ts'
import { type FakeClock, fakeClock } from './clock.ts'
import { type DatabaseKind, openTestDatabase } from './databases.ts'
import { type Goods, stockUp } from './goods.ts'
import { createRows, type Rows } from './rows.ts'

export interface World {
  app: App
  telegram: Telegram
  clock: FakeClock
  goods: Goods
  rows: Rows
  /** A person who has never written to the bot. */
  stranger(name?: string): Person
  /** A staff member with these roles who has pressed Start. */
  staff(...roles: ('manager' | 'support' | 'admin')[]): Promise<Person>
  /** A person who registered a new company and was approved by `manager`. */
  dealer(manager: Person, company?: { name?: string; inn?: string }): Promise<Person>
}

/** INNs with right check digits. */
export const inns = ['7707083893', '7728168971', '5003052454', '7736050003', '500100732259'] as const

export { type FakeClock, fakeClock, START } from './clock.ts'

/**
 * The whole product against a strict Telegram: an empty database with a few goods, a clock that only the test moves.
 */
export async function world(
  given: { database?: DatabaseKind; env?: Record<string, string>; flood?: boolean; downloadMs?: number } = {},
): Promise<World> {
  const clock = fakeClock()
  const telegram = await startTelegram({ now: clock.now, flood: given.flood ?? false })
  const database = await openTestDatabase(given.database ?? 'sqlite')
  const config: Config = readConfig({ BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root, ...given.env })
  const log = createLog(process.env.TEST_LOG ?? 'silent')
  let minted = 0
  const tokens = { token: () => `token-${++minted}`.padEnd(43, 'x') }
  const { downloadMs } = given
  const app = await createApp({ config, log, clock, tokens, db: database.db, ...(downloadMs ? { downloadMs } : {}) })
  const goods = await stockUp(app.deps)
  telegram.deliver = async (update) => {
    await app.handleUpdate(update)
    await app.settled()
    await app.runDue()
  }
  onTestFinished(async () => {
    await app.stop()
    await telegram.close()
    await database.close()
  })

  let people = 0
  const stranger = (name = `Человек ${people + 1}`) => {
    people++
    return telegram.person({
      id: 1000 + people,
      firstName: name,
      phone: `+7916000${String(people).padStart(4, '0')}`,
      languageCode: 'ru',
    })
  }
  return {
    app,
    telegram,
    clock,
    goods,
    rows: createRows(database.db),
    stranger,
    async staff(...roles) {
      const person = stranger('Мария')
      for (const role of roles) await giveRole(app.deps, null, person.id, role)
      await person.sends('/start')
      return person
    },
    async dealer(manager, company = {}) {
      const person = stranger('Иван')
      await register(
        person,
        company.name ?? `ООО «Ромашка ${people}»`,
        company.inn ?? inns[people % inns.length] ?? inns[0],
      )
      await manager.taps('Одобрить')
      return person
    },
  }
}

export async function register(person: Person, company: string, inn: string): Promise<void> {
  await person.sends('/start')
  await person.taps('Зарегистрироваться')
  await person.taps('Отправить номер')
  await person.sends(inn)
  await person.sends(company)
}
