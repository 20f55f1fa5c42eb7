import { analogueCandidates } from '#db/catalog/analogues.ts'
import { findProduct, type Product, pricesOf } from '#db/catalog/catalog.ts'
import { cartLines, findOpenCart } from '#db/orders/carts.ts'
import { findInvoice, invoiceLines } from '#db/orders/invoices.ts'
import type { StatedCharacteristic } from '#domain/catalog/characteristics.ts'
import { type ComparisonRow, compareGoods } from '#domain/catalog/comparison.ts'
import { distance } from '#domain/orders/analogues.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { priceTypeOf } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { loadSheet } from './invoice-sheet.ts'
import { whyNotRemade } from './swaps.ts'

export interface Analogue {
  id: number
  sku: string
  model: string
  name: string
  available: number | null
  free: number
  kopecks: number
  /** Characteristics stated of both that differ: the first cell is the product's, the second the analogue's. */
  differences: ComparisonRow[]
}

export interface AnaloguePage {
  product: Product
  kopecks: number | null
  /** The nearest first. */
  analogues: Analogue[]
  /** The place in which one tap swaps the line; null: none. */
  swap: { in: 'cart' } | { in: 'invoice'; invoiceId: number; number: number } | null
  /** The invoice from which the actor comes. */
  invoiceId: number | null
}

/** Goods in stock that are nearest to a product in characteristics and price, with the differences of each. */
export async function seeAnalogues(
  deps: Deps,
  actor: Actor,
  productId: number,
  invoiceId: number | null,
): Promise<{ ok: true; page: AnaloguePage } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const product = await findProduct(deps.db, productId)
  // Hidden goods have analogues only if the actor comes from an invoice.
  if (!product || (product.hiddenAt !== null && invoiceId === null)) return refuse('not_found')
  const swap =
    invoiceId === null ? await swapInCart(deps, actor, productId) : await swapIn(deps, actor, invoiceId, productId)
  if (swap === 'not_found') return refuse('not_found')

  const now = deps.clock.now()
  const priceType = await priceTypeOf(deps.db, actor)
  const kopecks = (await pricesOf(deps.db, [productId], priceType?.id ?? null)).get(productId) ?? null
  const given = { priceTypeId: priceType?.id ?? 0, kopecks, now, limit: orderLimits.analogueCandidates }
  const characteristics = JSON.parse(product.characteristics) as StatedCharacteristic[]
  const candidates = (await analogueCandidates(deps.db, product, given)).map((row) => {
    const others = JSON.parse(row.characteristics) as StatedCharacteristic[]
    const difference = distance({ kopecks, characteristics }, { kopecks: row.kopecks, characteristics: others })
    return { ...row, others, difference }
  })
  const nearest = candidates.sort((a, b) => a.difference - b.difference || a.id - b.id).slice(0, orderLimits.analogues)
  const analogues = nearest.map(({ others, difference: _, characteristics: __, ...row }) => ({
    ...row,
    differences: compareGoods([characteristics, others]).filter(({ same, cells }) => !same && !cells.includes(null)),
  }))
  return { ok: true, page: { product, kopecks, analogues, swap, invoiceId } }
}

async function swapInCart(deps: Deps, actor: Actor, productId: number): Promise<AnaloguePage['swap']> {
  const cart = may(actor, 'order') ? await findOpenCart(deps.db, actor.id) : undefined
  const lines = cart ? await cartLines(deps.db, cart.id) : []
  return lines.some((line) => line.productId === productId) ? { in: 'cart' } : null
}

async function swapIn(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
  productId: number,
): Promise<AnaloguePage['swap'] | 'not_found'> {
  const invoice = await findInvoice(deps.db, invoiceId)
  if (!invoice || !seesCompany(actor, invoice.companyId)) return 'not_found'
  const lines = await invoiceLines(deps.db, invoiceId)
  if (!lines.some((line) => line.productId === productId)) return 'not_found'
  const own = may(actor, 'order') && actor.companyId === invoice.companyId
  const sheet = await loadSheet(deps.db, invoice, deps.clock.now())
  return own && whyNotRemade(sheet) === null ? { in: 'invoice', invoiceId, number: invoice.number } : null
}
