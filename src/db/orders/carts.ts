import type { Selectable } from 'kysely'
import { lockFor } from '#db/kernel/locks.ts'
import type { Db, Schema } from '#db/schema/schema.ts'

export type Cart = Selectable<Schema['carts']>

export interface CartLine {
  productId: number
  quantity: number
  sku: string
  model: string
  name: string
  unit: string
  vatRate: number
  hiddenAt: number | null
  available: number | null
}

async function isMember(db: Db, userId: number, companyId: number): Promise<boolean> {
  const found = await db
    .selectFrom('members')
    .select('userId')
    .where('userId', '=', userId)
    .where('companyId', '=', companyId)
    .executeTakeFirst()
  return found !== undefined
}

export function findOpenCart(db: Db, userId: number): Promise<Cart | undefined> {
  return db
    .selectFrom('carts')
    .selectAll()
    .where('userId', '=', userId)
    .where('closedAt', 'is', null)
    .executeTakeFirst()
}

/**
 * The member's one open cart, an existing or a new one; others who change or invoice it wait until the transaction
 * ends. Null: the user is no longer a member of the company.
 */
export async function openCart(db: Db, userId: number, companyId: number, now: number): Promise<Cart | null> {
  await lockFor(db, 'cart', userId)
  if (!(await isMember(db, userId, companyId))) return null
  await db
    .insertInto('carts')
    .values({ userId, companyId, createdAt: now, closedAt: null })
    .onConflict((conflict) => conflict.column('userId').where('closedAt', 'is', null).doNothing())
    .execute()
  return db
    .selectFrom('carts')
    .selectAll()
    .where('userId', '=', userId)
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow()
}

/** Locks all carts of the member until the transaction ends, so that one cart becomes one invoice with all lines. */
export async function lockCart(db: Db, id: number): Promise<Cart | undefined> {
  const query = db.selectFrom('carts').selectAll().where('id', '=', id)
  const cart = await query.executeTakeFirst()
  if (!cart) return undefined
  await lockFor(db, 'cart', cart.userId)
  return query.executeTakeFirst()
}

export async function closeCart(db: Db, id: number, now: number): Promise<void> {
  await db.updateTable('carts').set({ closedAt: now }).where('id', '=', id).execute()
}

export function cartLines(db: Db, cartId: number): Promise<CartLine[]> {
  return db
    .selectFrom('cartLines')
    .innerJoin('products', 'products.id', 'cartLines.productId')
    .select(['cartLines.productId', 'cartLines.quantity', 'products.sku', 'products.model', 'products.name'])
    .select(['products.unit', 'products.vatRate', 'products.hiddenAt', 'products.available'])
    .where('cartLines.cartId', '=', cartId)
    .orderBy('cartLines.addedAt')
    .orderBy('cartLines.productId')
    .execute()
}

/** Sets the quantity of a line: twice is the same as once. */
export async function setCartLine(db: Db, line: Schema['cartLines']): Promise<void> {
  await db
    .insertInto('cartLines')
    .values(line)
    .onConflict((conflict) => conflict.columns(['cartId', 'productId']).doUpdateSet({ quantity: line.quantity }))
    .execute()
}

export async function removeCartLine(db: Db, cartId: number, productId: number): Promise<void> {
  await db.deleteFrom('cartLines').where('cartId', '=', cartId).where('productId', '=', productId).execute()
}

export async function clearCart(db: Db, cartId: number): Promise<void> {
  await db.deleteFrom('cartLines').where('cartId', '=', cartId).execute()
}

/** Replaces a line's product; the new product's own former line goes, so `quantity` includes its pieces. */
export async function replaceCartLine(
  db: Db,
  cartId: number,
  productId: number,
  by: { productId: number; quantity: number },
): Promise<void> {
  await removeCartLine(db, cartId, by.productId)
  await db.updateTable('cartLines').set(by).where('cartId', '=', cartId).where('productId', '=', productId).execute()
}

/** A cart that was never open, for an invoice that is made without one. */
export async function addClosedCart(
  db: Db,
  cart: { userId: number; companyId: number; at: number },
  lines: readonly { productId: number; quantity: number }[],
): Promise<number> {
  const { userId, companyId, at } = cart
  const { id } = await db
    .insertInto('carts')
    .values({ userId, companyId, createdAt: at, closedAt: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('cartLines')
    .values(lines.map((line, place) => ({ cartId: id, ...line, addedAt: at + place })))
    .execute()
  return id
}
