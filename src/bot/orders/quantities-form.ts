import { productView } from '#bot/catalog/products-view.ts'
import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext, View } from '#bot/kit/context.ts'
import { count } from '#bot/kit/format.ts'
import { type RefusalWords, refused } from '#bot/kit/refusals.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import type { Refusal } from '#domain/result.ts'
import { seeProduct } from '#services/catalog/products.ts'
import { seeCart, setQuantity } from '#services/orders/carts.ts'
import { cartView } from './carts-view.ts'

/** How many pieces of a product are to lie in the cart. */
export async function quantity(
  ctx: BotContext,
  { product: productId, fromCart }: About<typeof asked.quantity>,
): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const { t } = ctx.ui
  const set = await setQuantity(ctx.deps, ctx.actor, productId, typed)
  if (set.ok) {
    const said = t('carts.nowInCart', { sku: set.product.sku, quantity: set.quantity })
    const view = fromCart ? await cartNow(ctx) : await productNow(ctx, set.product.id)
    return { view: view ? { ...view, text: `✅ ${said}\n\n${view.text}` } : { text: said } }
  }
  const final = set.reason === 'forbidden' || set.reason === 'not_found' || set.reason === 'cart_full'
  return refused(
    ctx,
    set,
    quantityWords(set, typed),
    final ? undefined : asked.quantity({ product: productId, fromCart }),
  )
}

async function productNow(ctx: BotContext, id: number): Promise<View | null> {
  const seen = await seeProduct(ctx.deps, ctx.actor, id)
  return seen.ok ? productView(ctx.ui, seen.card) : null
}

async function cartNow(ctx: BotContext): Promise<View | null> {
  const seen = await seeCart(ctx.deps, ctx.actor)
  return seen.ok ? cartView(ctx.ui, seen.cart, 0) : null
}

/** The values in a refusal of a quantity. */
export function quantityWords({ reason }: Refusal<string>, typed: string): RefusalWords {
  return {
    typed: typed.slice(0, 40),
    most: count(reason === 'cart_full' ? orderLimits.cartLines : orderLimits.quantity),
  }
}
