import { runChildProcess } from '#runtime/child-process.ts'
import { inFolder } from '#runtime/temp-folder.ts'
import type { BuiltIndex } from './build.ts'
import { readBuilt } from './files.ts'

/** What the program that builds an index is told; it writes what it has built into `folder`. */
export interface BuildOrder {
  databaseUrl: string
  now: number
  folder: string
}

/** Where another process can open the database, and the program that builds an index there. */
export interface IndexBuilder {
  databaseUrl: string
  program: string
}

/**
 * Builds the index of a database that others can open, too, in a process of its own: screens are not held up, and the
 * memory that building takes goes back with the process. Throws where that ends without an index, or `signal` ends it.
 */
export async function buildInChildProcess(
  { databaseUrl, program }: IndexBuilder,
  now: number,
  signal?: AbortSignal,
): Promise<BuiltIndex> {
  return inFolder(async (folder) => {
    await runChildProcess(program, { databaseUrl, now, folder } satisfies BuildOrder, { signal })
    return readBuilt(folder)
  })
}
