import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type CompiledQuery, type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import type { Schema } from '#db/engine/schema.ts'

/** The shape of the database before codes, sources and offered lists. */
const BEFORE = '0019_search_segments'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-'))
})
afterEach(() => rm(folder, { recursive: true }))

const opened = (name: string) => openDatabase(`sqlite:${path.join(folder, name)}`)

/** Everything that makes a schema. */
async function shapeOf(db: Kysely<Schema>): Promise<unknown> {
  const { rows } =
    await sql`select type, name, sql from sqlite_master where name not like 'sqlite_%' order by type, name`.execute(db)
  return rows
}

/** What kill −9 leaves: the files as they are while a statement begins, for each statement of the work. */
async function killedAtEach(name: string, work: (db: Kysely<Schema>) => Promise<unknown>): Promise<string[]> {
  const db = opened(name)
  const moments: string[] = []
  const executor = db.getExecutor()
  const { provideConnection } = executor
  executor.provideConnection = (consumer) =>
    provideConnection.call(executor, (connection) => {
      const { executeQuery } = connection
      if (!Object.hasOwn(connection, 'executeQuery')) {
        connection.executeQuery = ((query: CompiledQuery) => {
          const moment = `${name}-${moments.length}`
          mkdirSync(path.join(folder, moment))
          for (const end of ['', '-wal'])
            if (existsSync(path.join(folder, name + end)))
              cpSync(path.join(folder, name + end), path.join(folder, moment, `db${end}`))
          moments.push(moment)
          return executeQuery.call(connection, query)
        }) as typeof executeQuery
      }
      return consumer(connection)
    }) as never
  await work(db)
  await db.destroy()
  return moments
}

/** A shop of before: goods with prices and stock, a warehouse of two sources, a dealer with a reserve. */
async function fillBefore(db: Kysely<Schema>): Promise<void> {
  for (const statement of [
    `insert into users (id, first_name, username, hints, created_at) values (7, 'Мария', '', 1, 0)`,
    `insert into price_types (key, name, currency, vat_included) values ('Дилерская', 'Дилерская', 'RUB', 1)`,
    `insert into price_types (key, name, currency, vat_included) values ('11111111-2222-3333-4444-555555555555', 'Дилерская', 'RUB', 1)`,
    `insert into warehouses (key, name, address) values ('Основной склад', 'Основной склад', '')`,
    `insert into warehouses (key, name, address) values ('Москва', 'Москва', '')`,
    `insert into products (key, sku, sku_key, model, model_key, name, brand, unit, description, vat_rate)
      values ('A-1', 'A-1', 'a1', '', '', 'Проектор', '', 'шт', '', 2200)`,
    `insert into product_keys (key, source, product_id) values ('A-1', 'table', 1)`,
    `insert into prices (product_id, price_type_id, kopecks) values (1, 1, 100000), (1, 2, 90000)`,
    `insert into stock (product_id, warehouse_id, on_hand) values (1, 1, 5), (1, 2, 3)`,
    `insert into companies (name, inn, kpp, price_type_id, deferral_days, credit_limit_kopecks, approved_by, approved_at)
      values ('Ромашка', '7707083893', '', 2, 0, 0, 7, 0)`,
  ])
    await sql.raw(statement).execute(db)
}

describe('migrations on SQLite', () => {
  test('killed at any statement of the first one, the next start finds or makes the whole shape', async () => {
    const moments = await killedAtEach('new', (db) => migrate(db))
    const whole = opened('new')
    const shape = await shapeOf(whole)
    await whole.destroy()
    expect(moments.length).toBeGreaterThan(100)
    for (const moment of moments) {
      const db = opened(`${moment}/db`)
      await migrate(db)
      expect(await shapeOf(db), moment).toEqual(shape)
      await db.destroy()
    }
  })

  test('a database made before is upgraded with all that is in it, also if the upgrade is killed at any statement', async () => {
    const before = opened('old')
    await migrate(before, BEFORE)
    await fillBefore(before)
    await before.destroy()
    const moments = await killedAtEach('old', (db) => migrate(db))
    expect(moments.length).toBeGreaterThan(30)
    for (const moment of [...moments, '']) {
      const db = opened(moment === '' ? 'old' : `${moment}/db`)
      await migrate(db)
      expect(await db.selectFrom('stock').selectAll().orderBy('warehouseId').execute(), moment).toEqual([
        { productId: 1, warehouseId: 1, onHand: 5, source: 'table', isTotal: 1 },
        { productId: 1, warehouseId: 2, onHand: 3, source: 'table', isTotal: 0 },
      ])
      // Two types of one name were one all the time: the dealer's price is what he knew.
      expect(await db.selectFrom('companies').select('priceTypeId').execute()).toEqual([{ priceTypeId: 1 }])
      expect(await db.selectFrom('prices').selectAll().execute()).toEqual([
        { productId: 1, priceTypeId: 1, kopecks: 100_000 },
      ])
      await db.destroy()
    }
  })

  test('two at once: one waits, and both end well', async () => {
    const run = () =>
      promisify(execFile)('node', [
        path.join(import.meta.dirname, 'migrating.ts'),
        `sqlite:${path.join(folder, 'two')}`,
      ])
    const counts = (await Promise.all([run(), run(), run()])).map(({ stdout }) => Number(stdout))
    expect(counts.filter((count) => count > 0)).toHaveLength(1)
  })
})
