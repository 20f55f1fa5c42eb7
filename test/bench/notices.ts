import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import { seconds } from '#domain/time.ts'
import { startTelegram } from '#playground/telegram/server.ts'
import { run } from '../process/program.ts'
import { createRows } from '../support/rows.ts'
import { lookFor as look, percentile, summary } from './screens.ts'

const NOTICES = 20_000
const LATENCY_MS = Number(process.env.LATENCY_MS ?? 20)
const WARM_UP = seconds(5)
const PHASE = seconds(15)

/** More than get a notice while it is measured. */
const REACHED = 1500

/** So many take turns at looking at screens that none of them is held back by the limits of a chat. */
const VISITORS = 60
const FIRST_VISITOR = 900_000

const lookFor = (people: Parameters<typeof look>[0], ms: number) => look(people, ['/desk', '/invoices'], ms)

/** Twenty thousand notices due at once, in SQLite, against a strict Telegram with limits that answers after LATENCY_MS. */
async function main(): Promise<void> {
  const telegram = await startTelegram({ flood: true })
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-bench-'))
  const url = `sqlite:${path.join(folder, 'bot.sqlite')}`
  const db = openDatabase(url)
  await migrate(db)
  const people = (count: number, first: number) => Array.from({ length: count }, (_, i) => first + i)
  const receivers = people(NOTICES, 1000)
  const visitors = people(VISITORS, FIRST_VISITOR)
  const rows = createRows(db)
  const seenAt = Date.now()
  await rows.fill(
    'users',
    [...receivers, ...visitors].map((id) => ({ id, firstName: 'Иван', seenAt })),
  )
  await rows.fill(
    'staff',
    visitors.map((userId) => ({ userId, role: 'manager' as const })),
  )
  const refused = await rows.registration({ userId: receivers[0] ?? 0, submittedAt: 1, refusedAt: 1, changedAt: 1 })

  const dueAt = Date.now() + WARM_UP + PHASE + seconds(10)
  const notice = { kind: 'registration_refused', aboutId: refused, createdAt: dueAt, nextTryAt: dueAt }
  await rows.fill(
    'outbox',
    receivers.map((userId) => ({ key: `bench:${userId}`, userId, ...notice })),
  )

  // They all have pressed Start before; nobody needs to answer that.
  telegram.deliver = async () => {}
  const known = [...receivers.slice(0, REACHED), ...visitors].map((id) => telegram.person({ id, firstName: 'Иван' }))
  for (const person of known) await person.sends('/start')
  telegram.deliver = undefined
  const looking = known.slice(REACHED)

  telegram.faults.next({ latencyMs: LATENCY_MS }, { times: Number.POSITIVE_INFINITY })
  const bot = run('src/main.ts', { DATABASE_URL: url, BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root })
  try {
    await bot.up
    await lookFor(looking, WARM_UP)
    const idle = await lookFor(looking, PHASE)
    await lookFor(looking, dueAt - Date.now())
    const from = Date.now()
    const full = await lookFor(looking, PHASE)
    const spent = (Date.now() - from) / 1000
    const inTime = telegram.calls.filter(({ method, ok, at, chatId = 0 }) => {
      return method === 'sendMessage' && ok && at >= from && chatId < FIRST_VISITOR
    })
    const refused = telegram.calls.filter(({ status }) => status === 429).length
    const ratio = percentile(full, 0.99) / percentile(idle, 0.99)
    console.log(`notices: ${(inTime.length / spent).toFixed(1)}/s over ${spent.toFixed(1)} s, ${NOTICES} due at once`)
    console.log(`Telegram said wait ${refused} times, was not obeyed ${telegram.ignoredFloods()} times`)
    console.log(`screens, idle:        ${summary(idle)}`)
    console.log(`screens, outbox full: ${summary(full)}`)
    console.log(`p99, outbox full to idle: ${ratio.toFixed(2)} (goal: at most 2)`)
  } finally {
    bot.kill('SIGTERM')
    await bot.ended
    await db.destroy()
    await telegram.close()
    await rm(folder, { recursive: true })
  }
}

await main()
