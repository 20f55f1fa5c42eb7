import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import { systemClock } from '#runtime/system.ts'
import { createSearch } from '#search/search.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { newDatabase } from './postgres.ts'
import type { Answer } from './search-engines.ts'
import { priceList } from './search-goods.ts'

/** PostgreSQL's own search over so many goods, in a database of its own. */
export async function openOnPostgres(server: string, models: string, size: number) {
  const { url, drop } = await newDatabase(server)
  const db = openDatabase(url)
  const close = async () => {
    await db.destroy()
    await drop()
  }
  await migrate(db)
  const bytes = new TextEncoder().encode([...priceList(models, size)].join(''))
  const taken = await importCatalog({ db, clock: systemClock }, null, { name: 'price.csv', bytes })
  if (!taken.ok) throw new Error(taken.reason)
  const search = createSearch({ db, clock: systemClock }, { kind: 'postgres', onError: console.error })
  const began = performance.now()
  await search.find({ text: 'кабель', limit: 1 })
  const buildMs = performance.now() - began
  // The list's goods have the numbers of their rows.
  const rows = await db.selectFrom('products').select(['id', 'sku']).execute()
  const numbers = new Map(rows.map(({ id, sku }) => [id, Number(/\d+$/.exec(sku)?.[0]) - 9_999]))
  const answer: Answer = async (text) => {
    const { ids, total, facets } = await search.find({ text, limit: 10, facets: true })
    return { ids: ids.map((id) => numbers.get(id) ?? 0), total, facets }
  }
  return { answer, buildMs, close }
}
