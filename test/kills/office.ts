import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Kysely } from 'kysely'
import { openDatabase } from '#db/engine/open.ts'
import type { Schema } from '#db/schema/schema.ts'
import { type Person, startTelegram, type Telegram } from '#playground/telegram/server.ts'
import { type Program, run } from '../process/program.ts'

const WAIT = 60_000
/** With right check digits. */
const inns = ['7707083893', '7728168971']
const STOCK = 1_000_000
/** In every price list, and more than any list of a dealer's asks for. */
export const GOODS = 4000

export interface Office {
  telegram: Telegram
  db: Kysely<Schema>
  manager: Person
  dealers: Person[]
  /** The bot as `npm start` runs it, over the same database as the one before. */
  start(): Program
  close(): Promise<void>
}

/** Prices from so many roubles on: so the cheapest one says which list counts. */
export function priceList(roubles: number): Uint8Array {
  const rows = Array.from({ length: GOODS }, (_, i) => `K${i + 1}Z;Кабель HDMI ${i + 1} м;${roubles + i},50;${STOCK}`)
  return new TextEncoder().encode(['Артикул;Наименование;Дилерская цена, руб.;Остаток Москва', ...rows].join('\n'))
}

/** A distributor with a manager and two dealers, a price list, and a bot that is up. */
export async function openOffice(): Promise<Office> {
  const telegram = await startTelegram()
  const data = await mkdtemp(path.join(tmpdir(), 'dealerdesk-kills-'))
  const url = `sqlite:${path.join(data, 'bot.sqlite')}`
  await writeFile(path.join(data, 'price.csv'), priceList(1))
  await ends(run('src/cli/import.ts', { DATABASE_URL: url }, path.join(data, 'price.csv')))
  await ends(run('src/cli/staff.ts', { DATABASE_URL: url }, '--user', '2', '--role', 'manager'))
  const started: Program[] = []
  const start = () => {
    const bot = run('src/main.ts', { DATABASE_URL: url, BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root })
    started.push(bot)
    return bot
  }
  const bot = start()
  await bot.up
  const manager = telegram.person({ id: 2, firstName: 'Мария' })
  await manager.sends('/start')
  const dealers: Person[] = []
  for (const [i, inn] of inns.entries()) {
    const dealer = telegram.person({ id: 10 + i, firstName: 'Иван', phone: `+7916123456${i}` })
    await registers(dealer, manager, inn)
    dealers.push(dealer)
  }
  bot.kill('SIGTERM')
  await bot.ended
  const db = openDatabase(url)
  return {
    ...{ telegram, db, manager, dealers, start },
    async close() {
      for (const one of started) one.kill('SIGKILL')
      await Promise.all(started.map(({ ended }) => ended))
      await db.destroy()
      await telegram.close()
      await rm(data, { recursive: true })
    },
  }
}

async function ends(program: Program): Promise<void> {
  if ((await program.ended) !== 0) throw new Error(program.said())
}

async function registers(dealer: Person, manager: Person, inn: string): Promise<void> {
  const sees = (text: string) => dealer.until(() => dealer.sees().includes(text), WAIT)
  await dealer.sends('/start')
  await dealer.until(() => dealer.buttons().some((label) => label.includes('Зарегистрироваться')), WAIT)
  await dealer.taps('Зарегистрироваться')
  await sees('шаг 1')
  await dealer.taps('Отправить номер')
  await sees('шаг 2')
  await dealer.sends(inn)
  await sees('шаг 3')
  await dealer.sends(`ООО «Ромашка ${dealer.id}»`)
  await manager.until(() => manager.buttons().some((label) => label.includes('Одобрить')), WAIT)
  await manager.taps('Одобрить')
  await sees('Добро пожаловать')
}
