import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '..')
const sources = globSync('src/**/*.ts', { cwd: root }).map((file) => file.replaceAll(path.sep, '/'))
const text = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** What a file imports: files of ours as `src/…`, packages by their names. Types alone are erased: `values` leaves them out. */
function importsOf(file: string, which: 'all' | 'values' = 'all'): string[] {
  const keyword = which === 'all' ? String.raw`(?:import|export)\b` : String.raw`(?:import|export)\b(?! type\b)`
  const pattern = String.raw`^${keyword}[^'"]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)`
  const found = text(file).matchAll(new RegExp(pattern, 'gm'))
  return [...found].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? ''
    if (name.startsWith('#')) return `src/${name.slice(1)}`
    return name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name
  })
}

/** The arrow: a folder imports only what stands in an earlier place, and itself. */
const arrow = [
  ['domain'],
  ['db', 'documents', 'exchange'],
  ['services'],
  ['bot', 'jobs', 'http', 'cli'],
  ['app.ts'],
  ['main.ts', 'playground'],
]
/** Beside the arrow: what every program needs. They may import what stands behind the bar. */
const besides: Record<string, string[]> = {
  'config.ts': ['domain', 'config-values.ts'],
  'config-values.ts': ['domain'],
  'i18n.ts': [],
  'log.ts': [],
  'system.ts': ['services'],
}
const placeOf = (part: string) => arrow.findIndex((place) => place.includes(part))
const partOf = (file: string) => file.split('/')[1] ?? ''

/** Why one may not import the other; null where it may. */
function objection(from: string, to: string): string | null {
  const [part, other] = [partOf(from), partOf(to)]
  if (part === other) return null
  if (part in besides) return besides[part]?.includes(other) ? null : `${part} imports nothing of ${other}`
  if (other in besides) return part === 'domain' || placeOf(part) === 1 ? `${part} stands on domain alone` : null
  if (placeOf(part) < 0 || placeOf(other) < 0) return `${part} or ${other} has no place in the arrow`
  return placeOf(other) < placeOf(part) ? null : `${other} does not stand left of ${part}`
}

test('folders import only what stands left of them', () => {
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('src/'))
      .flatMap((name) => {
        const why = objection(file, name)
        return why ? [`${file} → ${name}: ${why}`] : []
      }),
  )
  expect(wrong).toEqual([])
})

test('there are no import cycles', () => {
  const edges = new Map(
    sources.map((file) => [file, importsOf(file, 'values').filter((name) => name.startsWith('src/'))]),
  )
  const done = new Set<string>()
  const walk = (file: string, trail: readonly string[]): string[] => {
    if (trail.includes(file)) return [[...trail.slice(trail.indexOf(file)), file].join(' → ')]
    if (done.has(file)) return []
    const cycles = (edges.get(file) ?? []).flatMap((next) => walk(next, [...trail, file]))
    done.add(file)
    return cycles
  }
  expect(sources.flatMap((file) => walk(file, []))).toEqual([])
})

const allowed: [string, RegExp, (file: string) => boolean][] = [
  ['grammy', /^(grammy|@grammyjs)(\/|$)/, (file) => /^src\/(bot|playground)\//.test(file)],
  ['agenda and mongodb', /^(agenda|mongodb|@agendajs)(\/|$)/, (file) => file.startsWith('src/jobs/')],
  ['kysely', /^kysely(\/|$)/, (file) => /^src\/(db|services)\//.test(file)],
  ['i18next', /^i18next$/, (file) => file === 'src/i18n.ts'],
]

test.each(allowed)('%s is imported only where it belongs', (_name, pattern, mayImport) => {
  // Types carry no code: app.ts names the bot's type, the ports name the database's.
  const wrong = sources.filter(
    (file) => !mayImport(file) && importsOf(file, 'values').some((name) => pattern.test(name)),
  )
  expect(wrong).toEqual([])
})

test('only the configuration reads the environment', () => {
  expect(sources.filter((file) => file !== 'src/config.ts' && /\bprocess\.env\b/.test(text(file)))).toEqual([])
})

test('only the system clock asks what time it is, and only the system takes chances', () => {
  const asks = /\bDate\.now\(\)|\bnew Date\(\)|\bperformance\.now\(\)|\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/
  expect(sources.filter((file) => file !== 'src/system.ts' && asks.test(text(file)))).toEqual([])
})

test('domain is pure: it imports nothing but itself and awaits nothing', () => {
  const domain = sources.filter((file) => file.startsWith('src/domain/'))
  expect(domain.filter((file) => importsOf(file).some((name) => !name.startsWith('src/domain/')))).toEqual([])
  expect(domain.filter((file) => /\bawait\b|\basync\b|\bPromise\b/.test(text(file)))).toEqual([])
})

test('a source file holds one thing: 200 lines at most, types of the tables aside', () => {
  const large = sources.filter((file) => text(file).split('\n').length > 201)
  expect(large).toEqual(['src/db/engine/schema.ts'])
})
