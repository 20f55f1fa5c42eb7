import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** The number that a member has shared himself; empty: none. Those who came in before share it again, or type it. */
export async function up(db: Kysely<never>): Promise<void> {
  await run(db, "alter table members add column phone text not null default ''")
}
