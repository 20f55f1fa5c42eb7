import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { demoCatalog } from '#playground/catalog/demo.ts'
import { up } from '../../migrations/0009_characteristics.ts'
import { take } from '../services/imports/imports.ts'
import { onEachDatabase, openTestDatabase } from '../support/databases.ts'

onEachDatabase('goods from before characteristics were typed', (kind) => {
  test('their cards say what they said, and the next import types them', async () => {
    const { db, close } = await openTestDatabase(kind)
    const deps = { db, clock: { now: () => 1_800_000_000_000 } }
    await take(deps, demoCatalog)
    const { id: productId } = await db
      .selectFrom('products')
      .select('id')
      .where('key', '=', 'PRJ-1001')
      .executeTakeFirstOrThrow()
    // As it was: one value of all the interfaces.
    await sql`delete from product_values where product_id = ${productId} and position between 4 and 7`.execute(db)
    const interfaces = await db
      .selectFrom('characteristics')
      .select('id')
      .where('name', '=', 'Интерфейсы')
      .executeTakeFirstOrThrow()
    const value = 'HDMI ×2, HDBaseT, LAN, RS-232'
    const { id: valueId } = await db
      .insertInto('characteristicValues')
      .values({ characteristicId: interfaces.id, value, number: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.insertInto('productValues').values({ productId, valueId, position: 4 }).execute()
    const card = async () => {
      const query = db.selectFrom('products').select('characteristics').where('id', '=', productId)
      return JSON.parse((await query.executeTakeFirstOrThrow()).characteristics)
    }
    const before = await card()
    await sql`alter table products drop column characteristics`.execute(db)
    await sql`alter table characteristic_values drop column kind`.execute(db)

    await up(db as never)
    expect(await card()).toEqual(before)
    expect(await take(deps, demoCatalog)).toMatchObject({ new: 0, hidden: 0 })
    expect(await take(deps, demoCatalog)).toMatchObject({ new: 0, changed: 0, unchanged: 147 })
    const values = await db.selectFrom('productValues').select('valueId').where('productId', '=', productId).execute()
    expect(values.map((row) => row.valueId)).not.toContain(valueId)
    await close()
  })
})
