import type { Db } from '#db/schema/schema.ts'

const KEYS_AT_ONCE = 5000

/** Shown goods by the keys of their further codes and barcodes. */
export async function codesOfKeys(
  db: Db,
  keys: readonly string[],
): Promise<{ key: string; kind: 'code' | 'barcode'; productId: number }[]> {
  const found: { key: string; kind: 'code' | 'barcode'; productId: number }[] = []
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const rows = await db
      .selectFrom('productCodes')
      .innerJoin('products', 'products.id', 'productCodes.productId')
      .select(['productCodes.key', 'productCodes.kind', 'productCodes.productId'])
      .where('products.hiddenAt', 'is', null)
      .where('productCodes.key', 'in', keys.slice(from, from + KEYS_AT_ONCE))
      .execute()
    found.push(...rows)
  }
  return found
}
