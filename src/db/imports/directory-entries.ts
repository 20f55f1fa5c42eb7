import type { Db, Schema } from '#db/schema/schema.ts'

export interface StatedBefore {
  directories: Schema['directoryEntries'][]
  /** By the key of a price type. */
  priceTypes: Map<string, { currency: string; vatIncluded: boolean }>
}

/** The statements of earlier files, for the readers of the next ones. */
export async function loadMemory(db: Db): Promise<StatedBefore> {
  const directories = await db.selectFrom('directoryEntries').selectAll().execute()
  const rows = await db
    .selectFrom('priceTypeKeys')
    .innerJoin('priceTypes', 'priceTypes.id', 'priceTypeKeys.priceTypeId')
    .select(['priceTypeKeys.key', 'priceTypes.currency', 'priceTypes.vatIncluded'])
    .execute()
  const priceTypes = rows.map(
    ({ key, currency, vatIncluded }) => [key, { currency, vatIncluded: vatIncluded === 1 }] as const,
  )
  return { directories, priceTypes: new Map(priceTypes) }
}

export async function saveDirectories(db: Db, entries: StatedBefore['directories']): Promise<void> {
  for (let at = 0; at < entries.length; at += 500) {
    await db
      .insertInto('directoryEntries')
      .values(
        entries.slice(at, at + 500).map(({ catalog, directory, key, value }) => ({ catalog, directory, key, value })),
      )
      .onConflict((conflict) =>
        conflict.columns(['catalog', 'directory', 'key']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
      )
      .execute()
  }
}
