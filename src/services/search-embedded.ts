import { setImmediate } from 'node:timers/promises'
import { catalogVersion, changedAfter, freeShelves, type Held, heldAt, movedAfter } from '../db/search.ts'
import { findGoods } from '../domain/search/find.ts'
import type { Words } from '../domain/search/lexicon.ts'
import { setFree } from '../domain/search/numbers.ts'
import { placeOf, type Segment } from '../domain/search/segment.ts'
import { seconds } from '../domain/time.ts'
import type { ImportDeps, Search } from './deps.ts'
import { type Built, buildSome, keyed } from './search-build.ts'

/** With more goods that have changed than this the index is built anew, beside the one that answers. */
const MANY_FRESH = 2000
/** So many are taken in meanwhile: that takes less than a second. */
const MOST_FRESH = 10_000
const LOOK_EVERY = seconds(1)
const READ_AT_ONCE = 500

interface Index extends Built {
  /** Goods that have changed since the index was built, and an index of these. */
  freshIds: Set<number>
  fresh: Segment | null
  /** The change of the catalog that was too much to be taken in. */
  tooMuchAt: number | null
  /** When a reserve ends next. */
  nextEnd: number
}

export interface EmbeddedSearch extends Search {
  /** Builds the index, and from then on looks once a second at what other processes have changed. */
  start(): void
  stop(): Promise<void>
}

/**
 * An index in this process's memory. It is built beside the screens, and a query waits for the first one. Each query
 * first takes in what has changed: what this process does is seen at once, another process's stock within a second.
 */
export function createEmbeddedSearch({
  deps,
  words,
  build: buildIndex,
  onError,
}: {
  deps: ImportDeps
  words: Words
  /** Builds an index of all goods; given up when the search is stopped. */
  build: (signal: AbortSignal) => Promise<Built>
  onError: (error: unknown) => void
}): EmbeddedSearch {
  let built: Promise<Index> | undefined
  let rebuilding: Promise<void> | undefined
  let mayHaveMoved = true
  let timer: NodeJS.Timeout | undefined
  const { inTurn, settled } = turns()
  const stopping = new AbortController()
  const complain = (error: unknown) => {
    if (!stopping.signal.aborted) onError(error)
  }

  const build = async (): Promise<Index> => indexOf(await buildIndex(stopping.signal))
  const ready = () => {
    built ??= build()
    built.catch(() => {
      built = undefined
    })
    return built
  }
  const rebuild = () => {
    rebuilding ??= build()
      .then((index) => {
        built = Promise.resolve(index)
        mayHaveMoved = true
      })
      .catch(complain)
      .finally(() => {
        rebuilding = undefined
      })
  }
  const catchUp = async (): Promise<Index> => {
    let index = await ready()
    const version = await catalogVersion(deps.db)
    const isTooMuch = async (): Promise<boolean> => version === index.tooMuchAt || !(await takeInGoods(deps, index))
    if (version !== index.version && (await isTooMuch())) {
      index.tooMuchAt = version
      rebuild()
      // Before its first price list a catalog has nothing that could be answered meanwhile.
      if (index.segment.ids.length === 0) {
        await rebuilding
        index = await ready()
      }
    }
    if (index.freshIds.size > MANY_FRESH) rebuild()
    if (mayHaveMoved || index.nextEnd <= deps.clock.now()) {
      mayHaveMoved = false
      await takeInStock(deps, index)
    }
    return index
  }
  return {
    async find(query) {
      const { segment, fresh } = await inTurn(catchUp)
      return findGoods(fresh ? [segment, fresh] : [segment], words, query)
    },
    wake() {
      mayHaveMoved = true
    },
    start() {
      inTurn(catchUp).catch(complain)
      timer ??= setInterval(() => {
        mayHaveMoved = true
        inTurn(catchUp).catch(complain)
      }, LOOK_EVERY).unref()
    },
    async stop() {
      clearInterval(timer)
      timer = undefined
      stopping.abort()
      await settled()
      await rebuilding
    },
  }
}

/** One after the other: two may not change an index at once. */
function turns() {
  let last: Promise<unknown> = Promise.resolve()
  return {
    inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
      const result = last.then(work, work)
      last = result.catch(() => {})
      return result
    },
    settled: () => last,
  }
}

const indexOf = (built: Built): Index => ({ ...built, freshIds: new Set(), fresh: null, tooMuchAt: null, nextEnd: 0 })

/** Takes changed goods in; false where there are so many that the index is to be built anew. */
async function takeInGoods(deps: ImportDeps, index: Index): Promise<boolean> {
  const { ids, version } = await changedAfter(deps.db, index.version)
  if (ids === null || new Set([...index.freshIds, ...ids]).size > MOST_FRESH) return false
  for (const id of ids) index.freshIds.add(id)
  const fresh = await buildSome(deps, [...index.freshIds], index.segment.sortedNames)
  for (const id of index.freshIds) {
    const place = placeOf(index.segment, id)
    if (place >= 0) index.segment.gone[place] = 1
  }
  index.fresh = fresh
  index.version = version
  return true
}

/** Takes in what has moved, been reserved or become free since. */
async function takeInStock({ db, clock }: ImportDeps, index: Index): Promise<void> {
  const now = clock.now()
  const moved = await movedAfter(db, index.move)
  const held = keyed(await heldAt(db, now))
  const segments = index.fresh ? [index.segment, index.fresh] : [index.segment]
  // An import moves stock of goods by the thousand that nobody sees yet.
  const isKnown = (id: number) => segments.some((segment) => placeOf(segment, id) >= 0)
  const ids = [...new Set([...moved.ids, ...changedHolds(index.held, held)])].filter(isKnown)
  for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
    for (const shelf of await freeShelves(db, ids.slice(at, at + READ_AT_ONCE), now)) setFree(segments, shelf)
    await setImmediate()
  }
  index.move = moved.last
  index.held = held
  index.nextEnd = Math.min(Number.POSITIVE_INFINITY, ...[...held.values()].flatMap(({ endsAt }) => endsAt ?? []))
}

function changedHolds(before: ReadonlyMap<string, Held>, after: ReadonlyMap<string, Held>): Set<number> {
  const changed = new Set<number>()
  for (const [one, other] of [
    [before, after],
    [after, before],
  ] as const) {
    for (const [key, { productId, quantity }] of one) if (other.get(key)?.quantity !== quantity) changed.add(productId)
  }
  return changed
}
