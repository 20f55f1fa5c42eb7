import type { Transaction } from 'kysely'
import { catalogVersion, changedAfter } from '#db/catalog/catalog-changes.ts'
import type { Db, Schema } from '#db/schema/schema.ts'
import { EXACT, HEAD } from '#db/search/matching.ts'
import {
  forgetGoods,
  type IndexedGood,
  indexedVersion,
  indexGoods,
  lockIndexed,
  markIndexed,
} from '#db/search/postgres.ts'
import {
  numbersOf,
  type SearchableGood,
  searchableAmong,
  searchableGoods,
  searchableValues,
} from '#db/search/search.ts'
import { addWords, type KnownWord } from '#db/search/words.ts'
import type { Good } from '#domain/search/segment.ts'
import { namesGoods, ownWords } from '#domain/search/segment-builder.ts'
import { nounOf, type Stem, spell, wordsIn } from '#domain/text/words.ts'
import type { SearchDeps } from '#search/kit/port.ts'

const PORTION = 200

/** Takes changes by imports into PostgreSQL's index; the first process to come does it, and the others wait. */
export async function indexChanges({ db }: SearchDeps, stem: Stem): Promise<void> {
  if ((await indexedVersion(db)) === (await catalogVersion(db))) return
  await db.transaction().execute(async (tx) => {
    const since = await lockIndexed(tx)
    const latest = await catalogVersion(tx)
    const changed = since < 0 ? { version: latest, ids: null } : await changedAfter(tx, since)
    if (changed.ids === null) await indexAll(tx, stem)
    else await indexSome(tx, stem, changed.ids)
    await markIndexed(tx, changed.version)
  })
}

async function indexAll(tx: Transaction<Schema>, stem: Stem): Promise<void> {
  await forgetGoods(tx)
  const texts = await valueTexts(tx)
  for (let goods = await searchableGoods(tx, 0, PORTION); goods.length > 0; ) {
    await add(tx, goods, texts, stem)
    goods = await searchableGoods(tx, goods.at(-1)?.id ?? 0, PORTION)
  }
}

async function indexSome(tx: Transaction<Schema>, stem: Stem, ids: readonly number[]): Promise<void> {
  const texts = await valueTexts(tx)
  for (let at = 0; at < ids.length; at += PORTION) {
    const portion = ids.slice(at, at + PORTION)
    await forgetGoods(tx, portion)
    await add(tx, await searchableAmong(tx, portion), texts, stem)
  }
}

async function valueTexts(db: Db): Promise<Map<number, string>> {
  return new Map((await searchableValues(db)).map(({ id, text }) => [id, text]))
}

async function add(db: Db, goods: readonly SearchableGood[], texts: ReadonlyMap<number, string>, stem: Stem) {
  const { values } = await numbersOf(
    db,
    goods.map(({ id }) => id),
    0,
  )
  const valuesOf = Map.groupBy(values, ({ productId }) => productId)
  const words = new Map<string, KnownWord>()
  const termOf = (word: string): string => {
    const { form, term, script } = spell(word, stem)
    const known = words.get(form) ?? { form, term, cyrillic: script === 'ru' ? 1 : 0 }
    words.set(form, known)
    return known.term
  }
  const indexed = goods.map((good): IndexedGood => {
    const own = ownWords({ ...good, values: [], ordered: 0 } satisfies Good)
    const named = own.words.map(termOf)
    const shownTexts = [
      good.brand,
      good.category,
      ...(valuesOf.get(good.id) ?? []).map(({ valueId }) => texts.get(valueId) ?? ''),
    ]
    const rest = shownTexts.map(wordsIn).flatMap((text) => [...text.words, ...text.runs])
    const keys = `\n${good.skuKey}\n${good.modelKey}\n`
    const noun = nounOf(good.name)
    const heads = [...(noun === null ? [] : [noun]), ...(namesGoods(good.category) ? wordsIn(good.category).words : [])]
    const marked = [
      ...own.words.map((word) => `${EXACT}${spell(word, stem).form}`),
      ...heads.map((word) => `${HEAD}${termOf(word)}`),
    ]
    return {
      productId: good.id,
      keys,
      named: [...named, ...marked],
      words: [...named, ...[...own.runs, ...rest].map(termOf)],
    }
  })
  await indexGoods(db, indexed)
  await addWords(db, [...words.values()])
}
