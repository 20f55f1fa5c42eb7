export interface SearchTables {
  /** The newest published segment of the search in memory, field by field, each in pieces. */
  searchSegments: { changeId: number; position: number; name: string; bytes: Uint8Array }
  /** PostgreSQL alone: `keys` are those of article and model, one per line; vectors contain terms. */
  searchGoods: { productId: number; keys: string; named: string; words: string }
  searchWords: { form: string; term: string; cyrillic: number }
  searchState: { version: number }
}
