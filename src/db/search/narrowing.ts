import { type RawBuilder, sql } from 'kysely'
import { freeNow } from '#db/catalog/stock.ts'
import type { Range } from '#domain/catalog/catalog.ts'
import type { Narrowing } from '#domain/search/narrowing.ts'

/** A narrowing as the condition of a `where` over `products`; `without`: a characteristic whose choices are ignored. */
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
  for (const [characteristicId, any] of Map.groupBy(ranges, (range) => range.characteristicId)) {
    if (characteristicId === without) continue
    const own = sql`characteristic_values.characteristic_id = ${characteristicId}`
    all.push(hasValue(sql`${own} and (${sql.join(any.map(within), sql` or `)})`))
  }
  if (price) {
    const own = [sql`prices.product_id = products.id`, sql`price_type_id = ${price.priceTypeId}`]
    if (price.from !== null) own.push(sql`kopecks >= ${price.from}`)
    if (price.to !== null) own.push(sql`kopecks <= ${price.to}`)
    all.push(sql`exists (select 1 from prices where ${sql.join(own, sql` and `)})`)
  }
  if (inStock) all.push(sql`(products.available = 1 or ${hasFree(now, sql`true`)})`)
  if (warehouseId !== undefined) all.push(hasFree(now, sql`stock.warehouse_id = ${warehouseId}`))
  return sql.join(all, sql` and `)
}

function within({ from, to }: Range): RawBuilder<unknown> {
  const ends = [sql`characteristic_values.number is not null`]
  if (from !== null) ends.push(sql`characteristic_values.number >= ${from}`)
  if (to !== null) ends.push(sql`characteristic_values.number <= ${to}`)
  return sql.join(ends, sql` and `)
}

function hasValue(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select 1 from product_values
    join characteristic_values on characteristic_values.id = product_values.value_id
    where product_values.product_id = products.id and ${condition})`
}

function hasFree(now: number, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select 1 from stock where stock.product_id = products.id and ${condition} and ${freeNow(now)} > 0)`
}
