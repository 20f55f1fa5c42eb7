import { availability } from '#bot/catalog/catalog-view.ts'
import type { Ui, View } from '#bot/kit/context.ts'
import { code, cut, named, sum } from '#bot/kit/format.ts'
import { button, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { ComparisonRow } from '#domain/catalog/comparison.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import type { Analogue, AnaloguePage } from '#services/orders/analogues.ts'

const DIFFERENCES = 3
/** The most letters of both values of a short difference. */
const SHORT = 30

/** The goods in stock instead, with the differences of each; one tap swaps the product if it has a place. */
export function analoguesView(ui: Ui, page: AnaloguePage): View {
  const { product, analogues, swap, invoiceId } = page
  const body = analogues.map((one, at) => `${at + 1}. ${analogueLines(ui, page, one)}`)
  if (analogues.length === 0) body.push(ui.t('analogues.none'))
  else if (swap?.in === 'invoice') body.push('', ui.t('analogues.anew', { number: swap.number }))
  const rows: Row[] = analogues.map((one) => {
    const short = { name: cut(one.model || one.sku, 24), price: sum(one.kopecks) }
    if (swap?.in === 'cart')
      return [
        button(ui.label('analogues.swap', short), decide.swapLine.data({ product: product.id, analogue: one.id })),
      ]
    if (swap?.in === 'invoice')
      return [
        button(
          ui.label('analogues.swap', short),
          decide.swapInvoiceLine.data({ invoice: swap.invoiceId, product: product.id, analogue: one.id }),
        ),
      ]
    return [button(ui.label('analogues.row', short), to.product.data({ product: one.id }))]
  })
  return screen(ui, {
    id: 'analogues',
    title: ui.t('analogues.title', { name: cut(product.model || product.sku, 60) }),
    body,
    rows,
    self: to.analogues.data({ product: product.id, invoice: invoiceId }),
    back: invoiceId === null ? to.product.data({ product: product.id }) : to.reserveAnswer.data({ invoice: invoiceId }),
  })
}

function analogueLines(ui: Ui, { product, kopecks }: AnaloguePage, one: Analogue): string {
  const more =
    kopecks === null || one.kopecks === kopecks
      ? ''
      : ` (${one.kopecks > kopecks ? '+' : '−'}${sum(Math.abs(one.kopecks - kopecks))})`
  const head = `${code(one.sku)} ${named(one.name)}`
  const price = `    <b>${sum(one.kopecks)}</b>${more} · ${availability(ui, one.free, one.available)}`
  const lengthOf = ({ cells }: ComparisonRow) => cells.join('').length
  // Short differences come first: they say most on a phone.
  const differences = [...one.differences].sort((a, b) => Number(lengthOf(a) > SHORT) - Number(lengthOf(b) > SHORT))
  const shown = differences.slice(0, DIFFERENCES).map(({ name, unit, cells: [before, now] }) => {
    const values = {
      name,
      now: cut(now ?? '', 60),
      before: cut(before ?? '', 60),
      unit: unit === '' ? '' : `, ${unit}`,
    }
    return ui.t('analogues.difference', values)
  })
  const rest = one.differences.length - shown.length
  if (rest > 0) shown.push(ui.t('analogues.rest', { count: rest }))
  if (shown.length === 0) shown.push(ui.t(product.characteristics === '[]' ? 'analogues.unknown' : 'analogues.alike'))
  return `${head}\n${price}\n    ${shown.join('; ')}`
}

/** For lines of an invoice that lack something: buttons to their analogues. */
export function analogueButtons(
  ui: Ui,
  invoiceId: number,
  short: readonly { productId: number; sku: string }[],
): Row[] {
  return short
    .slice(0, orderLimits.analogues)
    .map(({ productId, sku }) => [
      button(
        ui.label('analogues.forLine', { name: cut(sku, 24) }),
        to.analogues.data({ product: productId, invoice: invoiceId }),
      ),
    ])
}
