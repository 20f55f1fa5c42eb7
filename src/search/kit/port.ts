import type { Kysely } from 'kysely'
import type { Schema } from '#db/schema/schema.ts'
import type { SearchQuery, SearchResult } from '#domain/search/find.ts'
import type { Clock } from '#runtime/system.ts'

/** Finds goods by whatever is typed. Stock may be a second old in its order and its filter; screens read their own numbers. */
export interface Search {
  /** `breathe`: the query is not urgent, and others are let in between its steps. */
  find(query: SearchQuery, breathe?: () => Promise<void>): Promise<SearchResult>
  /** Goods or stock may have changed: look again. Returns at once; cheap to call often. */
  wake(): void
}

/** What a search reads. */
export interface SearchDeps {
  db: Kysely<Schema>
  clock: Clock
}
