import type { Db, Schema } from '#db/schema/schema.ts'
import type { Telegram } from '#playground/telegram/server.ts'

const refusal = /превысит лимит|превысят лимит/

export interface Credit {
  /** Requests filed for goods without the money, and refusals because of the limit. */
  onCredit: number
  overLimit: number
  look(db: Db): Promise<string[]>
}

/**
 * I15 whenever a request was filed or accepted without the money: the limit, less debt and unpaid open requests, plus
 * advances, is not below zero. Checked after every step; later an advance may go to another invoice.
 */
export function createCredit(telegram: Telegram): Credit {
  let lastEvent = 0
  let read = 0
  const credit: Credit = {
    onCredit: 0,
    overLimit: 0,
    async look(db) {
      const found: string[] = []
      const said = telegram.calls.slice(read)
      read = telegram.calls.length
      credit.overLimit += said.filter(({ params }) => refusal.test(String(params.text))).length
      const events = await db
        .selectFrom('shipmentEvents')
        .innerJoin('shipments', 'shipments.id', 'shipmentEvents.shipmentId')
        .innerJoin('invoices', 'invoices.id', 'shipments.invoiceId')
        .select(['shipmentEvents.id', 'shipmentEvents.state', 'shipments.number', 'invoices.companyId'])
        .select(['invoices.id as invoiceId', 'invoices.totalKopecks'])
        .where('shipmentEvents.id', '>', lastEvent)
        .where('shipmentEvents.state', 'in', ['filed', 'accepted'])
        .orderBy('shipmentEvents.id')
        .execute()
      for (const { id, state, number, companyId, invoiceId, totalKopecks } of events) {
        lastEvent = id
        const money = await moneyOf(db, companyId)
        if ((money.given.get(invoiceId) ?? 0) >= totalKopecks) continue
        if (state === 'filed') credit.onCredit++
        if (money.free < 0) found.push(`I15: request ${number} was ${state}, and the free limit is ${money.free}`)
      }
      return found
    },
  }
  return credit
}

/** The money given for each invoice, and the free limit, recomputed from rows alone. */
async function moneyOf(db: Db, companyId: number): Promise<{ given: Map<number, number>; free: number }> {
  const { creditLimitKopecks: limit } = await db
    .selectFrom('companies')
    .select('creditLimitKopecks')
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  const payments = await db.selectFrom('payments').selectAll().where('companyId', '=', companyId).execute()
  const allocations = (await db.selectFrom('allocations').selectAll().execute()).filter(({ paymentId }) =>
    payments.some(({ id }) => id === paymentId),
  )
  const given = new Map<number, number>()
  for (const { invoiceId, amountKopecks } of allocations)
    given.set(invoiceId, (given.get(invoiceId) ?? 0) + amountKopecks)
  const ahead = sumOf(payments) - sumOf(allocations)
  const goods = await goodsOf(db, companyId)
  let owed = 0
  for (const [invoiceId, worth] of goods) owed += Math.max(0, worth - (given.get(invoiceId) ?? 0))
  return { given, free: limit - owed + ahead }
}

/**
 * The value of goods that have left or are to leave, by invoice; each part is rounded to a kopeck by itself, here down.
 */
async function goodsOf(db: Db, companyId: number): Promise<Map<number, number>> {
  const parts = await db
    .selectFrom('shipments')
    .innerJoin('shipmentLines', 'shipmentLines.shipmentId', 'shipments.id')
    .innerJoin('invoiceLines', 'invoiceLines.id', 'shipmentLines.lineId')
    .select([
      'shipments.invoiceId',
      'shipmentLines.quantity',
      'invoiceLines.quantity as all',
      'invoiceLines.sumKopecks',
    ])
    .where('shipments.companyId', '=', companyId)
    .where('shipments.state', 'not in', ['refused', 'cancelled'])
    .execute()
  const goods = new Map<number, number>()
  for (const { invoiceId, quantity, all, sumKopecks } of parts)
    goods.set(invoiceId, (goods.get(invoiceId) ?? 0) + Math.floor((sumKopecks * quantity) / all))
  return goods
}

function sumOf(rows: readonly { amountKopecks: Schema['payments']['amountKopecks'] }[]): number {
  return rows.reduce((sum, row) => sum + row.amountKopecks, 0)
}
