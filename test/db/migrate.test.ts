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
import type { Schema } from '#db/schema/schema.ts'
import { makeOldShop } from '../support/old-shop.ts'

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
    await makeOldShop(before)
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
