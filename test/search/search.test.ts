import { describe, onTestFinished } from 'vitest'
import { fakeClock } from '../support/clock.ts'
import { type DatabaseKind, onEachDatabase, openTestDatabase } from '../support/databases.ts'
import { searchOver } from '../support/search.ts'
import { searchContract } from './contract.ts'

const opened = async (kind: DatabaseKind) => {
  const { db, close } = await openTestDatabase(kind)
  onTestFinished(close)
  return { db, clock: fakeClock() }
}

describe("PostgreSQL's own search without its extensions", () => {
  searchContract(async () => {
    const { db, close } = await openTestDatabase('pglite', { bare: true })
    onTestFinished(close)
    const given = { db, clock: fakeClock() }
    return { ...given, search: searchOver(given, 'postgres') }
  })
})

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
      return { ...given, search: searchOver(given, 'postgres') }
    })
  })
})
