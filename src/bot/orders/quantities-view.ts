import type { Ui, View } from '#bot/kit/context.ts'
import { count } from '#bot/kit/format.ts'
import { button, danger, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import type { ProductCard } from '#services/catalog/products.ts'

const USUAL = [1, 2, 3, 5, 10, 20]

/** «В корзину» asks how many: buttons, or a typed number. */
export function quantityView(ui: Ui, card: ProductCard, fromCart: number): View {
  const { product, inCart, free } = card
  const numbers = USUAL.map((quantity) =>
    button(ui.label('common.pieces', { quantity }), decide.quantity.data({ product: product.id, quantity, fromCart })),
  )
  const body = [
    ui.t('catalog.quantity.ask', { name: product.model || product.sku, most: count(orderLimits.quantity) }),
    product.available === null ? ui.t('catalog.available', { quantity: free }) : '',
    inCart > 0 ? ui.t('catalog.inCart', { quantity: inCart }) : '',
  ].filter((line) => line !== '')
  const rows: Row[] = [numbers.slice(0, 3), numbers.slice(3)]
  if (inCart > 0)
    rows.push([danger(ui.label('carts.remove'), decide.removeLine.data({ product: product.id, fromCart }))])
  return screen(ui, {
    id: 'quantity',
    title: ui.t('catalog.quantity.title'),
    body,
    rows,
    self: to.quantity.data({ product: product.id, fromCart }),
    back: fromCart ? to.cart.data() : to.product.data({ product: product.id }),
  })
}
