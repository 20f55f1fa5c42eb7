import { findProduct, type PriceType, type Product, pricesOf } from '#db/catalog/catalog.ts'
import { comparedBy } from '#db/catalog/comparisons.ts'
import { liveReservationsOf, type ReserveHolder, reserveHolders, shelves } from '#db/catalog/stock.ts'
import { watchedBy } from '#db/catalog/stock-watches.ts'
import { cartLines, findOpenCart } from '#db/orders/carts.ts'
import { explainShelf, type ShelfExplained } from '#domain/catalog/availability.ts'
import type { StatedCharacteristic } from '#domain/catalog/characteristics.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { priceTypeOf } from './prices.ts'

export interface ProductCard {
  product: Product
  /** As the price list states them. */
  characteristics: StatedCharacteristic[]
  shelves: ShelfExplained[]
  /** On all warehouses together. */
  free: number
  /** Out of stock: no piece is free, and no list says that there are some. */
  soldOut: boolean
  priceType: PriceType | null
  kopecks: number | null
  /** True if the price is that of the actor's own company. */
  ownPrice: boolean
  inCart: number
  mayOrder: boolean
  /** True if the actor waits for a notice that it is back. */
  watched: boolean
  /** Who has reserved it, for a manager; null for everybody else. */
  holders: ReserveHolder[] | null
  /** The size of the actor's comparison, and whether this product is in it. */
  compared: { count: number; has: boolean }
}

export async function seeProduct(
  deps: Deps,
  actor: Actor,
  id: number,
): Promise<{ ok: true; card: ProductCard } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const product = await findProduct(deps.db, id)
  if (!product || product.hiddenAt !== null) return refuse('not_found')
  const now = deps.clock.now()
  const priceType = await priceTypeOf(deps.db, actor)
  const prices = await pricesOf(deps.db, [id], priceType?.id ?? null)
  const cart = await findOpenCart(deps.db, actor.id)
  const lines = cart ? await cartLines(deps.db, cart.id) : []
  const reservations = (await liveReservationsOf(deps.db, id, now)).map((row) => ({
    ...row,
    own: row.companyId === actor.companyId,
  }))
  const explained = (await shelves(deps.db, [id], now)).map((shelf) => explainShelf(shelf, reservations))
  const compared = await comparedBy(deps.db, actor.id)
  const free = explained.reduce((total, shelf) => total + shelf.free, 0)
  return {
    ok: true,
    card: {
      product,
      characteristics: JSON.parse(product.characteristics) as StatedCharacteristic[],
      shelves: explained,
      free,
      soldOut: product.available === null ? free === 0 : product.available === 0,
      priceType,
      kopecks: prices.get(id) ?? null,
      inCart: lines.find((line) => line.productId === id)?.quantity ?? 0,
      ownPrice: actor.companyId !== null,
      mayOrder: may(actor, 'order'),
      watched: (await watchedBy(deps.db, actor.id)).includes(id),
      holders: may(actor, 'companies.manage') ? await reserveHolders(deps.db, id, now) : null,
      compared: { count: compared.length, has: compared.includes(id) },
    },
  }
}
