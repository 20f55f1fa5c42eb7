import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')

/** Every TypeScript file of `src`, as `src/…`. */
export const sources = globSync('src/**/*.ts', { cwd: root }).map((file) => file.replaceAll(path.sep, '/'))

export const text = (file: string): string => readFileSync(path.join(root, file), 'utf8')

/** The imports of a file: ours as `src/…`, packages by name. `values` leaves out types alone, which are erased. */
export function importsOf(file: string, which: 'all' | 'values' = 'all'): string[] {
  const keyword = which === 'all' ? String.raw`(?:import|export)\b` : String.raw`(?:import|export)\b(?! type\b)`
  const pattern = String.raw`^${keyword}[^'"]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)`
  const found = text(file).matchAll(new RegExp(pattern, 'gm'))
  return [...found].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? ''
    if (name.startsWith('#')) return `src/${name.slice(1)}`
    return name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name
  })
}

export const ourImports = (file: string): string[] => importsOf(file).filter((name) => name.startsWith('src/'))

/** The room of a file on its floor; a file that stands on the floor itself is in `.`. */
export function roomOf(file: string): string {
  const [, , room, ...rest] = file.split('/')
  return room === undefined || rest.length === 0 ? '.' : room
}

export const floorOf = (file: string): string => file.split('/')[1] ?? ''
