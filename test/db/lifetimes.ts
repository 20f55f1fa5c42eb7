import type { RetainedKind } from '#db/kernel/retention.ts'
import type { Schema } from '#db/schema/schema.ts'

/**
 * How long the rows of a table live. `business`: for ever, as what was sold, paid and stated must be known.
 * `bounded`: there are never more than `by` says. `forgotten`: deleted after a time.
 */
export type Lifetime =
  | { kind: 'business' }
  | { kind: 'bounded'; by: string }
  | { kind: 'forgotten'; as: readonly RetainedKind[]; but?: string }

const business = { kind: 'business' } as const
const bounded = (by: string) => ({ kind: 'bounded', by }) as const
const forgotten = (...as: RetainedKind[]) => ({ kind: 'forgotten', as }) as const

const perImport = bounded('the file that is being imported')
const lastImport = bounded('the last import')
const catalog = bounded('the goods that price lists have named')

/** Every table has its decision. */
export const lifetimes: Record<keyof Schema, Lifetime> = {
  users: { ...forgotten('visitors'), but: 'members and staff, former ones too: rows of business name them' },
  companies: business,
  members: bounded('one company a person'),
  staff: bounded('the roles of the staff'),
  registrations: { ...forgotten('refusals', 'unfinished'), but: 'those that wait for a manager' },
  invitations: forgotten('invitations'),
  categories: catalog,
  products: catalog,
  characteristics: catalog,
  characteristicValues: catalog,
  productValues: catalog,
  priceTypes: catalog,
  prices: catalog,
  warehouses: catalog,
  stock: catalog,
  // Their sum is what is on hand.
  stockMoves: business,
  // Which list counted when; goods and stock moves name it.
  imports: business,
  productKeys: catalog,
  productCodes: catalog,
  priceTypeKeys: catalog,
  warehouseKeys: catalog,
  directoryEntries: bounded("1C's directories"),
  importUndoProducts: lastImport,
  importUndoPrices: lastImport,
  importUndoValues: lastImport,
  importUndoKeys: lastImport,
  offeredLists: forgotten('offers'),
  importRuns: perImport,
  importProducts: perImport,
  importValues: perImport,
  importPrices: perImport,
  importStock: perImport,
  catalogChanges: bounded('the last hundred changes'),
  searchSegments: bounded('the last large change'),
  searchGoods: catalog,
  searchWords: catalog,
  searchState: bounded('one row'),
  selections: bounded('one a person; that of a visitor goes with the visitor'),
  // One cart, one invoice: the invoice refers to it.
  carts: business,
  cartLines: { ...forgotten('carts'), but: 'those of open carts, one a member' },
  savedSelections: bounded('a limit per company'),
  sharedSelections: bounded('a limit per person'),
  savedLists: bounded('a limit per company'),
  savedListLines: bounded('the goods of a saved list'),
  quickOrders: forgotten('lists'),
  quickOrderLines: forgotten('lists'),
  counters: bounded('one a kind of document'),
  invoices: business,
  invoiceLines: business,
  reservations: business,
  payments: business,
  allocations: business,
  shipments: business,
  shipmentLines: business,
  shipmentEvents: business,
  shipmentDrafts: { ...forgotten('drafts'), but: 'those that became a request' },
  ledgerEntries: business,
  extensions: business,
  claims: business,
  holds: bounded('one an invoice'),
  shipmentPasses: bounded('a limit per shipment request'),
  shipmentCards: bounded('one a request and person'),
  cards: bounded('one an invoice and person'),
  stockWatches: { ...forgotten('watches'), but: 'open ones, of which there is a limit per person' },
  comparisons: bounded('a limit per person'),
  outbox: { ...forgotten('notices'), but: 'those that wait: they are given up after days' },
  openUpdates: bounded('updates in work'),
  botRuns: bounded('processes of the bot'),
  setAsideUpdates: { ...forgotten('setAside'), but: 'those whose sender is not told yet' },
  backgroundWork: bounded('work of the last day: new work deletes what is older'),
  conversationStates: forgotten('forms'),
  operations: forgotten('operations'),
  auditTrail: forgotten('auditEntries'),
  jobs: bounded('one a task of the timetable'),
}
