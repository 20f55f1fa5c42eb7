import { runChildProcess } from '#runtime/child-process.ts'
import { inFolder } from '#runtime/temp-folder.ts'
import type { BuiltIndex } from './build.ts'
import { readBuilt } from './files.ts'

/** The input of the program that builds an index; the program writes the index into `folder`. */
export interface BuildOrder {
  databaseUrl: string
  now: number
  folder: string
}

/** The address at which another process can open the database, and the program that builds an index there. */
export interface IndexBuilder {
  databaseUrl: string
  program: string
}

/**
 * Builds the index of a database that other processes can open in a child process: screens are not blocked, and the
 * memory for building is freed with the process. Throws if the process ends without an index, or `signal` ends it.
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
