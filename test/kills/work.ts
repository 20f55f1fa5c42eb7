import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../simulation/random.ts'
import { type Office, openOffice } from './office.ts'
import { auditCarts, importsOn, ordersOn, type Work } from './people.ts'
import { contradictions, createWaits, saidTo, timesTooOften, type Wait } from './waits.ts'

export interface WorkKills {
  kills: number
  /** Everything that somebody was to be told of, by how it ended. */
  waits: number
  answered: number
  refused: number
  silent: number
  /** Taken up by a later process, and told. */
  resumed: number
  /** Further messages that tell the same. */
  doubles: number
  /** What went wrong, as sentences. */
  found: string[]
}

/** One of so many kills comes while the bot starts. */
const STARTING = 0.2
const START_MS = 800
const WORK_MS = 3000
const isProgress = (text: string) => /^(Читаю|Загружаю|Этот список — следующий)/.test(text)

/**
 * A manager imports and dealers send long lists while the bot is killed over and over at random instants, over one
 * database: whatever was begun comes to an end that its person is told, and what is told is true.
 */
export async function killWork({ random, kills }: { random: Random; kills: number }): Promise<WorkKills> {
  const office = await openOffice()
  try {
    const work: Work = { waits: createWaits(), found: [] }
    const [one, other] = office.dealers
    if (!one || !other) throw new Error('there are two dealers')
    const people = [importsOn(office, work), ordersOn(one, work, false), ordersOn(other, work, true)]
    await killOver(office, { random, kills }, work)
    await Promise.all(people)
    return await figuresOf(office, work, kills)
  } finally {
    await office.close()
  }
}

async function killOver(
  office: Office,
  { random, kills }: { random: Random; kills: number },
  { waits, found }: Work,
): Promise<void> {
  let bot = office.start()
  for (let kill = 0; kill < kills; kill++) {
    if (random.chance(STARTING)) await pause(random.below(START_MS))
    else {
      await bot.up.catch((error: unknown) => found.push(`it did not start: ${error}`))
      await pause(random.below(WORK_MS))
    }
    bot.kill('SIGKILL')
    await bot.ended
    bot = office.start()
  }
  await bot.up
  waits.over()
}

async function figuresOf(office: Office, { waits, found }: Work, kills: number): Promise<WorkKills> {
  const { all } = waits
  const count = (outcome: Wait['outcome']) => all.filter((wait) => wait.outcome === outcome).length
  found.push(...all.filter(({ outcome }) => outcome === 'silent').map(({ what, name }) => `silence: ${what} ${name}`))
  for (const person of [office.manager, ...office.dealers])
    for (const { text } of saidTo(person).filter(({ text }) => isProgress(text)))
      found.push(`it stands for ever: ${text}`)
  const untrue = contradictions(all)
  if (untrue > 0) found.push(`${untrue} that were answered are said to have failed, too`)
  found.push(...(await auditCarts(office, all)))
  const left = await office.db.selectFrom('backgroundWork').select('kind').where('doneAt', 'is', null).execute()
  found.push(...left.map(({ kind }) => `work is left: ${kind}`))
  const resumed = await office.db
    .selectFrom('backgroundWork')
    .select('kind')
    .where('attempts', '>', 1)
    .where('updateId', 'not in', (eb) => eb.selectFrom('setAsideUpdates').select('updateId'))
    .execute()
  return {
    kills,
    waits: all.length,
    ...{ answered: count('answered'), refused: count('refused'), silent: count('silent') },
    resumed: resumed.length,
    doubles: timesTooOften(all),
    found,
  }
}

export function workLine({ kills, waits, found, ...ended }: WorkKills): string {
  const { answered, refused, resumed, silent, doubles } = ended
  return (
    `work: ${kills} kills, ${waits} promises: ${answered} kept (${resumed} of them by a later process), ` +
    `${refused} told as failed, ${silent} silent; ${doubles} told twice; wrong: ${found.length}`
  )
}
