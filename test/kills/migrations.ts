import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '#db/engine/open.ts'
import { run } from '../process/program.ts'
import type { Random } from '../simulation/random.ts'
import { makeOldShop } from '../support/old-shop.ts'
import { type Look, lookInto, type Store } from './stores.ts'

export interface MigrationKills {
  kills: number
  /** How long the program takes when nobody kills it, ms; and when there is nothing to do. */
  tookMs: number
  idleMs: number
  /** What the killed ones left: the old shape, the new one, or nothing to kill as they had ended. */
  old: number
  new: number
  ended: number
  /** What went wrong, as sentences. */
  found: string[]
}

export interface MigrationGiven {
  store: Store
  random: Random
  kills: number
  /** Goods in the database that was made before; null: there is no database yet. */
  goods: number | null
}

const migrateAt = (url: string) => run('src/cli/migrate.ts', { DATABASE_URL: url })

/** Mostly a process only starts, which does no harm: of four kills one comes at any instant, three after half the start. */
function instantOf(random: Random, kill: number, { tookMs, idleMs }: MigrationKills): number {
  const from = kill % 4 === 0 ? 0 : idleMs / 2
  return from + (random.below(10_000) / 10_000) * (tookMs - from)
}

/**
 * Kills `npm run migrate` over and over, each time over a fresh copy and at a random instant, and runs it again: that ends
 * well, with the same shape and rows as where nobody was killed.
 */
export async function killMigrations({ store, random, kills, goods }: MigrationGiven): Promise<MigrationKills> {
  const source = await make(store, goods)
  const before = await lookInto(await store.toLookAt(source))
  const { whole, ...times } = await unkilled(store, source)
  const figures: MigrationKills = { kills, ...times, old: 0, new: 0, ended: 0, found: [] }
  for (let kill = 0; kill < kills; kill++) {
    const name = `killed${kill}`
    await store.copy(source, name)
    const instant = instantOf(random, kill, figures)
    const program = migrateAt(store.urlOf(name))
    await Promise.race([pause(instant), program.ended])
    program.kill('SIGKILL')
    if ((await program.ended) !== null) figures.ended++
    const complain = (what: string) => figures.found.push(`killed after ${Math.round(instant)} ms: ${what}`)

    const left = await lookInto(await store.toLookAt(name))
    if (isSame(left, whole)) figures.new++
    else if (isSame(left, before)) figures.old++
    else complain(`it left something between, ${left.migrations} migrations`)

    const again = migrateAt(store.urlOf(name))
    if ((await again.ended) !== 0) complain(`the next one failed: ${again.said()}`)
    if (!isSame(await lookInto(store.urlOf(name)), whole)) complain('the next one did not end with the whole')
    await store.drop(name)
  }
  return figures
}

async function make(store: Store, goods: number | null): Promise<string> {
  const source = 'source'
  await store.create(source)
  if (goods === null) return source
  const db = openDatabase(store.urlOf(source))
  await makeOldShop(db, goods)
  await db.destroy()
  return source
}

const TRIES = 3

/** What it comes to, in what time (the middle one of some), and how long it takes where all is done already. */
async function unkilled(store: Store, source: string): Promise<{ whole: Look; tookMs: number; idleMs: number }> {
  const times: number[] = []
  const idle: number[] = []
  const timed = async (name: string) => {
    const startedAt = performance.now()
    const program = migrateAt(store.urlOf(name))
    if ((await program.ended) !== 0) throw new Error(program.said())
    return performance.now() - startedAt
  }
  for (let i = 0; i < TRIES; i++) {
    const name = `whole${i}`
    await store.copy(source, name)
    times.push(await timed(name))
    idle.push(await timed(name))
  }
  const whole = await lookInto(store.urlOf('whole0'))
  for (let i = 0; i < TRIES; i++) await store.drop(`whole${i}`)
  const middle = (all: number[]) => all.sort((a, b) => a - b)[TRIES >> 1] ?? 0
  return { whole, tookMs: middle(times), idleMs: middle(idle) }
}

function isSame(one: Look, other: Look): boolean {
  return one.shape === other.shape && one.rows === other.rows && one.migrations === other.migrations
}

export function migrationLine(name: string, of: MigrationKills): string {
  const times = `${Math.round(of.tookMs)} ms, ${Math.round(of.idleMs)} of them to start`
  const left = `${of.old} left the old shape, ${of.new} the new one`
  return `migrate, ${name}: ${of.kills} kills within ${times}; ${of.ended} came too late; ${left}; wrong: ${of.found.length}`
}
