import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Good } from '#domain/search/segment.ts'
import { argument, models } from './arguments.ts'
import { summary } from './screens.ts'
import { MANY, measureBot } from './search-bot.ts'
import { type Answer, type EngineName, engines } from './search-engines.ts'
import { growGoods, readModels } from './search-goods.ts'
import { openOnPostgres } from './search-postgres.ts'
import { makeQueries, type QueryKind, queryKinds } from './search-queries.ts'

const usage = `npm run bench:search -- [--models FILE] [--sizes 50000,200000] [--per-kind 100]

Our search beside MiniSearch (prefix and fuzzy), FlexSearch and, where TEST_POSTGRES_URL names a server, PostgreSQL's own: a page of ten with the total and all facet counts.
FILE (or BENCH_MODELS): a JSON list of { brand, model, description, category }, from which goods are grown.`

interface Report {
  buildMs: number
  heapMb?: number
  rssMb?: number
  p50: number
  p99: number
  worst: [ms: number, text: string][]
  kinds: Record<QueryKind, { recall: number; mrr: number; missed: string[] }>
}

const perKind = Number(argument('per-kind') ?? 100)

/** One engine on one size, in a process of its own: memory is its own. */
async function measure(name: EngineName, size: number): Promise<Report> {
  const given = readModels(models)
  const started = performance.now()
  const search = engines[name](growGoods(given, size))
  const buildMs = performance.now() - started
  globalThis.gc?.()
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
  const [heapMb, rssMb] = [(heapUsed + arrayBuffers) / 2 ** 20, rss / 2 ** 20]
  return { buildMs, heapMb, rssMb, ...(await askAll(search, [...growGoods(given, size)])) }
}

async function askAll(search: Answer, goods: readonly Good[]): Promise<Omit<Report, 'buildMs' | 'heapMb' | 'rssMb'>> {
  for (const { text } of makeQueries(goods, Math.ceil(perKind / 4), 7)) await search(text)
  const times: [number, string][] = []
  const kinds = Object.fromEntries(queryKinds.map((kind) => [kind, { recall: 0, mrr: 0, missed: [] as string[] }]))
  for (const { kind, text, meant } of makeQueries(goods, perKind, 42)) {
    const before = performance.now()
    const { ids } = await search(text)
    times.push([performance.now() - before, text])
    const right = ids.filter((id) => meant.has(id)).length / Math.min(10, meant.size)
    const first = ids.findIndex((id) => meant.has(id))
    const sums = kinds[kind]
    if (!sums) continue
    sums.recall += right / perKind
    sums.mrr += (first < 0 ? 0 : 1 / (first + 1)) / perKind
    if (right < 1) sums.missed.push(text)
  }
  times.sort(([a], [b]) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.[0] ?? 0
  return { p50: at(0.5), p99: at(0.99), worst: times.slice(-5), kinds: kinds as Report['kinds'] }
}

function inProcess(name: EngineName, size: number): Promise<Report> {
  const child = fork(import.meta.filename, [...process.argv.slice(2), '--engine', name, '--size', String(size)], {
    execArgv: ['--expose-gc', '--max-old-space-size=8192'],
  })
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(report as Report))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)))
  })
}

/** PostgreSQL's own takes so long over more that nobody would wait for it. */
const MOST_ON_POSTGRES = 50_000
const postgres = process.env.TEST_POSTGRES_URL

function tell(name: string, report: Report): Report {
  const { buildMs, heapMb, rssMb, p50, p99, kinds } = report
  const memory = heapMb && rssMb ? ` · index ${heapMb.toFixed(0)} MB · process ${rssMb.toFixed(0)} MB` : ''
  const built = (buildMs / 1000).toFixed(1)
  console.log(`${name.padEnd(10)} p50 ${p50.toFixed(2)} ms · p99 ${p99.toFixed(2)} ms · built in ${built} s${memory}`)
  const shown = queryKinds.map(
    (kind) => `${kind} ${(kinds[kind].recall * 100).toFixed(1)} % / ${kinds[kind].mrr.toFixed(2)}`,
  )
  console.log(`           recall@10 / MRR: ${shown.join(' · ')}`)
  if (process.argv.includes('--missed')) {
    for (const [ms, text] of report.worst) console.log(`             ${ms.toFixed(1)} ms ${text}`)
    for (const kind of queryKinds) for (const text of kinds[kind].missed) console.log(`             ${kind}: ${text}`)
  }
  return report
}

async function compare(size: number): Promise<void> {
  console.log(`\n${size} goods, ${perKind} queries of each kind`)
  const reports = new Map<string, Report>()
  for (const name of Object.keys(engines) as EngineName[]) reports.set(name, tell(name, await inProcess(name, size)))
  if (postgres && size <= MOST_ON_POSTGRES) {
    const { answer, buildMs, close } = await openOnPostgres(postgres, models, size)
    const asked = await askAll(answer, [...growGoods(readModels(models), size)]).finally(close)
    reports.set("PostgreSQL's own", tell("PostgreSQL's own", { buildMs, ...asked }))
  }
  const ours = reports.get('ours')
  for (const [name, { p50, p99 }] of reports) {
    if (!ours || name === 'ours') continue
    console.log(
      `ours is faster than ${name}: ${(p50 / ours.p50).toFixed(1)} times at p50, ${(p99 / ours.p99).toFixed(1)} at p99`,
    )
  }
}

const engine = argument('engine') as EngineName | undefined
if (process.argv.includes('--help')) console.log(usage)
else if (!existsSync(models)) {
  console.error(`${models}: no such file\n${usage}`)
  process.exitCode = 1
} else if (engine) process.send?.(await measure(engine, Number(argument('size'))))
else {
  for (const size of (argument('sizes') ?? '50000,200000').split(',').map(Number)) await compare(size)
  const bot = await measureBot(models, 50_000)
  const [ready, goods, used, empty] = [bot.readyMs, bot.goodsMb, bot.usedMb, bot.emptyMb].map((one) => one.toFixed(0))
  console.log(
    `\nthe bot over SQLite with 50000 goods: ${goods} MB, ${used} MB after the pages below (goal: at most 200); ${empty} MB without goods`,
  )
  console.log(`  the first search was answered after ${ready} ms; other screens meanwhile: ${summary(bot.meanwhile)}`)
  console.log(`  pages of a search: ${summary(bot.pages)}`)
  console.log(
    `  what another process imported was found after ${bot.followedMs.toFixed(0)} ms, ${MANY} new goods after ${bot.followedManyMs.toFixed(0)} ms`,
  )
}
