import type { Insertable, Kysely } from 'kysely'
import type { Schema } from '#db/schema/schema.ts'

/** 2026-11-23 09:00 UTC */
export const NOW = Date.UTC(2026, 10, 23, 9)

type Row<Table extends keyof Schema> = Partial<Insertable<Schema[Table]>>
type TableWithId = 'companies' | 'products' | 'carts' | 'shipments' | 'shipmentDrafts' | 'reservations' | 'invoices'

/** What the queries of one database are tested on: builders that write a row with the parents it requires. */
export function createRows(db: Kysely<Schema>) {
  let made = 0

  async function add<Table extends keyof Schema & (TableWithId | 'categories' | 'priceTypes' | 'warehouses')>(
    table: Table,
    row: object,
  ): Promise<number> {
    const added = await db
      .insertInto(table as 'categories')
      .values(row as never)
      .returning('id')
      .executeTakeFirstOrThrow()
    return added.id
  }

  async function user(row: Row<'users'> = {}): Promise<number> {
    const id = 7_000_000_000 + ++made
    const whole = { id, firstName: `P${made}`, username: '', locale: null, hints: 1, blockedAt: null, createdAt: NOW }
    const seen = { seenAt: NOW, joinedAt: null }
    await db
      .insertInto('users')
      .values({ ...whole, ...seen, ...row })
      .execute()
    return row.id ?? id
  }

  async function company(row: Row<'companies'> = {}): Promise<number> {
    const whole = { name: `Company ${++made}`, inn: `${7_700_000_000 + made}`, kpp: '', priceTypeId: null }
    const terms = { managerId: null, deferralDays: 0, creditLimitKopecks: 0, approvedAt: NOW }
    return add('companies', { ...whole, ...terms, approvedBy: row.approvedBy ?? (await user()), ...row })
  }

  function product(row: Row<'products'> = {}): Promise<number> {
    const text = {
      key: `k${++made}`,
      sku: `S-${made}`,
      skuKey: `s${made}`,
      model: '',
      modelKey: '',
      name: `Good ${made}`,
    }
    const rest = { brand: '', unit: 'шт', description: '', categoryId: null, vatRate: 2200, available: null }
    return add('products', { ...text, ...rest, hiddenAt: null, importId: null, ...row })
  }

  const priceType = () => add('priceTypes', { key: `p${++made}`, name: 'Dealer', currency: 'RUB', vatIncluded: 1 })
  const warehouse = () => add('warehouses', { key: `w${++made}`, name: `Warehouse ${made}`, address: '' })
  const category = (name: string, parentId: number | null = null, position = 0) =>
    add('categories', { key: `c${++made}`, parentId, name, position })

  async function stock(productId: number, warehouseId: number, onHand: number): Promise<void> {
    await db.insertInto('stock').values({ productId, warehouseId, onHand }).execute()
  }

  async function cart(row: Row<'carts'> = {}): Promise<number> {
    const userId = row.userId ?? (await user())
    const companyId = row.companyId ?? (await company())
    return add('carts', { createdAt: NOW, closedAt: null, ...row, userId, companyId })
  }

  /** With one line of ten pieces. */
  async function invoice(row: Row<'invoices'> = {}) {
    const companyId = row.companyId ?? (await company())
    const userId = row.createdBy ?? (await user())
    const cartId = row.cartId ?? (await cart({ userId, companyId, closedAt: NOW }))
    const dates = { createdAt: NOW, payBy: NOW, cancelledAt: null, cancelledBy: null }
    const money = { totalKopecks: 122_00, vatKopecks: 22_00, vatIncluded: 1 }
    const whole = { number: 1000 + ++made, cartId, companyId, createdBy: userId, ...dates, ...money, ...row }
    const id = await add('invoices', whole)
    const productId = await product()
    const line = { ...invoiceLine(productId), invoiceId: id, position: 1 }
    const added = await db.insertInto('invoiceLines').values(line).returning('id').executeTakeFirstOrThrow()
    return { id, number: whole.number, companyId, userId, cartId, productId, lineId: added.id }
  }

  type Invoice = Awaited<ReturnType<typeof invoice>>

  async function reservation(of: Invoice, row: Row<'reservations'> = {}): Promise<number> {
    const parents = { invoiceId: of.id, lineId: of.lineId, productId: of.productId, reservedBy: of.userId }
    const times = { reservedAt: NOW, untilAt: NOW + 1000, protectedAt: null, releasedAt: null, releasedBy: null }
    const rest = { quantity: 1, shippedAt: null, shipmentId: null }
    const warehouseId = row.warehouseId ?? (await warehouse())
    return add('reservations', { ...parents, ...times, ...rest, ...row, warehouseId })
  }

  const draft = (of: Invoice, row: Row<'shipmentDrafts'> = {}) =>
    add('shipmentDrafts', { ...emptyDraft(of.userId, of.id), ...row })

  async function shipment(of: Invoice, row: Row<'shipments'> = {}): Promise<number> {
    const draftId = row.draftId ?? (await draft(of, { filedAt: NOW }))
    const filed = newShipment({
      number: ++made,
      draftId,
      invoiceId: of.id,
      companyId: of.companyId,
      filedBy: of.userId,
    })
    return add('shipments', { ...filed, ...row })
  }

  return { user, company, product, priceType, warehouse, category, stock, cart, invoice, reservation, draft, shipment }
}

export type Rows = ReturnType<typeof createRows>

/** What a module of the contract is given: a fresh database for each test. */
export type Given = () => { db: Kysely<Schema>; rows: Rows }

export function invoiceLine(productId: number) {
  const goods = { productId, sku: 'S-1', name: 'Good', unit: 'шт', quantity: 10 }
  return { ...goods, priceKopecks: 12_20, vatRate: 2200, sumKopecks: 122_00, vatKopecks: 22_00 }
}

export function emptyDraft(userId: number, invoiceId: number) {
  const where = { method: null, warehouseId: null, carrier: '', terminal: '', address: '', shipOn: '' }
  const who = { contactName: '', contactPhone: '' }
  return { userId, invoiceId, ...where, ...who, quantities: '{}', createdAt: NOW, filedAt: null }
}

export function newShipment(row: Pick<Insertable<Schema['shipments']>, 'number' | 'draftId' | 'invoiceId'> & Filed) {
  const where = { method: 'pickup' as const, warehouseId: null, carrier: '', terminal: '', address: '' }
  const who = { contactName: 'Анна', contactPhone: '+79990000000' }
  return { ...where, ...who, shipOn: '2026-11-25', state: 'filed' as const, filedAt: NOW, ...row }
}

interface Filed {
  companyId: number
  filedBy: number
}
