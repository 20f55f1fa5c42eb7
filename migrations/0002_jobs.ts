import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** Agenda's jobs: they wake, the other tables know. All of them may be lost, and are written anew at start. */
const jobs = `
create table jobs (
  id serial primary key, name text not null, type text not null, priority integer not null, disabled integer not null,
  unique_key text, data text not null, plan text not null, next_run_at bigint, locked_at bigint, last_run_at bigint,
  last_finished_at bigint, failed_at bigint, fail_count integer, fail_reason text, progress double precision,
  debounce_started_at bigint, last_modified_by text, unique (name, unique_key));
create index jobs_due on jobs (name, next_run_at)`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, jobs)
}
