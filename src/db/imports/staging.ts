import type { Insertable, Kysely, Transaction } from 'kysely'
import { CompiledQuery, sql } from 'kysely'
import { givenNumbers, isPostgres, numberAt } from '#db/engine/ddl.ts'
import { beginAside } from '#db/engine/sqlite.ts'
import type { Db, Schema } from '#db/schema/schema.ts'

export type StagedRow = Insertable<Schema['importProducts']>
export type StagedPrice = Schema['importPrices']
export type StagedStock = Schema['importStock']

export interface Batch {
  rows: readonly StagedRow[]
  prices: readonly StagedPrice[]
  stock: readonly StagedStock[]
}

/** Keys from `from` to `to`, both included. */
export interface Portion {
  runId: number
  from: number
  to: number
}

const stagingTables = ['import_runs', 'import_products', 'import_values', 'import_prices', 'import_stock']

/**
 * Creates temporary staging tables for a connection that is alone: they shadow the shared ones, and vanish with it.
 * False on PostgreSQL, where writes to the shared tables block nobody.
 */
export async function makeStagingPrivate(db: Kysely<Schema>): Promise<boolean> {
  if (isPostgres(db)) return false
  await sql`pragma temp.cache_size = -16000`.execute(db)
  await sql`pragma temp.journal_mode = memory`.execute(db)
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_master
    where tbl_name in (${sql.join(stagingTables)}) and sql is not null order by type desc`.execute(db)
  const madePrivate = (made: string) =>
    made.replace(/^create table /i, 'create temp table ').replace(/^create index /i, '$&temp.')
  for (const { sql: made } of rows) await sql.raw(madePrivate(made)).execute(db)
  return true
}

/** A transaction that writes to staging tables only. `isStagingPrivate`: to this connection's temporary ones. */
export async function asideTransaction<Result>(
  { db, isStagingPrivate = false }: { db: Kysely<Schema>; isStagingPrivate?: boolean },
  work: (tx: Db) => Promise<Result>,
): Promise<Result> {
  if (!isStagingPrivate) return stagingTransaction(db, work)
  return db.connection().execute(async (connection) => {
    await connection.executeQuery(beginAside)
    try {
      const result = await work(connection)
      await connection.executeQuery(CompiledQuery.raw('commit'))
      return result
    } catch (error) {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
      throw error
    }
  })
}

export async function startRun(db: Db, now: number): Promise<number> {
  const row = await db.insertInto('importRuns').values({ touchedAt: now }).returning('id').executeTakeFirstOrThrow()
  return row.id
}

/**
 * A transaction that does not wait for the disk: a power cut may undo it, with all later work of the same run. Nobody
 * depends on staged rows; the switch-over waits for the disk again, and for all of them.
 */
export function stagingTransaction<Result>(db: Kysely<Schema>, work: (tx: Transaction<Schema>) => Promise<Result>) {
  return db.connection().execute(async (connection): Promise<Result> => {
    if (isPostgres(db)) {
      return connection.transaction().execute(async (tx) => {
        await sql`set local synchronous_commit = off`.execute(tx)
        return work(tx)
      })
    }
    await sql`pragma synchronous = normal`.execute(connection)
    try {
      return await connection.transaction().execute(work)
    } finally {
      await sql`pragma synchronous = full`.execute(connection)
    }
  })
}

/** False if another process took the run for dead and gave it up: the run must stop. */
export async function touchRun(db: Db, runId: number, now: number): Promise<boolean> {
  const touched = await db
    .updateTable('importRuns')
    .set({ touchedAt: now })
    .where('id', '=', runId)
    .executeTakeFirstOrThrow()
  return touched.numUpdatedRows === 1n
}

/** Runs untouched since `before`: their processes died. */
export async function deadRuns(db: Db, before: number): Promise<number[]> {
  const rows = await db.selectFrom('importRuns').select('id').where('touchedAt', '<', before).execute()
  return rows.map((row) => row.id)
}

/** Few enough values for one statement of SQLite, which takes 32,766. */
const ROWS_AT_ONCE = 500

/** Stages the statements of a file; the same key, price or stock again replaces the former one. */
export async function stageBatch(db: Db, batch: Batch): Promise<void> {
  for (const rows of slices(batch.rows, ROWS_AT_ONCE)) {
    await db
      .insertInto('importProducts')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['runId', 'n']).doUpdateSet(replaced))
      .execute()
  }
  if (batch.prices.length > 0) {
    const prices = batch.prices.map(({ runId, n, priceType, kopecks }) => [runId, n, priceType, kopecks])
    await sql`insert into import_prices (run_id, n, price_type, kopecks)
      select ${numberAt(0)}, ${numberAt(1)}, ${numberAt(2)}, ${numberAt(3)} from ${givenNumbers(db, prices)} where true
      on conflict (run_id, n, price_type) do update set kopecks = excluded.kopecks`.execute(db)
  }
  if (batch.stock.length > 0) {
    const stock = batch.stock.map(({ runId, n, warehouse, quantity }) => [runId, n, warehouse, quantity])
    await sql`insert into import_stock (run_id, n, warehouse, quantity)
      select ${numberAt(0)}, ${numberAt(1)}, ${numberAt(2)}, ${numberAt(3)} from ${givenNumbers(db, stock)} where true
      on conflict (run_id, n, warehouse) do update set quantity = excluded.quantity`.execute(db)
  }
}

const replaced = {
  told: sql<StagedRow['told']>`excluded.told`,
  rowNumber: sql<number>`excluded.row_number`,
  source: sql<string>`excluded.source`,
  sku: sql<string>`excluded.sku`,
  skuKey: sql<string>`excluded.sku_key`,
  model: sql<string>`excluded.model`,
  modelKey: sql<string>`excluded.model_key`,
  name: sql<string>`excluded.name`,
  brand: sql<string>`excluded.brand`,
  unit: sql<string>`excluded.unit`,
  description: sql<string>`excluded.description`,
  categoryKey: sql<string>`excluded.category_key`,
  vatRate: sql<number>`excluded.vat_rate`,
  characteristics: sql<string>`excluded.characteristics`,
  codes: sql<string>`excluded.codes`,
  available: sql<number | null>`excluded.available`,
}

function* slices<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

const KEYS_CLEARED_AT_ONCE = 2000

/** Deletes a run's rows in short transactions. */
export async function clearRun(db: Kysely<Schema>, runId: number, rest: () => Promise<void>): Promise<void> {
  const last = await db
    .selectFrom('importProducts')
    .select((eb) => eb.fn.max('n').as('n'))
    .where('runId', '=', runId)
    .executeTakeFirst()
  for (let from = 1; from <= Number(last?.n ?? 0); from += KEYS_CLEARED_AT_ONCE) {
    await stagingTransaction(db, (tx) => clearPortion(tx, { runId, from, to: from + KEYS_CLEARED_AT_ONCE - 1 }))
    await rest()
  }
  await db.deleteFrom('importRuns').where('id', '=', runId).execute()
}

async function clearPortion(db: Db, { runId, from, to }: Portion): Promise<void> {
  await sql`delete from import_values where run_id = ${runId} and product_id in (select product_id
    from import_products where run_id = ${runId} and n between ${from} and ${to})`.execute(db)
  await sql`delete from import_prices where run_id = ${runId} and n between ${from} and ${to}`.execute(db)
  await sql`delete from import_stock where run_id = ${runId} and n between ${from} and ${to}`.execute(db)
  await sql`delete from import_products where run_id = ${runId} and n between ${from} and ${to}`.execute(db)
}
