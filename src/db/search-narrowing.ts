import { type RawBuilder, sql } from 'kysely'
import type { Narrowing } from '../domain/search/narrowing.ts'
import { freeNow } from './stock.ts'

/** A narrowing as the condition of a `where` over `products`; `without`: a characteristic whose choices don't count. */
export function narrowed(narrowing: Narrowing, now: number, without?: number): RawBuilder<unknown> {
  const { categoryIds, valueGroups = [], ranges = [], price, inStock, warehouseId } = narrowing
  const all = [sql`products.hidden_at is null`]
  if (categoryIds) all.push(sql`products.category_id in (${sql.join([0, ...categoryIds])})`)
  for (const ids of valueGroups) {
    const own = sql`product_values.value_id in (${sql.join([0, ...ids])})`
    const other = sql`exists (select 1 from characteristic_values where id in (${sql.join([0, ...ids])})
      and characteristic_id = ${without ?? 0})`
    all.push(sql`(${other} or ${hasValue(own)})`)
  }
  for (const { characteristicId, from, to } of ranges) {
    if (characteristicId === without) continue
    const within = [sql`characteristic_values.characteristic_id = ${characteristicId}`]
    if (from !== null) within.push(sql`characteristic_values.number >= ${from}`)
    if (to !== null) within.push(sql`characteristic_values.number < ${to}`)
    all.push(hasValue(sql.join(within, sql` and `)))
  }
  if (price) {
    const within = [sql`prices.product_id = products.id`, sql`price_type_id = ${price.priceTypeId}`]
    if (price.from !== null) within.push(sql`kopecks >= ${price.from}`)
    if (price.to !== null) within.push(sql`kopecks <= ${price.to}`)
    all.push(sql`exists (select 1 from prices where ${sql.join(within, sql` and `)})`)
  }
  if (inStock) all.push(sql`(products.available = 1 or ${hasFree(now, sql`true`)})`)
  if (warehouseId !== undefined) all.push(hasFree(now, sql`stock.warehouse_id = ${warehouseId}`))
  return sql.join(all, sql` and `)
}

function hasValue(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select 1 from product_values
    join characteristic_values on characteristic_values.id = product_values.value_id
    where product_values.product_id = products.id and ${condition})`
}

function hasFree(now: number, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select 1 from stock where stock.product_id = products.id and ${condition} and ${freeNow(now)} > 0)`
}
