import { readdir } from 'node:fs/promises'
import { Session } from 'node:inspector/promises'
import path from 'node:path'

const folder = path.join(import.meta.dirname, '../../../src/db')

/** What opens, shapes and translates; and what has a contract of its own: the jobs, PostgreSQL's search. */
const notHere = /^(engine\/.*|kernel\/jobs|search\/(postgres|words))\.ts$/

/** Counts which query functions of `src/db` are called from now on, by V8's own count. */
export async function watchQueries() {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  return {
    /** `file.ts: name` of each query function that was never called. */
    async notCalled(): Promise<string[]> {
      const { result } = await session.post('Profiler.takePreciseCoverage')
      session.disconnect()
      const called = new Set<string>()
      for (const { url, functions } of result) {
        if (!url.includes('/src/db/')) continue
        for (const { functionName, ranges } of functions) {
          if (ranges.some((range) => range.count > 0))
            called.add(`${url.slice(url.indexOf('/src/db/') + '/src/db/'.length)}: ${functionName}`)
        }
      }
      return (await queries()).filter((name) => !called.has(name))
    },
  }
}

async function queries(): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !notHere.test(file),
  )
  const names: string[] = []
  for (const file of files.sort()) {
    const exports: Record<string, unknown> = await import(path.join(folder, file))
    for (const [name, value] of Object.entries(exports)) if (isQuery(value)) names.push(`${file}: ${name}`)
  }
  if (names.length < 100) throw new Error(`${names.length} query functions: they stand elsewhere`)
  return names
}

/** Query functions take the database first. */
function isQuery(value: unknown): boolean {
  return typeof value === 'function' && /^(async )?function \w+\((db|tx)\b/.test(value.toString())
}
