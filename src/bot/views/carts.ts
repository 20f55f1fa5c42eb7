import { limits } from '../../domain/limits.ts'
import type { CartSheet, LineAnswer } from '../../services/carts.ts'
import type { Ui, View } from '../context.ts'
import { decide, to } from '../routes.ts'
import { code, cut, html, pieces, sum } from './format.ts'
import { button, pageOf, pager, type Row, screen } from './layout.ts'

export function cartView(ui: Ui, cart: CartSheet, page: number): View {
  const { lines, cartId } = cart
  const parts = { id: 'cart', self: to.cart.data(page), back: to.start.data() } as const
  if (lines.length === 0 || cartId === null) {
    const rows = [
      [button(ui.label('start.catalog'), to.category.data())],
      [button(ui.label('start.search'), to.search.data())],
    ]
    return screen(ui, { ...parts, title: ui.t('carts.title', { count: 0 }), body: [ui.t('carts.empty')], rows })
  }
  const shown = pageOf(lines, page, limits.pageSize)
  const body = shown.items.map((line) => {
    const price = line.priceKopecks === null ? ui.t('common.onRequest') : sum(line.sumKopecks)
    const short =
      line.available === null && line.free < line.quantity ? ` ⚠️ ${ui.t('carts.short', { free: line.free })}` : ''
    return `${code(line.sku)} ${html(cut(line.name, 48))}\n    <b>${pieces(ui, line.quantity)}</b> · ${price}${short}`
  })
  body.push('', ui.t('carts.total', { sum: sum(cart.totalKopecks) }), ui.t('carts.vat', { sum: sum(cart.vatKopecks) }))
  if (lines.some((line) => line.priceKopecks === null)) body.push(ui.t('carts.unpriced'))
  const rows: Row[] = [
    [button(ui.label('carts.createInvoice'), decide.createInvoice.data(cartId))],
    ...shown.items.map((line) => [
      button(`✏️ ${cut(line.model || line.sku, 26)} · ${pieces(ui, line.quantity)}`, to.quantity.data(line.productId)),
    ]),
    ...pager(shown.page, shown.pages, (next) => to.cart.data(next)),
    [button(ui.label('carts.clear'), to.clearCart.data())],
  ]
  return screen(ui, { ...parts, title: ui.t('carts.title', { count: lines.length }), body, rows })
}

export function clearCartView(ui: Ui, cart: CartSheet): View {
  const rows = [[button(ui.label('carts.confirmClear', { count: cart.lines.length }), decide.clearCart.data())]]
  return screen(ui, {
    id: 'confirm',
    title: ui.t('carts.clearTitle'),
    rows,
    self: to.clearCart.data(),
    back: to.cart.data(),
  })
}

/** What became of each line of a list. */
export function listAnswerView(ui: Ui, answers: readonly LineAnswer[], tooLong: boolean, updateId: number): View {
  const taken = answers.filter((answer) => answer.outcome === 'taken').length
  const lines = answers.map((answer) => answerLine(ui, answer))
  const [shown, hidden] = [fitting(lines, 3000), lines.length]
  const body = [shown.length > 8 ? `<blockquote expandable>${shown.join('\n')}</blockquote>` : shown.join('\n')]
  if (shown.length < hidden) body.push(ui.t('carts.list.rest', { count: hidden - shown.length }))
  if (tooLong) body.push(ui.t('carts.list.tooLong', { most: limits.quickOrderLines }))
  const rows = [[button(ui.label('start.cart'), to.cart.data())]]
  const title = ui.t('carts.list.title', { taken, all: answers.length })
  return screen(ui, { id: 'quick_order', title, body, rows, self: to.listAnswer.data(updateId), back: to.start.data() })
}

function answerLine(ui: Ui, answer: LineAnswer): string {
  if (answer.outcome !== 'taken') return `❓ ${ui.t(`carts.list.${answer.outcome}`, { text: cut(answer.text, 60) })}`
  const { sku, name, quantity, free } = answer
  const short = free < quantity ? ` ⚠️ ${ui.t('carts.short', { free })}` : ''
  return `✓ ${code(sku)} ${html(cut(name, 40))} — ${pieces(ui, quantity)}${short}`
}

function fitting(lines: readonly string[], most: number): string[] {
  let length = 0
  return lines.filter((line) => {
    length += line.length + 1
    return length <= most
  })
}
