import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { randomOf } from '../simulation/random.ts'
import { killMigrations, migrationLine } from './migrations.ts'
import { postgresStore, type Store, sqliteStore } from './stores.ts'
import { killWork, workLine } from './work.ts'

const help = `npm run kills -- [--kills N] [--seed S] [--only migrate|work]

Kills programs with SIGKILL at N random instants (100), and looks whether anything is lost: \`npm run migrate\` over a new
database and over one that was made before, on SQLite, and on PostgreSQL where TEST_POSTGRES_URL names a server; then the
bot while price lists are looked at and taken in and long lists are read. Ends with 1 where anything was wrong.`

/** In the database that was made before. */
const GOODS = 3000

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const kills = Number(values.kills)

function report(line: string, found: readonly string[]): void {
  console.log([line, ...found].join('\n'))
  if (found.length > 0) process.exitCode = 1
}

async function migrations(title: string, open: (name: string) => Promise<{ store: Store; close(): Promise<void> }>) {
  for (const [name, goods] of [
    ['new', null],
    ['old', GOODS],
  ] as const) {
    const { store, close } = await open(name)
    const random = randomOf(Number(values.seed))
    const figures = await killMigrations({ store, random, kills, goods }).finally(close)
    report(migrationLine(`${title}, ${name} database`, figures), figures.found)
  }
}

async function main(): Promise<void> {
  if (values.help) return console.log(help)
  if (values.only !== 'work') {
    await migrations('SQLite', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-kills-'))
      return { store: sqliteStore(folder), close: () => rm(folder, { recursive: true }) }
    })
    const server = process.env.TEST_POSTGRES_URL
    if (server)
      await migrations('PostgreSQL', async (name) => {
        const store = postgresStore(server, `kills_${process.pid}_${name}`)
        return { store, close: store.close }
      })
  }
  if (values.only !== 'migrate') {
    const figures = await killWork({ random: randomOf(Number(values.seed)), kills })
    report(workLine(figures), figures.found)
  }
}

await main()
