import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** Why a registration was refused; how much more time a dealer asks for (0: as much as the manager likes), and why. */
const columns = `
alter table registrations add column refused_prepared integer not null default 0;
alter table registrations add column refused_text text not null default '';
alter table extensions add column asked_ms bigint not null default 0;
alter table extensions add column reason text not null default ''`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, columns)
}
