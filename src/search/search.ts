import { readFileSync } from 'node:fs'
import { countSearchable } from '#db/search/search.ts'
import { readSynonyms } from '#domain/search/synonyms.ts'
import type { Search, SearchDeps } from '#search/kit/port.ts'
import { stem } from '#search/kit/stems.ts'
import { buildAll } from '#search/memory/build.ts'
import { buildInChildProcess, type IndexBuilder } from '#search/memory/child-process.ts'
import { createEmbeddedSearch } from '#search/memory/embedded.ts'
import { createPostgresSearch } from '#search/postgres/postgres.ts'

export interface RunningSearch extends Search {
  start(): void
  stop(): Promise<void>
}

export interface SearchGiven {
  kind: 'memory' | 'postgres'
  /** The distributor's synonyms, in addition to the usual ones. */
  synonyms?: string
  /** An address at which another process can open the database: a child process then builds the index of many goods. */
  elsewhere?: IndexBuilder | undefined
  onError: (error: unknown) => void
}

/** Synonyms of the trade, in Russian and English. */
export function tradeWords(): string {
  return readFileSync(new URL('../domain/search/trade-words.txt', import.meta.url), 'utf8')
}

/** With fewer goods, a child process takes longer to start than the index to build. */
const MANY_GOODS = 5000

/** The search of the whole program. */
export function createSearch(deps: SearchDeps, given: SearchGiven): RunningSearch {
  const { kind, synonyms = '', elsewhere, onError } = given
  const words = { stem, synonyms: readSynonyms(`${tradeWords()}\n${synonyms}`, stem) }
  const build = async (signal: AbortSignal) => {
    const isLarge = elsewhere !== undefined && (await countSearchable(deps.db)) >= MANY_GOODS
    return isLarge ? buildInChildProcess(elsewhere, deps.clock.now(), signal) : buildAll(deps)
  }
  if (kind === 'memory') return createEmbeddedSearch({ deps, words, build, onError })
  return { ...createPostgresSearch({ deps, words }), start() {}, async stop() {} }
}
