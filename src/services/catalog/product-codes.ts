import { productsByKeys, productsOfKeys } from '#db/catalog/catalog.ts'
import { codesOfKeys } from '#db/catalog/product-codes.ts'
import { barcodeKeys } from '#domain/catalog/barcodes.ts'
import { articleKeys } from '#domain/catalog/catalog.ts'
import { chunksOf, keysOf } from '#domain/search/query.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** Goods by their search keys. */
export interface KnownGoods {
  bySku: ReadonlyMap<string, readonly number[]>
  byModel: ReadonlyMap<string, readonly number[]>
  byBarcode: ReadonlyMap<string, readonly number[]>
  byCode: ReadonlyMap<string, readonly number[]>
}

/** The keys that a whole text may be stored under. */
export function wholeKeys(text: string): string[] {
  const glued = chunksOf(text)
    .map((chunk) => chunk.glued)
    .join('')
  return [...new Set([...keysOf(glued), ...barcodeKeys(text)])]
}

const KEYS_AT_ONCE = 300

/** The goods of some keys; `breathe` gives others a turn between the queries. */
export async function knownGoods(
  { db }: Pick<Deps, 'db'>,
  keys: Iterable<string>,
  breathe: () => Promise<void>,
): Promise<KnownGoods> {
  const given = [...new Set(keys)]
  const found: Awaited<ReturnType<typeof productsOfKeys>> = []
  const codes: Awaited<ReturnType<typeof codesOfKeys>> = []
  for (let from = 0; from < given.length; from += KEYS_AT_ONCE) {
    const some = given.slice(from, from + KEYS_AT_ONCE)
    found.push(...(await productsOfKeys(db, some)))
    await breathe()
    codes.push(...(await codesOfKeys(db, some)))
    await breathe()
  }
  // One of the goods may have keys in two portions.
  const products = [...new Map(found.map((product) => [product.id, product])).values()]
  const by = (key: 'skuKey' | 'modelKey') => {
    const named = products.filter((product) => product[key] !== '')
    return new Map(
      [...Map.groupBy(named, (product) => product[key])].map(([name, of]) => [name, of.map(({ id }) => id)]),
    )
  }
  const ofKind = (kind: 'code' | 'barcode') => {
    const some = codes.filter((code) => code.kind === kind)
    return new Map(
      [...Map.groupBy(some, ({ key }) => key)].map(([key, of]) => [key, of.map(({ productId }) => productId)]),
    )
  }
  return { bySku: by('skuKey'), byModel: by('modelKey'), byBarcode: ofKind('barcode'), byCode: ofKind('code') }
}

/** The goods that a whole text names: an article beats a model, a model beats a code. */
export function goodsNamed(known: KnownGoods, text: string): number[] {
  const keys = wholeKeys(text)
  for (const by of [known.bySku, known.byModel, known.byBarcode, known.byCode]) {
    const ids = keys.flatMap((key) => by.get(key) ?? [])
    if (ids.length > 0) return [...new Set(ids)]
  }
  return []
}

const CODE_LETTERS = 60

/** The goods whose barcode or code is the whole text, unless it is an article or model; for the search. */
export async function findByCode({ db }: Pick<Deps, 'db'>, text: string): Promise<number[]> {
  const keys = [...new Set([...articleKeys(text), ...barcodeKeys(text)])]
  // A short number is a size, a count, or an invoice.
  if (keys.length === 0 || text.length > CODE_LETTERS || articleKeys(text).every((key) => key.length < 4)) return []
  const codes = await codesOfKeys(db, keys)
  if (codes.length === 0 || (await productsByKeys(db, articleKeys(text))).length > 0) return []
  const barcodes = codes.filter(({ kind }) => kind === 'barcode')
  return [...new Set((barcodes.length > 0 ? barcodes : codes).map(({ productId }) => productId))]
}
