import { setImmediate } from 'node:timers/promises'
import { MOST_NAMED } from '#db/catalog/catalog-changes.ts'
import { goodsIn } from '#db/imports/imports.ts'
import { stagedWords } from '#db/imports/shown.ts'
import type { Portion } from '#db/imports/staging.ts'
import { type SearchableGood, searchableAmong, searchableValues, timesOrdered, valueIdsOf } from '#db/search/search.ts'
import type { SegmentPart } from '#db/search/segments.ts'
import type { Good } from '#domain/search/segment.ts'
import type { SegmentWriter } from '#search/memory/segment-writer.ts'
import type { ImportDeps } from './deps.ts'

/** The search segment of a large import, built while the import runs. */
export interface ImportIndex {
  /** Takes the changes of a settled portion; `placed`: the values of goods that get other values than they had. */
  take(portion: Portion, rowKind: 'goods' | 'variant', placed: ReadonlyMap<number, readonly number[]>): Promise<void>
  /** The segment to be published, which is built meanwhile; null if few goods change. */
  finish(): Promise<ComingSegment | null>
  stop(): Promise<void>
}

export interface ComingSegment {
  /** Ids of the goods whose words are final. */
  goods: ReadonlySet<number>
  /** null: it could not be built. A process that searches in memory then builds its own index. */
  parts: Promise<readonly SegmentPart[] | null>
}

type ProductWords = Omit<SearchableGood, 'listed'>

const RENAMED_AT_ONCE = 400

/** `renamed`: categories that get a new name in this import. */
export function createImportIndex(
  { db, startSegment }: ImportDeps,
  renamed: ReadonlyMap<number, string>,
): ImportIndex | null {
  if (!startSegment) return null
  const taken = new Set<number>()
  const takenTwice = new Set<number>()
  let waiting: Good[] = []
  let writer: SegmentWriter | undefined
  let ordered: ReadonlyMap<number, number> = new Map()
  let lastValueId = 0

  async function send(): Promise<void> {
    if (!writer) {
      writer = startSegment?.()
      ordered = await timesOrdered(db)
    }
    const values = await searchableValues(db, lastValueId)
    lastValueId = values.at(-1)?.id ?? lastValueId
    writer?.add(
      waiting.map((good) => ({ ...good, ordered: ordered.get(good.id) ?? 0 })),
      values,
    )
    waiting = []
  }
  async function takeRows(
    rows: readonly ProductWords[],
    placed: ReadonlyMap<number, readonly number[]>,
  ): Promise<void> {
    const unmoved = rows.filter(({ id }) => !placed.has(id)).map(({ id }) => id)
    const stored = Map.groupBy(await valueIdsOf(db, unmoved), ({ productId }) => productId)
    for (const row of rows) {
      if (taken.has(row.id)) {
        takenTwice.add(row.id)
        continue
      }
      taken.add(row.id)
      const values = placed.get(row.id) ?? stored.get(row.id)?.map(({ valueId }) => valueId) ?? []
      const category = renamed.get(row.categoryId ?? 0) ?? row.category
      waiting.push({ ...row, category, values, listed: null, ordered: 0 })
    }
    if (taken.size > MOST_NAMED) await send()
  }

  /** Goods that the file does not name, in categories that it renames. */
  async function takeRenamed(): Promise<void> {
    const ids = (await goodsIn(db, [...renamed.keys()])).filter((id) => !taken.has(id))
    if (taken.size + ids.length <= MOST_NAMED) return
    for (let at = 0; at < ids.length; at += RENAMED_AT_ONCE) {
      await takeRows(await searchableAmong(db, ids.slice(at, at + RENAMED_AT_ONCE)), new Map())
      await setImmediate()
    }
  }
  return {
    async take(portion, rowKind, placed) {
      await takeRows(await stagedWords(db, portion, rowKind, [...renamed.keys()]), placed)
    },
    async finish() {
      await takeRenamed()
      const coming = await writer?.finish().catch(() => null)
      if (!coming) return null
      return { goods: taken.difference(takenTwice), parts: coming.parts.catch(() => null) }
    },
    async stop() {
      await writer?.stop()
    },
  }
}
