import { shelves } from '#db/catalog/stock.ts'
import type { Db } from '#db/schema/schema.ts'
import { isLive } from '#domain/reserve/reservations.ts'
import type { Person, Telegram } from '#playground/telegram/server.ts'

type Ended = { releasedAt: number | null; releasedBy: number | null; shippedAt: number | null }

export interface Seen {
  telegram: Telegram
  reserveForMs: number
  /** Each member with the name of the company. */
  dealers: { person: Person; company: string }[]
}

/** Checks of the course of events, which the rows of one moment don't show; run after every step. */
export function createHistory({ telegram, reserveForMs, dealers }: Seen) {
  const ended = new Map<number, Ended>()
  let read = 0

  /** I4, I5, I14: an ended reservation stays as it ended, and the clock ends none before its time. */
  async function auditEnds(db: Db): Promise<string[]> {
    const found: string[] = []
    for (const row of await db.selectFrom('reservations').selectAll().execute()) {
      const before = ended.get(row.id)
      const now = { releasedAt: row.releasedAt, releasedBy: row.releasedBy, shippedAt: row.shippedAt }
      if (before && JSON.stringify(before) !== JSON.stringify(now)) found.push(`I4: row ${row.id} ended twice`)
      if (row.releasedAt !== null || row.shippedAt !== null) ended.set(row.id, now)
      const byClock = row.releasedAt !== null && row.releasedBy === null
      if (byClock && (row.releasedAt ?? 0) - row.reservedAt < reserveForMs)
        found.push(`I14: the clock ended row ${row.id} before its ${reserveForMs} ms`)
    }
    return found
  }

  /** I11, I13: no member reads of another company's invoice, and no number that was read is missing. */
  async function auditTexts(db: Db): Promise<string[]> {
    const found: string[] = []
    const invoices = await db
      .selectFrom('invoices')
      .innerJoin('companies', 'companies.id', 'invoices.companyId')
      .select(['invoices.number', 'companies.name'])
      .execute()
    const ownerOf = new Map(invoices.map(({ number, name }) => [number, name]))
    for (const { chatId, params, ok } of telegram.calls.slice(read)) {
      const text = String(params.text ?? params.caption ?? '')
      const dealer = dealers.find(({ person }) => person.id === chatId)
      if (!ok || !dealer) continue
      const strangers = dealers.filter(({ company }) => company !== dealer.company && text.includes(company))
      if (strangers.length > 0) found.push(`I11: ${dealer.company} reads of ${strangers[0]?.company}`)
      for (const [, number] of text.matchAll(/[Сс]чёт[ау]? № (\d+)/g)) {
        const owner = ownerOf.get(Number(number))
        if (owner === undefined) found.push(`I13: ${dealer.company} was told of invoice ${number}, which is not there`)
        else if (owner !== dealer.company) found.push(`I11: ${dealer.company} reads of invoice ${number} of ${owner}`)
      }
    }
    read = telegram.calls.length
    return found
  }

  return {
    async look(db: Db, now: number): Promise<string[]> {
      return [
        ...(await auditEnds(db)),
        ...(await auditTexts(db)),
        ...(await auditShelves(db, now)),
        ...(await overdue(db, now)),
      ]
    },
  }
}

/** I2: the availability on screens equals a naive count of rows. */
async function auditShelves(db: Db, now: number): Promise<string[]> {
  const stock = await db.selectFrom('stock').selectAll().execute()
  const rows = (await db.selectFrom('reservations').selectAll().execute()).filter((row) => isLive(row, now))
  const shown = await shelves(
    db,
    stock.map(({ productId }) => productId),
    now,
  )
  return stock.flatMap(({ productId, warehouseId, onHand }) => {
    const here = (one: { productId: number; warehouseId: number }) =>
      one.productId === productId && one.warehouseId === warehouseId
    const free = onHand - rows.filter(here).reduce((sum, row) => sum + row.quantity, 0)
    const said = shown.find(here)?.free
    return said === free ? [] : [`I2: ${said} shown of product ${productId}, ${free} are free`]
  })
}

/** I8: while the process is up no reservation that ran out stays unreleased. */
async function overdue(db: Db, now: number): Promise<string[]> {
  const rows = await db
    .selectFrom('reservations')
    .select('id')
    .where('releasedAt', 'is', null)
    .where('shippedAt', 'is', null)
    .where('protectedAt', 'is', null)
    .where('untilAt', '<=', now)
    .execute()
  return rows.map(({ id }) => `I8: row ${id} ran out and was not released`)
}

const business = [
  ...(['invoices', 'invoiceLines', 'reservations', 'payments', 'allocations', 'ledgerEntries', 'shipments'] as const),
  ...(['shipmentLines', 'cartLines', 'stock', 'extensions', 'claims', 'holds', 'members', 'staff'] as const),
]

/** I9: the whole state as text: a repeated update leaves it as it is. */
export async function snapshot(db: Db): Promise<string> {
  const tables: unknown[] = []
  for (const table of business) tables.push(await db.selectFrom(table).selectAll().execute())
  const notices = await db.selectFrom('outbox').select('key').orderBy('id').execute()
  return JSON.stringify([tables, notices])
}
