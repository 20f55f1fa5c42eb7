import type { Ui, View } from '#bot/kit/context.ts'
import { code, named, pieces, sum } from '#bot/kit/format.ts'
import { askOnce, button, danger, numbered, pageOf, pager, primary, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import type { CartSheet } from '#services/orders/carts.ts'

/** The cart as it is; `hasChanged` says that the one he pressed a button of was another. */
export function cartView(ui: Ui, cart: CartSheet, page: number, hasChanged = false): View {
  const { lines, cartId } = cart
  const parts = { id: 'cart', self: to.cart.data({ page }), back: to.start.data() } as const
  if (lines.length === 0 || cartId === null) {
    const rows = [
      [button(ui.label('start.catalog'), to.category.data())],
      [button(ui.label('start.search'), to.search.data())],
      [button(ui.label('saved_lists.open'), to.savedLists.data())],
    ]
    return screen(ui, { ...parts, title: ui.t('carts.title', { count: 0 }), body: [ui.t('carts.empty')], rows })
  }
  const shown = pageOf(lines, page, limits.pageSize)
  const first = shown.page * limits.pageSize + 1
  const body = shown.items.map((line, i) => {
    const price = line.priceKopecks === null ? ui.t('common.onRequest') : sum(line.sumKopecks)
    const short =
      line.available === null && line.free < line.quantity ? ` ⚠️ ${ui.t('carts.short', { free: line.free })}` : ''
    return `${first + i} · ${code(line.sku)} ${named(line.name)}\n    <b>${pieces(ui, line.quantity)}</b> · ${price}${short}`
  })
  if (hasChanged) body.unshift(`⚠️ ${ui.t('carts.changed')}`, '')
  body.push('', ui.t('carts.total', { sum: sum(cart.totalKopecks) }), ui.t('carts.vat', { sum: sum(cart.vatKopecks) }))
  if (lines.some((line) => line.priceKopecks === null)) body.push(ui.t('carts.unpriced'))
  const rows: Row[] = [
    [
      primary(ui.label('carts.createInvoice'), decide.createInvoice.data({ cart: cartId, mark: cart.mark })),
      button(ui.label('carts.createAndReserve'), decide.createAndReserve.data({ cart: cartId, mark: cart.mark })),
    ],
    ...numbered(
      shown.items,
      first,
      (line) => line.model || line.sku,
      (line) => to.quantity.data({ product: line.productId, fromCart: 1 }),
      () => '✏️ ',
    ),
    ...pager(shown.page, shown.pages, (next) => to.cart.data({ page: next })),
    ...analogueRow(ui, lines),
    [
      button(ui.label('saved_lists.save'), to.saveList.data()),
      button(ui.label('saved_lists.open'), to.savedLists.data()),
      danger(ui.label('carts.clear'), to.clearCart.data()),
    ],
  ]
  return screen(ui, { ...parts, title: ui.t('carts.title', { count: lines.length }), body, rows })
}

/** Analogues of the first goods of which too few are free. */
function analogueRow(ui: Ui, lines: CartSheet['lines']): Row[] {
  const short = lines.find((line) => line.available === null && line.free < line.quantity)
  if (!short) return []
  const label = ui.label('analogues.forLine', { name: short.model || short.sku })
  return [[button(label, to.analogues.data({ product: short.productId }))]]
}

export function clearCartView(ui: Ui, cart: CartSheet): View {
  return askOnce(ui, {
    title: ui.t('carts.clearTitle'),
    yes: danger(ui.label('carts.confirmClear', { count: cart.lines.length }), decide.clearCart.data()),
    self: to.clearCart.data(),
    back: to.cart.data(),
  })
}
