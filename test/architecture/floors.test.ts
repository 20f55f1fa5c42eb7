import { expect, test } from 'vitest'
import { rooms } from './rooms.ts'
import { floorOf, importsOf, ourImports, roomOf, sources, text } from './sources.ts'

/** The arrow: a floor imports only what stands in an earlier place, and itself. */
const arrow = [
  ['domain'],
  ['db', 'documents', 'exchange'],
  ['search'],
  ['services'],
  ['workers'],
  ['bot', 'jobs', 'http', 'cli'],
  ['app.ts'],
  ['main.ts', 'playground'],
]
/** Outside the arrow: the floors of ours that these import, and the first place from which they may be imported. */
const besides: Record<string, { imports: string[]; from: number }> = {
  runtime: { imports: ['domain'], from: 1 },
  config: { imports: ['domain', 'runtime', 'services'], from: 4 },
  'i18n.ts': { imports: [], from: 5 },
}
const placeOf = (floor: string) => arrow.findIndex((place) => place.includes(floor))

/** The reason why one may not import the other; null if it may. */
function objection(from: string, to: string): string | null {
  const [floor, other] = [floorOf(from), floorOf(to)]
  if (floor === other) return null
  const own = besides[floor]
  if (own) return own.imports.includes(other) ? null : `${floor} imports nothing of ${other}`
  if (placeOf(floor) < 0) return `${floor} has no place in the arrow`
  const aside = besides[other]
  if (aside) return placeOf(floor) >= aside.from ? null : `${floor} stands too far left for ${other}`
  if (placeOf(other) < 0) return `${other} has no place in the arrow`
  return placeOf(other) < placeOf(floor) ? null : `${other} does not stand left of ${floor}`
}

function objections(why: (from: string, to: string) => string | null): string[] {
  return sources.flatMap((file) =>
    ourImports(file).flatMap((name) => {
      const objection = why(file, name)
      return objection ? [`${file} → ${name}: ${objection}`] : []
    }),
  )
}

test('floors import only what stands left of them', () => {
  expect(objections(objection)).toEqual([])
})

test('rooms import only rooms that stand left of them', () => {
  const wrong = objections((from, to) => {
    const order = rooms[floorOf(from)]
    const [room, other] = [roomOf(from), roomOf(to)]
    if (!order || floorOf(from) !== floorOf(to) || room === other) return null
    const at = (name: string) => order.findIndex((place) => place.includes(name))
    if (at(room) < 0 || at(other) < 0) return `${room} or ${other} has no place in the order`
    return at(other) < at(room) ? null : `${other} does not stand left of ${room}`
  })
  expect(wrong).toEqual([])
})

test('no path points at a program of ours but from the floor of programs', () => {
  const pattern = /(?:new URL\(|path\.join\(import\.meta\.dirname,)\s*'[^']*\.(?:ts|mjs)'/
  const wrong = sources.filter((file) => floorOf(file) !== 'workers' && floorOf(file) !== 'runtime')
  expect(wrong.filter((file) => pattern.test(text(file)))).toEqual([])
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
  ['kysely', /^kysely(\/|$)/, (file) => /^src\/(db|search|services)\//.test(file)],
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
  expect(sources.filter((file) => file !== 'src/config/config.ts' && /\bprocess\.env\b/.test(text(file)))).toEqual([])
})

test('only the system clock asks what time it is, and only the system takes chances', () => {
  const asks =
    /\bDate\.now\(\)|\bTemporal\.Now\b|\bnew Date\(\)|\bperformance\.now\(\)|\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/
  expect(sources.filter((file) => file !== 'src/runtime/system.ts' && asks.test(text(file)))).toEqual([])
})

test('domain is pure: it imports nothing but itself and awaits nothing', () => {
  const domain = sources.filter((file) => file.startsWith('src/domain/'))
  expect(domain.filter((file) => importsOf(file).some((name) => !name.startsWith('src/domain/')))).toEqual([])
  expect(domain.filter((file) => /\bawait\b|\basync\b|\bPromise\b/.test(text(file)))).toEqual([])
})

test('a source file holds one thing: 200 lines at most', () => {
  expect(sources.filter((file) => text(file).split('\n').length > 201)).toEqual([])
})
