import type { Generated, Kysely, Transaction } from 'kysely'
import type { ValueKind } from '#domain/catalog/characteristics.ts'
import type { MemberRole, StaffRole } from '#domain/policy.ts'
import type { Method, ShipmentState } from '#domain/shipping/shipments.ts'

/** snake_case in the database; Kysely's CamelCasePlugin translates. Times are ms UTC, money is kopecks, flags are 0 or 1. */
export interface Schema {
  users: UsersTable
  companies: CompaniesTable
  members: { userId: number; companyId: number; role: MemberRole; addedBy: number | null; addedAt: number }
  staff: { userId: number; role: StaffRole; givenBy: number | null; givenAt: number }
  registrations: RegistrationsTable
  invitations: InvitationsTable
  categories: { id: Generated<number>; key: string; parentId: number | null; name: string; position: number }
  products: ProductsTable
  characteristics: { id: Generated<number>; name: string; unit: string }
  characteristicValues: CharacteristicValuesTable
  productValues: { productId: number; valueId: number; position: number }
  priceTypes: { id: Generated<number>; key: string; name: string; currency: string; vatIncluded: number }
  prices: { productId: number; priceTypeId: number; kopecks: number }
  warehouses: { id: Generated<number>; key: string; name: string; address: string }
  stock: StockTable
  stockMoves: StockMovesTable
  imports: ImportsTable
  /** Under which key each source that lists some goods knows them; `variant`: sku and name of the one variant they stand for. */
  productKeys: { key: string; source: string; productId: number; variant: Generated<string> }
  /** What goods are found by in addition to article and model: `key` is the `articleKey` of `value`. */
  productCodes: { key: string; kind: 'code' | 'barcode'; productId: number; value: string }
  /** Under which keys sources know a price type or a warehouse. */
  priceTypeKeys: { key: string; priceTypeId: number }
  warehouseKeys: { key: string; warehouseId: number }
  /** What 1C's directories said, per catalog; `value` is JSON of the reader's own. */
  directoryEntries: { catalog: string; directory: string; key: string; value: string }
  /** What the last import changed, as it was before. `rowBefore` is JSON of a changed product's row. */
  importUndoProducts: { productId: number; kind: 'changed' | 'hidden' | 'new'; rowBefore: string }
  importUndoPrices: { productId: number; priceTypeId: number; kopecks: number | null }
  importUndoValues: { productId: number; valueId: number; position: number }
  importUndoKeys: { productId: number; key: string; source: string }
  offeredLists: OfferedListsTable
  importRuns: { id: Generated<number>; touchedAt: number }
  importProducts: ImportProductsTable
  importValues: { runId: number; productId: number; valueId: number; position: number }
  /** `priceType` and `warehouse`: places in the lists that the run keeps. */
  importPrices: { runId: number; n: number; priceType: number; kopecks: number | null }
  importStock: { runId: number; n: number; warehouse: number; quantity: number }
  catalogChanges: CatalogChangesTable
  /** Of the last change that came with one: a segment of the search in memory, field by field, each in pieces. */
  searchSegments: { changeId: number; position: number; name: string; bytes: Uint8Array }
  /** PostgreSQL alone: `keys` are those of article and model, a line each; vectors hold terms. */
  searchGoods: { productId: number; keys: string; named: string; words: string }
  searchWords: { form: string; term: string; cyrillic: number }
  searchState: { version: number }
  selections: { userId: number; state: string; updatedAt: number }
  carts: { id: Generated<number>; userId: number; companyId: number; createdAt: number; closedAt: number | null }
  cartLines: { cartId: number; productId: number; quantity: number; addedAt: number }
  /** Goods that a company keeps under a name. */
  savedSelections: SavedSelectionsTable
  sharedSelections: { token: string; state: string; sharedBy: number; sharedAt: number }
  savedLists: { id: Generated<number>; companyId: number; name: string; savedBy: number; savedAt: number }
  savedListLines: { listId: number; productId: number; quantity: number; position: number }
  /** Lists that somebody sent to be ordered. */
  quickOrders: QuickOrdersTable
  quickOrderLines: QuickOrderLinesTable
  counters: { name: string; value: number }
  invoices: InvoicesTable
  invoiceLines: InvoiceLinesTable
  reservations: ReservationsTable
  payments: PaymentsTable
  allocations: { id: Generated<number>; paymentId: number; invoiceId: number; amountKopecks: number }
  shipments: ShipmentsTable
  shipmentLines: { id: Generated<number>; shipmentId: number; lineId: number; warehouseId: number; quantity: number }
  shipmentEvents: ShipmentEventsTable
  shipmentDrafts: ShipmentDraftsTable
  ledgerEntries: LedgerEntriesTable
  extensions: ExtensionsTable
  claims: ClaimsTable
  /** A manager holds an invoice's reserve: no row, no hold. */
  holds: { invoiceId: number; heldBy: number; heldAt: number }
  /** The newest message about an invoice in somebody's chat. */
  cards: { userId: number; invoiceId: number; messageId: number; sentAt: number }
  /** «Сообщить о поступлении»: open until it is told; taken back, it is gone. */
  stockWatches: { id: Generated<number>; productId: number; userId: number; askedAt: number; toldAt: number | null }
  /** What a member compares. */
  comparisons: { userId: number; productId: number; addedAt: number }
  outbox: OutboxTable
  /** `attempts`: how often it was begun, as far as that was written down. */
  openUpdates: { id: number; value: string; attempts: Generated<number> }
  /** Processes of the bot that run, or died while they did. */
  botRuns: { id: Generated<number>; startedAt: number }
  setAsideUpdates: SetAsideUpdatesTable
  backgroundWork: BackgroundWorkTable
  conversationStates: { key: string; value: string; updatedAt: number }
  operations: { key: string; at: number; result: string }
  auditTrail: AuditTrailTable
  jobs: JobsTable
}

