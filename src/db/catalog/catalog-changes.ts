import type { Db } from '#db/schema/schema.ts'

/** The number of the last change of the catalog; 0 before the first. */
export async function catalogVersion(db: Db): Promise<number> {
  const row = await db
    .selectFrom('catalogChanges')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirst()
  return row?.last ?? 0
}

const CHANGES_KEPT = 100

/** Up to this many changed goods are named; more are "all". */
export const MOST_NAMED = 10_000

export interface CatalogChange {
  /** Goods whose words changed, or that became shown. */
  reworded: ReadonlySet<number>
  /** Goods that became hidden. */
  hidden?: ReadonlySet<number>
  /** Goods in which only prices, or availability in a list without quantities, may have changed. */
  renumbered?: ReadonlySet<number>
  /** Goods whose new words stand in a segment that is published with this change. */
  inSegment?: ReadonlySet<number>
}

/** Records a change for the processes that have an index. Answers the number of the change; null: nothing changed. */
export async function addCatalogChange(
  db: Db,
  { reworded, hidden = new Set(), renumbered = new Set(), inSegment = new Set() }: CatalogChange,
): Promise<number | null> {
  const wholly = reworded.union(hidden)
  const onlyRenumbered = renumbered.difference(wholly)
  if (wholly.size + onlyRenumbered.size === 0) return null
  const { id } = await db
    .insertInto('catalogChanges')
    .values({
      productIds: named(wholly),
      renumberedIds: named(onlyRenumbered),
      restIds: named(reworded.difference(hidden).difference(inSegment)),
      segmentGoods: inSegment.size,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .deleteFrom('catalogChanges')
    .where('id', '<=', id - CHANGES_KEPT)
    .execute()
  return id
}

const ALL = 'all'

const named = (ids: ReadonlySet<number>): string => (ids.size > MOST_NAMED ? ALL : JSON.stringify([...ids]))

/** Lists are null if there are too many goods to name, or the change is too long ago. */
export interface CatalogChanges {
  /** The number of the last change. */
  version: number
  /** Goods whose words changed, or that became shown or hidden. */
  ids: number[] | null
  /** Goods in which only prices, or availability in a list without quantities, may have changed. */
  renumbered: number[] | null
  /** Goods of `ids` with new words in none of the `segments`; hidden goods are absent if `ids` are too many. */
  rest: number[] | null
  /** The changes with which a segment was published. */
  segments: number[]
}

export async function changedAfter(db: Db, version: number): Promise<CatalogChanges> {
  const rows = await db.selectFrom('catalogChanges').selectAll().where('id', '>', version).orderBy('id').execute()
  const read = (lists: readonly string[]) =>
    rows.length >= CHANGES_KEPT || lists.includes(ALL) ? null : lists.flatMap((list) => JSON.parse(list) as number[])
  const large = rows.filter(({ productIds }) => productIds === ALL)
  return {
    version: rows.at(-1)?.id ?? version,
    ids: read(rows.map(({ productIds }) => productIds)),
    renumbered: read(rows.map(({ renumberedIds }) => renumberedIds)),
    rest: read(rows.map(({ productIds, restIds }) => (productIds === ALL ? restIds : productIds))),
    segments: large.filter(({ segmentGoods }) => segmentGoods > 0).map(({ id }) => id),
  }
}
