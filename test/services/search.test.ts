import { describe, onTestFinished } from 'vitest'
import { readSynonyms, usualSynonyms } from '../../src/domain/search/synonyms.ts'
import { createPostgresSearch } from '../../src/services/search-postgres.ts'
import { stem } from '../../src/services/stems.ts'
import { fakeClock } from '../support/clock.ts'
import { type DatabaseKind, onEachDatabase, openTestDatabase } from '../support/databases.ts'
import { searchOver } from '../support/search.ts'
import { searchContract } from './search-contract.ts'

const opened = async (kind: DatabaseKind) => {
  const { db, close } = await openTestDatabase(kind)
  onTestFinished(close)
  return { db, clock: fakeClock() }
}

onEachDatabase('the search', (kind) => {
  describe('in memory', () => {
    searchContract(async () => {
      const given = await opened(kind)
      return { ...given, search: searchOver(given) }
    })
  })

  describe.skipIf(kind === 'sqlite')("PostgreSQL's own", () => {
    searchContract(async () => {
      const given = await opened(kind)
      const words = { stem, synonyms: readSynonyms(usualSynonyms, stem) }
      return { ...given, search: createPostgresSearch({ deps: given, words }) }
    })
  })
})