/** Updates that were in work when the process died, twice: they are not handled again. */
interface SetAsideUpdatesTable {
  id: Generated<number>
  updateId: number
  /** null: nobody's. */
  userId: number | null
  kind: string
  /** Of the file; else empty. */
  name: string
  setAsideAt: number
  /** When its sender was told. */
  answeredAt: number | null
  /** When an administrator took it off the list. */
  dismissedAt: number | null
}

/** Work that outlives the handling of its update, until its sender has his answer. */
interface BackgroundWorkTable {
  updateId: number
  kind: string
  /** The update as JSON; empty once it is done. */
  value: string
  chatId: number
  /** The message that says how far it is; null: none yet. */
  messageId: number | null
  attempts: number
  begunAt: number
  doneAt: number | null
}

/** People, as Telegram knows them: `id` is Telegram's. */
interface UsersTable {
  id: number
  firstName: string
  username: string
  /** null: as the product's LOCALE says. */
  locale: string | null
  hints: number
  /** They blocked the bot: nothing is sent until they write again. */
  blockedAt: number | null
  createdAt: number
}

interface CompaniesTable {
  id: Generated<number>
  name: string
  inn: string
  kpp: string
  priceTypeId: number | null
  managerId: number | null
  /** 0: goods go only when paid. */
  deferralDays: number
  creditLimitKopecks: number
  approvedBy: number
  approvedAt: number
}

/** Somebody who asks to come in; what he has told so far is kept between the questions. */
interface RegistrationsTable {
  userId: number
  phone: string
  inn: string
  companyName: string
  submittedAt: number | null
  refusedAt: number | null
  refusedBy: number | null
  /** The manager whose invitation vouches for him: no further approval is needed. */
  invitedBy: number | null
}

/** Only the hash of the token is kept. companyId null: a new company comes in. */
interface InvitationsTable {
  id: Generated<number>
  tokenHash: string
  companyId: number | null
  role: MemberRole
  createdBy: number
  createdAt: number
  expiresAt: number
  usedBy: number | null
  usedAt: number | null
}

/** What a company keeps of what its members have chosen in the catalog: JSON, as in `selections`. */
interface SavedSelectionsTable {
  id: Generated<number>
  companyId: number
  name: string
  state: string
  savedBy: number
  savedAt: number
}

interface ProductsTable {
  id: Generated<number>
  /** The source's own id. */
  key: string
  sku: string
  skuKey: string
  model: string
  modelKey: string
  name: string
  brand: string
  unit: string
  description: string
  categoryId: number | null
  vatRate: number
  /** What a list without quantities says: 1 yes, 0 no; null where quantities are known. */
  available: number | null
  /** Not shown since; 0 is "not yet": written ahead by an import that has not switched over. */
  hiddenAt: number | null
  /** Which import changed it last. */
  importId: number | null
  /** The goods of which this is one of several variants. */
  variantOf: number | null
  /** 1: hidden itself, as its variants are sold. */
  soldAsVariants: Generated<number>
  /** JSON: name, unit and value of each, as the price list says them. */
  characteristics: Generated<string>
  /** JSON: kind and value of each further code; `product_codes` holds their keys. */
  codes: Generated<string>
}

