import type { Db } from '#db/schema/schema.ts'
import { priceTypeName, warehouseName } from '#domain/catalog/catalog.ts'

/** A price type, a warehouse or a category as a file names it; null means "not stated": the key stands for a name. */
export interface StatedPriceType {
  key: string
  name: string | null
  currency: string
  vatIncluded: boolean
}

export interface StatedWarehouse {
  key: string
  name: string | null
  address: string | null
}

/**
 * Adds unknown price types; answers the ids of all, in their order. A new key with the name of another source's type is
 * that type, unless only one of them includes VAT: then their prices differ.
 */
export async function ensurePriceTypes(db: Db, stated: readonly StatedPriceType[]): Promise<number[]> {
  const keys = new Map(
    (await db.selectFrom('priceTypeKeys').selectAll().execute()).map((row) => [row.key, row.priceTypeId]),
  )
  const rows = await db.selectFrom('priceTypes').selectAll().execute()
  const ids: number[] = []
  for (const { key, name, currency, vatIncluded } of stated) {
    const vat = vatIncluded ? 1 : 0
    const alike = rows.filter((row) => priceTypeName(row.name) === priceTypeName(name ?? key))
    const same = alike.find((row) => row.vatIncluded === vat && row.currency === currency)
    const id = keys.get(key) ?? (isFree(ids, same?.id) ? same?.id : undefined)
    if (id !== undefined) {
      ids.push(id)
    } else {
      const shown = alike.length > 0 && vat === 0 ? `${name ?? key} (без НДС)` : (name ?? key)
      const row = { key, name: shown, currency, vatIncluded: vat }
      const added = await db
        .insertInto('priceTypes')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
        .returning('id')
        .executeTakeFirstOrThrow()
      rows.push({ ...row, id: added.id })
      ids.push(added.id)
    }
    if (!keys.has(key)) {
      const priceTypeId = ids.at(-1) ?? 0
      await db
        .insertInto('priceTypeKeys')
        .values({ key, priceTypeId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      keys.set(key, priceTypeId)
    }
  }
  return ids
}

/** Adds unknown warehouses; answers the ids of all, in their order. One name is one warehouse across sources. */
export async function ensureWarehouses(db: Db, stated: readonly StatedWarehouse[]): Promise<number[]> {
  const keys = new Map(
    (await db.selectFrom('warehouseKeys').selectAll().execute()).map((row) => [row.key, row.warehouseId]),
  )
  const rows = await db.selectFrom('warehouses').selectAll().execute()
  const ids: number[] = []
  for (const { key, name, address } of stated) {
    const same = rows.find((row) => warehouseName(row.name) === warehouseName(name ?? key))
    const id = keys.get(key) ?? (isFree(ids, same?.id) ? same?.id : undefined)
    if (id !== undefined) {
      ids.push(id)
    } else {
      const row = { key, name: name ?? key, address: address ?? '' }
      const added = await db
        .insertInto('warehouses')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
        .returning('id')
        .executeTakeFirstOrThrow()
      rows.push({ ...row, id: added.id })
      ids.push(added.id)
    }
    if (!keys.has(key)) {
      const warehouseId = ids.at(-1) ?? 0
      await db
        .insertInto('warehouseKeys')
        .values({ key, warehouseId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      keys.set(key, warehouseId)
    }
  }
  return ids
}

/** Two entries that one file distinguishes stay two, whatever their names. */
const isFree = (taken: readonly number[], id: number | undefined) => id !== undefined && !taken.includes(id)

/** A type that several sources know keeps its name: only its single source may rename it. */
export async function renamePriceTypes(db: Db, stated: readonly StatedPriceType[]): Promise<void> {
  const rows = new Map((await db.selectFrom('priceTypes').selectAll().execute()).map((row) => [row.id, row]))
  const keys = await db.selectFrom('priceTypeKeys').selectAll().execute()
  for (const { key, name, currency, vatIncluded } of stated) {
    const id = keys.find((one) => one.key === key)?.priceTypeId
    const row = rows.get(id ?? 0)
    if (!row || name === null || keys.some((one) => one.priceTypeId === id && one.key !== key)) continue
    const isNamedWithoutVat = row.name === `${name} (без НДС)`
    const now = { name: isNamedWithoutVat ? row.name : name, currency, vatIncluded: vatIncluded ? 1 : 0 }
    if (!isSame(row, now)) await db.updateTable('priceTypes').set(now).where('id', '=', row.id).execute()
  }
}

/** Updates names and addresses of warehouses; a warehouse that several sources know keeps its name. */
export async function renameWarehouses(db: Db, stated: readonly StatedWarehouse[]): Promise<void> {
  const rows = new Map((await db.selectFrom('warehouses').selectAll().execute()).map((row) => [row.id, row]))
  const keys = await db.selectFrom('warehouseKeys').selectAll().execute()
  for (const { key, name, address } of stated) {
    const id = keys.find((one) => one.key === key)?.warehouseId
    const row = rows.get(id ?? 0)
    if (!row || name === null) continue
    const isShared = keys.some((one) => one.warehouseId === id && one.key !== key)
    const now = { name: isShared ? row.name : name, address: address ?? row.address }
    if (!isSame(row, now)) await db.updateTable('warehouses').set(now).where('id', '=', row.id).execute()
  }
}

/** True if a row already has these values. */
export function isSame<Row extends object>(row: Row, now: Partial<Row>): boolean {
  return Object.entries(now).every(([name, value]) => row[name as keyof Row] === value)
}
