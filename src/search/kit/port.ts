import type { Kysely } from 'kysely'
import type { Schema } from '#db/schema/schema.ts'
import type { SearchQuery, SearchResult } from '#domain/search/find.ts'
import type { Clock } from '#runtime/system.ts'

/** Finds goods by any typed text. Stock in its order and filter may be a second old; screens read their own numbers. */
export interface Search {
  /** `breathe`: the query is not urgent, and lets others in between its steps. */
  find(query: SearchQuery, breathe?: () => Promise<void>): Promise<SearchResult>
  /** Goods or stock may have changed: the search checks again. Returns at once; cheap to call often. */
  wake(): void
}

export interface SearchDeps {
  db: Kysely<Schema>
  clock: Clock
}
