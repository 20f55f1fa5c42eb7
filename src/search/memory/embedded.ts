import { catalogVersion } from '#db/catalog/catalog-changes.ts'
import { forgetSegments } from '#db/search/segments.ts'
import { findGoods } from '#domain/search/find.ts'
import type { WordKnowledge } from '#domain/search/lexicon.ts'
import { seconds } from '#domain/time.ts'
import { createLock } from '#runtime/lock.ts'
import type { Search, SearchDeps } from '#search/kit/port.ts'
import type { BuiltIndex } from './build.ts'
import { type Index, type IndexBusy, indexOf, segmentsOf, takeInGoods, takeInStock } from './following.ts'
import { createPatientSearch } from './patient.ts'

/** With more changed goods than this, the index is rebuilt while the present one answers. */
const MANY_FRESH = 2000
const LOOK_EVERY_MS = seconds(1)

const isEmpty = (index: Index): boolean => segmentsOf(index).every(({ ids }) => ids.length === 0)

export interface EmbeddedSearch extends Search {
  /** Builds the index, and from then on checks once a second for changes by other processes. */
  start(): void
  stop(): Promise<void>
}

/**
 * An index in this process's memory. It is built while screens work, and a query waits only for the first one. Each
 * query first takes in changes: this process's own changes are visible at once; another process's stock, and new prices
 * or stock of thousands of goods, within a second.
 */
export function createEmbeddedSearch({
  deps,
  words,
  build: buildIndex,
  onError,
}: {
  deps: SearchDeps
  words: WordKnowledge
  /** Builds an index of all goods; aborted when the search is stopped. */
  build: (signal: AbortSignal) => Promise<BuiltIndex>
  onError: (error: unknown) => void
}): EmbeddedSearch {
  let built: Promise<Index> | undefined
  let rebuilding: Promise<void> | undefined
  let latest: Index | undefined
  let mayHaveMoved = true
  let timer: NodeJS.Timeout | undefined
  const lock = createLock()
  const findPatiently = createPatientSearch(words)
  /** One after the other, since two may not change an index at once. */
  async function withLock<Result>(work: () => Promise<Result>): Promise<Result> {
    const giveBack = await lock.take()
    try {
      return await work()
    } finally {
      giveBack()
    }
  }
  const stopping = new AbortController()
  const complain = (error: unknown) => {
    if (!stopping.signal.aborted) onError(error)
  }

  const busy: IndexBusy = { begun: Promise.withResolvers() }
  const build = async (): Promise<Index> => indexOf(await buildIndex(stopping.signal), busy)
  const ready = () => {
    if (built) return built
    built = build()
    built.then(
      // Segments published before this process had an index.
      ({ version }) => forgetSegments(deps.db, version).catch(complain),
      () => {
        built = undefined
      },
    )
    return built
  }
  const rebuild = () => {
    rebuilding ??= build()
      .then((index) =>
        withLock(async () => {
          mayHaveMoved = true
          await follow(index)
          built = Promise.resolve(index)
          latest = index
          return index.version
        }),
      )
      .then((version) => forgetSegments(deps.db, version))
      .catch(complain)
      .finally(() => {
        rebuilding = undefined
      })
  }
  const follow = async (index: Index): Promise<void> => {
    const version = await catalogVersion(deps.db)
    const isTooMuch = async (): Promise<boolean> => version === index.tooMuchAt || !(await takeInGoods(deps, index))
    if (version !== index.version && (await isTooMuch())) {
      index.tooMuchAt = version
      rebuild()
    }
    if (index.freshIds.size > MANY_FRESH || index.published.length > 0) rebuild()
    if (mayHaveMoved || index.nextEnd <= deps.clock.now()) {
      mayHaveMoved = false
      await takeInStock(deps, index)
    }
  }
  const catchUp = async (): Promise<Index> => {
    const index = await ready()
    latest ??= index
    await follow(index)
    return index
  }
  /** The index that can answer at once; `coming`: the up-to-date index, if this one is behind. */
  const current = async (): Promise<{ index: Index; coming?: Promise<Index | null> }> => {
    const caughtUp = withLock(catchUp)
    if (latest && !isEmpty(latest)) {
      // A query does not wait for long work: its result is visible within a second.
      const hasBegun = busy.begun.promise.then(() => null)
      const index = await Promise.race([caughtUp, hasBegun])
      if (index) return { index }
      const coming = caughtUp.catch((error: unknown) => {
        complain(error)
        return null
      })
      return { index: latest, coming }
    }
    // Before the first price list, there is no older index that could answer meanwhile.
    const index = await caughtUp
    if (!isEmpty(index) || !rebuilding) return { index }
    await rebuilding
    return { index: await ready() }
  }
  return {
    async find(query, breathe) {
      const look = (index: Index) =>
        breathe ? findPatiently(segmentsOf(index), query, breathe) : findGoods(segmentsOf(index), words, query)
      const { index, coming } = await current()
      const found = await look(index)
      if (found.total > 0 || !coming) return found
      // The goods may be among those that are being taken in.
      const next = await coming
      return next ? look(next) : found
    },
    wake() {
      mayHaveMoved = true
    },
    start() {
      withLock(catchUp).catch(complain)
      timer ??= setInterval(() => {
        mayHaveMoved = true
        withLock(catchUp).catch(complain)
      }, LOOK_EVERY_MS).unref()
    },
    async stop() {
      clearInterval(timer)
      timer = undefined
      stopping.abort()
      await withLock(async () => {})
      await rebuilding
    },
  }
}
