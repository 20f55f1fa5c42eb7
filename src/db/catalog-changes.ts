import type { Db } from './schema.ts'

/** The number of the last change of the catalog; 0 before the first. */
export async function catalogVersion(db: Db): Promise<number> {
  const row = await db
    .selectFrom('catalogChanges')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirst()
  return row?.last ?? 0
}

const CHANGES_KEPT = 100
const MOST_NAMED = 10_000

/**
 * Tells those that hold an index which goods have changed, and which in nothing but their prices; a large change is told
 * as one of everything.
 */
export async function addCatalogChange(
  db: Db,
  productIds: readonly number[],
  onlyPriced: readonly number[] = [],
): Promise<void> {
  if (productIds.length + onlyPriced.length === 0) return
  const row = await db
    .insertInto('catalogChanges')
    .values({ productIds: named(productIds), pricedIds: named(onlyPriced) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .deleteFrom('catalogChanges')
    .where('id', '<=', row.id - CHANGES_KEPT)
    .execute()
}

const ALL = 'all'

const named = (ids: readonly number[]): string => (ids.length > MOST_NAMED ? ALL : JSON.stringify(ids))

/** null: too many to name, or too long ago. */
export interface CatalogChanges {
  /** Up to which change. */
  version: number
  ids: number[] | null
  /** Those of which nothing but prices has changed. */
  priced: number[] | null
}

export async function changedAfter(db: Db, version: number): Promise<CatalogChanges> {
  const rows = await db.selectFrom('catalogChanges').selectAll().where('id', '>', version).orderBy('id').execute()
  const read = (lists: readonly string[]) =>
    rows.length >= CHANGES_KEPT || lists.includes(ALL) ? null : lists.flatMap((list) => JSON.parse(list) as number[])
  return {
    version: rows.at(-1)?.id ?? version,
    ids: read(rows.map(({ productIds }) => productIds)),
    priced: read(rows.map(({ pricedIds }) => pricedIds)),
  }
}