/** Lists of ids are JSON, or `all` where they are too long. */
interface CatalogChangesTable {
  id: Generated<number>
  /** Whose words changed, or whether they are shown. */
  productIds: string
  /** Of whom nothing changed but prices, or what a list without quantities says. */
  renumberedIds: Generated<string>
  /** Whose new words stand in no published segment. */
  restIds: Generated<string>
  /** How many goods stand in the segment that was published with it. */
  segmentGoods: Generated<number>
}

/** Typed: `number` is in the unit of its characteristic. */
interface CharacteristicValuesTable {
  id: Generated<number>
  characteristicId: number
  value: string
  number: number | null
  kind: Generated<ValueKind>
}

/** What one run's file says of one key; `told` is by what it was named, the last three are found out before the switch. */
interface ImportProductsTable {
  runId: number
  /** The place among the keys of the run, from 1. */
  n: number
  told: 'goods' | 'variant' | 'deleted' | 'offers' | 'rejected'
  key: string
  rowNumber: number
  source: string
  /** Of `goods#characteristic` the goods; empty for other keys. */
  goodsKey: string
  sku: string
  skuKey: string
  model: string
  modelKey: string
  name: string
  brand: string
  unit: string
  description: string
  categoryKey: string
  vatRate: number
  /** JSON: name, unit and value of each. */
  characteristics: string
  /** JSON: kind and value of each product code; empty where the file says none. */
  codes: Generated<string>
  available: number | null
  categoryId: number | null
  productId: number | null
  parentId: number | null
}

interface StockTable {
  productId: number
  warehouseId: number
  onHand: number
  /** Which source stated it last; empty if nobody knows, `mixed` if it was one of several. */
  source: Generated<string>
  /** 1: a total that the source gave without naming a place. */
  isTotal: Generated<number>
}

/** Every change of what is on hand: Σ delta = on hand. */
interface StockMovesTable {
  id: Generated<number>
  productId: number
  warehouseId: number
  delta: number
  at: number
  importId: number | null
  shipmentId: number | null
}

/** A price list that somebody has looked at and not let count yet. */
interface OfferedListsTable {
  id: Generated<number>
  userId: number
  /** Telegram's. */
  fileId: string
  fileName: string
  /** The last import when it was looked at: after another one the look is no longer true. */
  importId: number | null
  /** JSON: what it would change. */
  look: string
  offeredAt: number
  decidedAt: number | null
}

interface ImportsTable {
  id: Generated<number>
  fileName: string
  sha256: string
  importedBy: number | null
  at: number
  /** JSON: counts. */
  result: string
  /** JSON: price types, warehouses and categories as they were before; empty if it can't be taken back any more. */
  undo: Generated<string>
  /** The list before it counts again. */
  takenBackAt: Generated<number | null>
}

interface InvoicesTable {
  id: Generated<number>
  number: number
  /** One cart, one invoice. */
  cartId: number
  companyId: number
  createdBy: number
  createdAt: number
  payBy: number
  totalKopecks: number
  vatKopecks: number
  vatIncluded: number
  cancelledAt: number | null
  cancelledBy: number | null
}

interface InvoiceLinesTable {
  id: Generated<number>
  invoiceId: number
  position: number
  productId: number
  sku: string
  name: string
  unit: string
  quantity: number
  priceKopecks: number
  vatRate: number
  sumKopecks: number
  vatKopecks: number
}

interface QuickOrdersTable {
  id: Generated<number>
  userId: number
  companyId: number
  /** The update that brought it: the same message again is the same list. */
  updateId: number
  /** Of the file; empty where it was a text. */
  name: string
  createdAt: number
  /** When its goods went into the cart; null: not yet. */
  addedAt: number | null
  /** The message that brought it, and the bot's answer; null for lists of former versions. */
  messageId: number | null
  answerId: number | null
  /** JSON of the list as it came, while it is asked which column is the count. */
  pending: string | null
  /** Rows of a form without a count. */
  unordered: Generated<number>
  /** Lines of a page around its table. */
  around: Generated<number>
}

