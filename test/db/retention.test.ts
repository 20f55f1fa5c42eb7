import { CompiledQuery, type Kysely, sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import { forget, oldestRetained, retainedKinds, retentionRules } from '#db/kernel/retention.ts'
import { onlyLookedIn } from '#db/kernel/visitors.ts'
import type { Schema } from '#db/schema/schema.ts'
import { onEachDatabase, openTestDatabase } from '../support/databases.ts'
import { lifetimes } from './lifetimes.ts'

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

onEachDatabase('every table', (kind) => {
  test('has a decision how long its rows live', async () => {
    const { db, close } = await openTestDatabase(kind)
    const tables = (await db.introspection.getTables()).map(({ name }) => name)
    const decided = Object.keys(lifetimes).map(snake)
    expect(tables.filter((name) => !decided.includes(name))).toEqual([])
    expect(decided.filter((name) => !tables.includes(name) && !name.startsWith('search_'))).toEqual([])
    await close()
  })
})

test('what is forgotten is decided for a table, and what a table decides is forgotten', () => {
  const decided = Object.entries(lifetimes).flatMap(([table, lifetime]) =>
    lifetime.kind === 'forgotten' ? lifetime.as.map((what) => ({ what, table })) : [],
  )
  for (const what of retainedKinds) {
    // Lines of a cart go, the cart stays.
    const table = what === 'carts' ? 'cartLines' : retentionRules[what].table
    expect(decided).toContainEqual({ what, table })
  }
})

async function opened() {
  const db = openDatabase('sqlite::memory:')
  onTestFinished(() => db.destroy())
  await migrate(db)
  return db
}

/** Every statement that `work` runs. */
async function statementsOf(db: Kysely<Schema>, work: () => Promise<unknown>): Promise<CompiledQuery[]> {
  const statements: CompiledQuery[] = []
  const executor = db.getExecutor()
  const { executeQuery } = executor
  executor.executeQuery = ((query: CompiledQuery) => {
    statements.push(query)
    return executeQuery.call(executor, query)
  }) as typeof executeQuery
  await work()
  executor.executeQuery = executeQuery
  return statements
}

async function planOf(db: Kysely<Schema>, { sql: text, parameters }: CompiledQuery): Promise<string[]> {
  const explained = CompiledQuery.raw(`explain query plan ${text}`, [...parameters])
  const { rows } = await db.executeQuery<{ detail: string }>(explained)
  return rows.map(({ detail }) => detail)
}

describe('looking for what is old', () => {
  /** Reads rows that it does not need: to sort them, or because nothing leads to those that it needs. */
  const readsAll = (detail: string) => {
    const [, name = ''] = /^SCAN (\w+)$/.exec(detail) ?? []
    // In the order of their keys, and no more than the limit.
    const inOrder = retainedKinds.some(
      (what) => retentionRules[what].inOrder && snake(retentionRules[what].table) === name,
    )
    return /TEMP B-TREE/.test(detail) || (name !== '' && !inOrder && name !== 'first')
  }

  test('reads the oldest rows of an index, or the first of a table, and never a whole table', async () => {
    const db = await opened()
    const asked = await statementsOf(db, async () => {
      await oldestRetained(db)
      for (const what of retainedKinds) await forget(db, what, 1, 10)
    })
    expect(asked.length).toBe(1 + retainedKinds.length)
    for (const statement of asked) expect((await planOf(db, statement)).filter(readsAll)).toEqual([])
  })

  test('a person who is deleted is looked for by an index wherever the database holds a reference, and spared there', async () => {
    const db = await opened()
    const spared = sql`select 1 from users where ${onlyLookedIn}`.compile(db).sql
    for (const { name } of await db.introspection.getTables()) {
      const { rows } = await sql<{ table: string; from: string }>`select "table", "from"
        from pragma_foreign_key_list(${name})`.execute(db)
      for (const { from } of rows.filter(({ table }) => table === 'users')) {
        const plan = await planOf(db, CompiledQuery.raw(`select 1 from ${name} where ${from} = 1`))
        expect(plan.join(), `${name}.${from}`).toMatch(/^SEARCH/)
        if (name !== 'selections') expect(spared).toContain(`"${name}"."${from}" = users.id`)
      }
    }
  })
})
