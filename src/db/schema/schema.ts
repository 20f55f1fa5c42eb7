import type { Kysely, Transaction } from 'kysely'
import type { CatalogTables } from './catalog.ts'
import type { ImportsTables } from './imports.ts'
import type { KernelTables } from './kernel.ts'
import type { MoneyTables } from './money.ts'
import type { NoticesTables } from './notices.ts'
import type { OrdersTables } from './orders.ts'
import type { PeopleTables } from './people.ts'
import type { ReserveTables } from './reserve.ts'
import type { SearchTables } from './search.ts'
import type { ShippingTables } from './shipping.ts'

/** snake_case in the database; Kysely's CamelCasePlugin translates. Times are ms UTC, money is kopecks, flags are 0 or 1. */
export interface Schema
  extends KernelTables,
    NoticesTables,
    CatalogTables,
    SearchTables,
    ImportsTables,
    PeopleTables,
    OrdersTables,
    ReserveTables,
    MoneyTables,
    ShippingTables {}

/** The database, or an open transaction: query functions take either. */
export type Db = Kysely<Schema> | Transaction<Schema>