interface QuickOrderLinesTable {
  orderId: number
  /** From 1. */
  position: number
  text: string
  /** JSON: the row of the file as it was. */
  cells: string
  outcome: 'taken' | 'choose' | 'bad_quantity' | 'unknown' | 'left_out'
  productId: number | null
  quantity: number | null
  /** JSON: ids of the goods to choose between. */
  candidates: string
}

interface ReservationsTable {
  id: Generated<number>
  invoiceId: number
  lineId: number
  productId: number
  warehouseId: number
  quantity: number
  reservedBy: number
  reservedAt: number
  untilAt: number
  protectedAt: number | null
  releasedAt: number | null
  /** null: the clock. */
  releasedBy: number | null
  shippedAt: number | null
  shipmentId: number | null
  /** The instant of the last warning about it that is written: a later one may still come. */
  warnedFor: Generated<number | null>
}

interface PaymentsTable {
  id: Generated<number>
  /** What makes it one of its kind: the same payment twice is not written. */
  key: string
  companyId: number
  amountKopecks: number
  receivedAt: number
  recordedBy: number | null
  recordedAt: number
}

interface ShipmentsTable {
  id: Generated<number>
  number: number
  draftId: number
  invoiceId: number
  companyId: number
  method: Method
  warehouseId: number | null
  carrier: string
  terminal: string
  address: string
  /** `2026-11-25` */
  shipOn: string
  contactName: string
  contactPhone: string
  state: ShipmentState
  filedBy: number
  filedAt: number
}

interface ShipmentEventsTable {
  id: Generated<number>
  shipmentId: number
  state: ShipmentState
  by: number
  at: number
  reason: string
}

/** A shipment request that is being filled in. Its id becomes the key of the request: one draft, one request. */
interface ShipmentDraftsTable {
  id: Generated<number>
  userId: number
  invoiceId: number
  method: Method | null
  warehouseId: number | null
  carrier: string
  terminal: string
  address: string
  shipOn: string
  contactName: string
  contactPhone: string
  /** JSON: invoice line id → quantity; lines that are absent go whole. */
  quantities: string
  createdAt: number
  filedAt: number | null
}

/** A dealer asks for more time; one open request per invoice. */
interface ExtensionsTable {
  id: Generated<number>
  invoiceId: number
  askedBy: number
  askedAt: number
  decidedBy: number | null
  decidedAt: number | null
  /** null with a decision: refused. */
  grantedMs: number | null
}

/** «Я оплатил»: a payment order as a file, once per invoice; the clock stands until `frozenUntil`. */
interface ClaimsTable {
  id: Generated<number>
  invoiceId: number
  claimedBy: number
  claimedAt: number
  frozenUntil: number
  /** Telegram's. */
  fileId: string
  fileKind: 'photo' | 'document'
  decidedBy: number | null
  decidedAt: number | null
  outcome: 'paid' | 'refused' | null
}

interface LedgerEntriesTable {
  id: Generated<number>
  /** `shipment:17`, `payment:4` */
  key: string
  companyId: number
  kind: 'shipment' | 'payment'
  debitKopecks: number
  creditKopecks: number
  at: number
  dueAt: number | null
  shipmentId: number | null
  paymentId: number | null
}

interface OutboxTable {
  id: Generated<number>
  key: string
  userId: number
  kind: string
  aboutId: number
  /** JSON: what the text needs beside what is read when it is sent. */
  details: string
  createdAt: number
  nextTryAt: number
  attempts: number
  leasedUntil: number | null
  sentAt: number | null
  messageId: number | null
  droppedAt: number | null
  failure: string | null
}

interface AuditTrailTable {
  id: Generated<number>
  at: number
  userId: number | null
  action: string
  subject: string
  subjectId: number
  details: string
}

interface JobsTable {
  id: Generated<number>
  name: string
  type: 'normal' | 'single'
  priority: number
  disabled: number
  /** What makes it the only one of its name: `single`, or JSON; null where there may be many. */
  uniqueKey: string | null
  /** JSON: what the handler is given. */
  data: string
  /** JSON: how it repeats, and what else of Agenda's no query looks at. */
  plan: string
  nextRunAt: number | null
  lockedAt: number | null
  lastRunAt: number | null
  lastFinishedAt: number | null
  failedAt: number | null
  failCount: number | null
  failReason: string | null
  progress: number | null
  debounceStartedAt: number | null
  lastModifiedBy: string | null
}

/** The database, or the transaction one is in: query functions take either. */
export type Db = Kysely<Schema> | Transaction<Schema>
