import { type Expression, sql } from 'kysely'

/** Σ as a whole number on every dialect (PostgreSQL sums bigint into numeric, which arrives as text); 0 for no rows. */
export function sumOf(column: Expression<number>) {
  return sql<number>`cast(coalesce(sum(${column}), 0) as bigint)`
}
