import type { Ui, View } from '#bot/kit/context.ts'
import { code, cut, html, named, pieces, sum } from '#bot/kit/format.ts'
import { button, pageOf, pager, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import { isAroundList } from '#domain/orders/pasted-orders.ts'
import type { OpenLine, OrderedGoods, PastedOrderSheet } from '#services/orders/pasted-order-sheet.ts'

const TEXT_MOST = 2600
const QUESTIONS_SHOWN = 5

/** A list with the outcome of every line: taken, short, in question, not understood. */
export function pastedOrderView(ui: Ui, sheet: PastedOrderSheet, page: number): View {
  const { order, taken, open, lines } = sheet
  const { id } = order
  const isIn = order.addedAt !== null
  const around = open.filter(isGreeting)
  const understood = lines.length - open.length
  const short = taken.filter(isShort)
  const questions = open.filter((line) => line.outcome !== 'left_out' && line.candidates.length > 0)
  const strange = open.filter(
    (line) => line.outcome !== 'left_out' && line.candidates.length === 0 && !isGreeting(line),
  )
  const leftOut = open.filter((line) => line.outcome === 'left_out')
  const shown = pageOf(questions, page, QUESTIONS_SHOWN)
  const body = [
    ui.t('quick_orders.total', { sum: sum(sheet.totalKopecks), count: taken.length }),
    ...(taken.some((one) => one.priceKopecks === null) ? [ui.t('quick_orders.unpriced')] : []),
    ...(short.length > 0 ? [ui.t('quick_orders.short', { count: short.length })] : []),
    ...(questions.length > 0 ? [ui.t('quick_orders.questions', { count: questions.length })] : []),
    ...listed(ui, [...short, ...taken.filter((one) => !isShort(one))], (one) => takenLine(ui, one), TEXT_MOST),
    ...(strange.length > 0 ? [ui.t('quick_orders.strange', { count: strange.length }), ...asSent(ui, strange)] : []),
    ...(leftOut.length > 0 ? [ui.t('quick_orders.leftOut', { count: leftOut.length }), ...asSent(ui, leftOut)] : []),
  ]
  if (order.unordered > 0) body.push(ui.t('quick_orders.unordered', { count: order.unordered }))
  const noGoods = order.around + around.length
  if (noGoods > 0) body.push(ui.t('quick_orders.around', { count: noGoods }), ...asSent(ui, around))
  const rows: Row[] = []
  if (!isIn && taken.length > 0)
    rows.push([button(ui.label('quick_orders.all', { count: taken.length }), decide.pastedAll.data({ list: id }))])
  if (!isIn) {
    rows.push(
      ...shown.items.map((line) => [
        button(`❓ ${cut(line.text, 40)}`, to.pastedLine.data({ list: id, position: line.position })),
      ]),
      ...pager(shown.page, shown.pages, (next) => to.pastedOrder.data({ list: id, page: next })),
    )
  }
  rows.push(
    [button(ui.label('start.cart'), to.cart.data())],
    [
      button(ui.label('quick_orders.file'), to.pastedFile.data({ list: id })),
      button(ui.label('quick_orders.sample'), to.pastedSample.data()),
    ],
  )
  const counts = { taken: understood, all: lines.length - around.length }
  const title = ui.t(isIn ? 'quick_orders.titleIn' : 'quick_orders.title', counts)
  return screen(ui, {
    id: 'quick_order',
    title,
    body,
    rows,
    self: to.pastedOrder.data({ list: id, page }),
    back: to.start.data(),
  })
}

/** A greeting or a signature around the goods: no line of the order. */
function isGreeting({ outcome, candidates, text }: OpenLine): boolean {
  return outcome === 'unknown' && candidates.length === 0 && isAroundList(text)
}

function asSent(ui: Ui, lines: readonly OpenLine[]): string[] {
  return listed(ui, lines, ({ text }) => html(cut(text, 80)), 500)
}

export function isShort({ free, quantity, quantityUnknown }: OrderedGoods): boolean {
  return free < quantity && !quantityUnknown
}

function takenLine(ui: Ui, one: OrderedGoods): string {
  const price = one.priceKopecks === null ? ui.t('common.onRequest') : sum(one.priceKopecks * one.quantity)
  const marks = [
    ...(isShort(one) ? [`⚠️ ${ui.t('carts.short', { free: one.free })}`] : []),
    ...(one.lines > 1 ? [ui.t('quick_orders.summed', { count: one.lines })] : []),
  ]
  return `✓ ${code(one.sku)} ${named(one.name)} — ${[pieces(ui, one.quantity), price, ...marks].join(' · ')}`
}

/**
 * As many lines as fit, folded if they are many, and the count of the rest. Only these are written: the texts of 2,000
 * lines would hold up the screens of others.
 */
function listed<Item>(ui: Ui, items: readonly Item[], line: (item: Item) => string, most: number): string[] {
  if (items.length === 0) return []
  const shown: string[] = []
  let length = 0
  for (const item of items) {
    const text = line(item)
    length += text.length + 1
    if (length > most) break
    shown.push(text)
  }
  const text = shown.join('\n')
  const rest = items.length - shown.length
  return [
    shown.length > 6 ? `<blockquote expandable>${text}</blockquote>` : text,
    ...(rest > 0 ? [ui.t('quick_orders.rest', { count: rest })] : []),
  ]
}

/** The choice for a line that may mean several goods. */
export function pastedChoiceView(ui: Ui, orderId: number, line: OpenLine): View {
  const quantity = line.quantity ?? 1
  const body = [
    `<b>${html(cut(line.text, 200))}</b>`,
    ...(line.outcome === 'bad_quantity' ? [ui.t('quick_orders.badQuantity', { most: orderLimits.quantity })] : []),
    '',
    ...line.candidates.map(
      ({ sku, name, free }, i) => `${i + 1}. ${code(sku)} ${named(name)} · ${ui.t('carts.short', { free })}`,
    ),
  ]
  const rows: Row[] = line.candidates.map(({ productId, sku, name }, i) => [
    button(
      `${i + 1}. ${cut(`${sku} ${name}`, 34)} · ${pieces(ui, quantity)}`,
      decide.pastedLine.data({ list: orderId, position: line.position, product: productId }),
    ),
  ])
  rows.push([button(ui.label('quick_orders.none'), decide.pastedLine.data({ list: orderId, position: line.position }))])
  const self = to.pastedLine.data({ list: orderId, position: line.position })
  const title = ui.t('quick_orders.choose')
  return screen(ui, { id: 'quick_choice', title, body, rows, self, back: to.pastedOrder.data({ list: orderId }) })
}
