import path from 'node:path'
import { floorOf, ourImports, roomOf, sources, text } from './sources.ts'

/** Measures of readability: `npm run measures` prints them with their limits. */
export interface Measure {
  name: string
  value: number
  most: number
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

function folders(): number[] {
  return [...Map.groupBy(sources, (file) => path.posix.dirname(file)).values()].map((files) => files.length)
}

/** Rooms of services, and arrows between them. */
function servicesDrawn(): { rooms: number; arrows: number } {
  const own = sources.filter((file) => floorOf(file) === 'services')
  const arrows = own.flatMap((file) =>
    ourImports(file)
      .filter((name) => floorOf(name) === 'services' && roomOf(name) !== roomOf(file))
      .map((name) => `${roomOf(file)} → ${roomOf(name)}`),
  )
  return { rooms: new Set(own.map(roomOf)).size, arrows: new Set(arrows).size }
}

const bot = () => sources.filter((file) => floorOf(file) === 'bot')
const matchesIn = (files: readonly string[], pattern: RegExp) =>
  files.reduce((sum, file) => sum + [...text(file).matchAll(pattern)].length, 0)

/** Exported types whose names stand in several files. */
function sharedTypeNames(): string[] {
  const files = new Map<string, Set<string>>()
  for (const file of sources)
    for (const [, name = ''] of text(file).matchAll(/^(?:export )?(?:interface|type) (\w+)/gm))
      files.set(name, (files.get(name) ?? new Set()).add(file))
  return [...files].filter(([, where]) => where.size > 1).map(([name]) => name)
}

/** Doc comments whose first word does not name the subject. */
function vagueComments(): { vague: number; all: number } {
  const first = sources.flatMap((file) =>
    [...text(file).matchAll(/\/\*\*\s*(?:\*\s*)?([\p{L}’']+)/gu)].map(([, word]) => word ?? ''),
  )
  const relative = /^(what|who|whoever|whom|whose|where|which|how|when|those|so|whether|that)$/i
  return { vague: first.filter((word) => relative.test(word)).length, all: first.length }
}

export function measure(): Measure[] {
  const sizes = folders()
  const drawn = servicesDrawn()
  const comments = vagueComments()
  return [
    { name: 'files in the fullest folder', value: Math.max(...sizes), most: 20 },
    { name: 'files in a folder, median', value: median(sizes), most: 6 },
    { name: 'rooms of services', value: drawn.rooms, most: 15 },
    { name: 'arrows between rooms of services', value: drawn.arrows, most: 45 },
    { name: '`?? 0` in bot', value: matchesIn(bot(), /\?\? 0\b/g), most: 10 },
    { name: 'lines of bot that refuse by a reason', value: matchesIn(bot(), /ctx\.refuse\(.*\breason\b/g), most: 10 },
    { name: 'type names in several files', value: sharedTypeNames().length, most: 8 },
    {
      name: 'doc comments that begin with a relative word, percent',
      value: Math.round((comments.vague / comments.all) * 1000) / 10,
      most: 5,
    },
  ]
}

if (import.meta.main) {
  for (const { name, value, most } of measure())
    console.log(`${value > most ? 'OVER' : 'ok  '} ${name}: ${value} (at most ${most})`)
  console.log(`type names in several files: ${sharedTypeNames().join(', ')}`)
}
