import { type RawBuilder, sql } from 'kysely'

/** The product that a key of goods means. */
export const goodsOf = (key: RawBuilder<unknown>) => sql`coalesce(
  (select products.id from products where products.key = ${key}),
  (select product_keys.product_id from product_keys where product_keys.key = ${key} limit 1))`

/** True if a key is `goods#characteristic` of these goods. */
export const isOf = (key: RawBuilder<unknown>, goods: RawBuilder<unknown>) =>
  sql`substr(${key}, 1, length(${goods}) + 1) = ${goods} || '#'`

const SKU_LETTERS = 100

/** A sku that begins with the key of its goods begins with their article instead. */
export function withArticle(sku: string, key: string, article: string): string {
  return sku.startsWith(`${key}-`) ? `${article}${sku.slice(key.length)}`.slice(0, SKU_LETTERS) : sku
}
