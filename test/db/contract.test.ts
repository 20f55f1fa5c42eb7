import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../support/databases.ts'
import { createRows, type Rows } from '../support/rows.ts'
import { auditContract, conversationsContract, openUpdatesContract } from './contract/audit.ts'
import { watchQueries } from './contract/called.ts'
import { cartsContract } from './contract/carts.ts'
import { catalogContract } from './contract/catalog.ts'
import { claimsContract, extensionsContract } from './contract/claims.ts'
import { companiesContract } from './contract/companies.ts'
import { comparisonsContract } from './contract/comparisons.ts'
import { facetsContract } from './contract/facets.ts'
import { importsContract } from './contract/imports.ts'
import { invoicesContract } from './contract/invoices.ts'
import { offeredListsContract } from './contract/offered-lists.ts'
import { outboxContract } from './contract/outbox.ts'
import { pastedOrdersContract } from './contract/pasted-orders.ts'
import { paymentsContract, settlementsContract } from './contract/payments.ts'
import { peopleContract } from './contract/people.ts'
import { promisesContract } from './contract/promises.ts'
import { reservationsContract } from './contract/reservations.ts'
import { reserveClockContract } from './contract/reserve-clock.ts'
import { retentionContract } from './contract/retention.ts'
import { savedListsContract } from './contract/saved-lists.ts'
import { savedSelectionsContract } from './contract/saved-selections.ts'
import { searchContract } from './contract/search.ts'
import { shipmentsContract } from './contract/shipments.ts'
import { stockContract } from './contract/stock.ts'
import { stockWatchesContract } from './contract/stock-watches.ts'

/** One contract, every database: queries are written once and mean the same everywhere. */
const contract = {
  people: peopleContract,
  companies: companiesContract,
  catalog: catalogContract,
  facets: facetsContract,
  search: searchContract,
  imports: importsContract,
  offeredLists: offeredListsContract,
  stock: stockContract,
  stockWatches: stockWatchesContract,
  reservations: reservationsContract,
  reserveClock: reserveClockContract,
  carts: cartsContract,
  pastedOrders: pastedOrdersContract,
  savedLists: savedListsContract,
  comparisons: comparisonsContract,
  savedSelections: savedSelectionsContract,
  invoices: invoicesContract,
  extensions: extensionsContract,
  claims: claimsContract,
  payments: paymentsContract,
  settlements: settlementsContract,
  shipments: shipmentsContract,
  outbox: outboxContract,
  audit: auditContract,
  conversations: conversationsContract,
  openUpdates: openUpdatesContract,
  promises: promisesContract,
  retention: retentionContract,
}

onEachDatabase('the database', (kind) => {
  let open: TestDatabase
  let rows: Rows
  let watched: Awaited<ReturnType<typeof watchQueries>>

  beforeAll(async () => {
    watched = await watchQueries()
  })
  beforeEach(async () => {
    open = await openTestDatabase(kind)
    rows = createRows(open.db)
  })
  afterEach(() => open.close())

  for (const [noun, suite] of Object.entries(contract)) {
    describe(noun, () => suite(() => ({ db: open.db, rows })))
  }

  test('every query function has been called above', async () => {
    expect(await watched.notCalled()).toEqual([])
  })
})
