import type { Db } from '#db/schema/schema.ts'
import { articleKey } from '#domain/catalog/catalog.ts'
import { lineSums, totals } from '#domain/orders/invoices.ts'
import type { StaffRole } from '#domain/policy.ts'
import { blank, NOW, type Row, type Said, type Table, whole } from './whole-rows.ts'

/** Rows in one statement. */
const CHUNK = 500

/** Writes rows with the parents that they require. */
export function createRows(db: Db) {
  let made = 0

  /** Adds many rows at once; their parents exist. */
  async function fill<T extends Table>(table: T, rows: readonly Said<T>[]): Promise<void> {
    for (let i = 0; i < rows.length; i += CHUNK) {
      const chunk = rows.slice(i, i + CHUNK).map((row) => whole(table, row))
      await db
        .insertInto(table as Table)
        .values(chunk as never)
        .execute()
    }
  }

  async function add<T extends Exclude<Table, 'members' | 'staff' | 'registrations'>>(table: T, row: Said<T>) {
    const values = whole(table, row) as never
    const added = db.insertInto(table as 'users').values(values)
    return (await added.returning('id').executeTakeFirstOrThrow()).id
  }

  function user(row: Row<'users'> = {}): Promise<number> {
    made++
    return add('users', { id: 7_000_000_000 + made, firstName: `P${made}`, ...row })
  }

  async function company(row: Row<'companies'> = {}): Promise<number> {
    const names = { name: `Company ${++made}`, inn: `${7_700_000_000 + made}` }
    return add('companies', { ...names, ...row, approvedBy: row.approvedBy ?? (await user()) })
  }

  /** Answers the person's id. */
  async function member(row: Row<'members'> = {}): Promise<number> {
    const userId = row.userId ?? (await user())
    await fill('members', [{ ...row, userId, companyId: row.companyId ?? (await company()) }])
    return userId
  }

  const staff = (userId: number, ...roles: StaffRole[]) =>
    fill(
      'staff',
      roles.map((role) => ({ userId, role })),
    )

  /** Answers the person's id. */
  async function registration(row: Row<'registrations'> = {}): Promise<number> {
    const userId = row.userId ?? (await user())
    await fill('registrations', [{ ...row, userId }])
    return userId
  }

  async function notice(row: Row<'outbox'> = {}): Promise<number> {
    return add('outbox', { key: `notice ${++made}`, ...row, userId: row.userId ?? (await user()) })
  }

  function product(row: Row<'products'> = {}): Promise<number> {
    const named = { key: `k${++made}`, sku: `S-${made}`, name: `Good ${made}`, ...row }
    return add('products', { skuKey: articleKey(named.sku), modelKey: articleKey(row.model ?? ''), ...named })
  }

  /** Another product of that category and brand. */
  async function productLike(id: number, row: Row<'products'>): Promise<number> {
    const like = db.selectFrom('products').select(['brand', 'categoryId', 'unit', 'vatRate']).where('id', '=', id)
    return product({ ...(await like.executeTakeFirstOrThrow()), ...row })
  }

  const priceType = (row: Row<'priceTypes'> = {}) => add('priceTypes', { key: `p${++made}`, ...row })
  const warehouse = (row: Row<'warehouses'> = {}) =>
    add('warehouses', { key: `w${++made}`, name: `Warehouse ${made}`, ...row })
  const category = (row: Row<'categories'> & { name: string }) => add('categories', { key: `c${++made}`, ...row })

  async function price(productId: number, priceTypeId: number, kopecks: number): Promise<void> {
    await db.insertInto('prices').values({ productId, priceTypeId, kopecks }).execute()
  }

  async function stock(productId: number, warehouseId: number, onHand: number): Promise<void> {
    await db.insertInto('stock').values({ productId, warehouseId, onHand }).execute()
  }

  async function cart(row: Row<'carts'> = {}): Promise<number> {
    const userId = row.userId ?? (await user())
    return add('carts', { ...row, userId, companyId: row.companyId ?? (await company()) })
  }

  /** An invoice with one line, of ten pieces unless `line` states otherwise. */
  async function invoice(row: Row<'invoices'> = {}, line: Row<'invoiceLines'> = {}) {
    const companyId = row.companyId ?? (await company())
    const userId = row.createdBy ?? (await user())
    const cartId = row.cartId ?? (await cart({ userId, companyId, closedAt: NOW }))
    const productId = line.productId ?? (await product())
    const { priceKopecks, quantity, vatRate } = { ...blank.invoiceLines, ...line }
    const sums = lineSums(priceKopecks, quantity, vatRate, true)
    const number = row.number ?? 1000 + ++made
    const id = await add('invoices', { ...totals([sums]), ...row, number, cartId, companyId, createdBy: userId })
    const lineId = await add('invoiceLines', { ...sums, ...line, invoiceId: id, productId })
    return { id, number, companyId, userId, cartId, productId, lineId }
  }

  type Invoice = Awaited<ReturnType<typeof invoice>>

  async function reservation(of: Invoice, row: Row<'reservations'> = {}): Promise<number> {
    const parents = { invoiceId: of.id, lineId: of.lineId, productId: of.productId, reservedBy: of.userId }
    return add('reservations', { ...parents, ...row, warehouseId: row.warehouseId ?? (await warehouse()) })
  }

  const draft = (of: Invoice, row: Row<'shipmentDrafts'> = {}) =>
    add('shipmentDrafts', { userId: of.userId, invoiceId: of.id, ...row })

  async function shipment(of: Invoice, row: Row<'shipments'> = {}): Promise<number> {
    const parents = { invoiceId: of.id, companyId: of.companyId, filedBy: of.userId }
    const draftId = row.draftId ?? (await draft(of, { filedAt: NOW }))
    return add('shipments', { number: ++made, ...parents, ...row, draftId })
  }

  return {
    ...{ fill, user, company, member, staff, registration, notice },
    ...{ product, productLike, priceType, warehouse, category, price, stock },
    ...{ cart, invoice, reservation, draft, shipment },
  }
}

export type Rows = ReturnType<typeof createRows>
