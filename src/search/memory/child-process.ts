import path from 'node:path'
import { runApart } from '#runtime/child-process.ts'
import { inFolder } from '#runtime/temp-folder.ts'
import type { Built } from './build.ts'
import { readBuilt } from './files.ts'

/** What the program that builds an index is told; it writes what it has built into `folder`. */
export interface BuildOrder {
  databaseUrl: string
  now: number
  folder: string
}

const program = path.join(import.meta.dirname, 'search-builder.ts')

/**
 * Builds the index of a database that others can open, too, in a process of its own: screens are not held up, and the
 * memory that building takes goes back with the process. Throws where that ends without an index, or `signal` ends it.
 */
export async function buildApart(told: Omit<BuildOrder, 'folder'>, signal?: AbortSignal): Promise<Built> {
  return inFolder(async (folder) => {
    await runApart(program, { ...told, folder } satisfies BuildOrder, { signal })
    return readBuilt(folder)
  })
}
