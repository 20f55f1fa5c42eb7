import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/**
 * What a process that dies must not forget: that it ran, how often an update was begun, what was set aside, and the work
 * that outlives its update.
 */
const statements = `
alter table open_updates add column attempts integer not null default 1;
create table bot_runs (id serial primary key, started_at bigint not null);
create table set_aside_updates (
  id serial primary key, update_id bigint not null unique, user_id bigint, kind text not null, name text not null,
  set_aside_at bigint not null, answered_at bigint, dismissed_at bigint);
create table background_work (
  update_id bigint primary key, kind text not null, value text not null, chat_id bigint not null, message_id bigint,
  attempts integer not null, begun_at bigint not null, done_at bigint)`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
