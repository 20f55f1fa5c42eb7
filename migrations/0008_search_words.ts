import { type Kysely, sql } from 'kysely'
import { isPostgres, run } from '#db/engine/ddl.ts'

/** What PostgreSQL's own search stands on; on SQLite the index lives in memory. */
const tables = `
create table search_goods (
  product_id integer primary key references products (id), keys text not null, named tsvector not null,
  words tsvector not null);
create index search_goods_words on search_goods using gin (words);
create table search_words (form text primary key, term text not null, cyrillic integer not null);
create index search_words_begin on search_words (form text_pattern_ops);
create table search_state (version integer not null);
insert into search_state (version) values (-1)`

const similarity = `
create extension if not exists pg_trgm;
create index search_goods_keys on search_goods using gin (keys gin_trgm_ops);
create index search_words_similar on search_words using gist (form gist_trgm_ops)`

export async function up(db: Kysely<never>): Promise<void> {
  if (!isPostgres(db)) return
  await run(db, tables)
  // Without it the search reads all words and articles for typos: slower, and as right.
  const { rows } = await sql`select 1 from pg_available_extensions where name = 'pg_trgm'`.execute(db)
  if (rows.length > 0) await run(db, similarity)
}
