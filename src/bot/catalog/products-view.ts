import type { Ui, View } from '#bot/kit/context.ts'
import { code, cut, goodsName, html, moment, named, sum } from '#bot/kit/format.ts'
import { button, pageOf, pager, paired, primary, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { Product } from '#db/catalog/catalog.ts'
import type { ShelfExplained } from '#domain/catalog/availability.ts'
import { limits } from '#domain/limits.ts'
import type { ProductCard } from '#services/catalog/products.ts'

export function productView(ui: Ui, card: ProductCard): View {
  const { product, kopecks, inCart, mayOrder, ownPrice } = card
  const id = product.id
  const name =
    product.model !== '' && !product.name.includes(product.model) ? `${product.model} — ${product.name}` : product.name
  const body = [
    `${ui.t('catalog.sku')} ${code(product.sku)}`,
    ...(product.model !== '' ? [`${ui.t('catalog.model')} ${code(product.model)}`] : []),
    priceLine(ui, card),
    ...stockLines(ui, card),
    ...holderLines(ui, card),
  ]
  if (inCart > 0) body.push(ui.t('catalog.inCart', { quantity: inCart }))
  const details = [
    ...(product.brand !== '' && !card.characteristics.some(([, , value]) => value === product.brand)
      ? [`${ui.t('catalog.brand')}: ${html(product.brand)}`]
      : []),
    ...card.characteristics.map(
      ([label, unit, value]) => `${html(label)}: ${html(value)}${unit ? ` ${html(unit)}` : ''}`,
    ),
    ...(product.description !== '' ? [html(cut(product.description, 600))] : []),
  ]
  if (details.length > 0) body.push(`<blockquote expandable>${details.join('\n').slice(0, 2500)}</blockquote>`)
  const rows =
    mayOrder && kopecks !== null ? [[primary(ui.label('catalog.toCart'), to.quantity.data({ product: id }))]] : []
  if (mayOrder && inCart > 0) rows.push([button(ui.label('start.cart'), to.cart.data())])
  if (mayOrder && card.watched) rows.push([button(ui.label('products.unwatch'), decide.unwatch.data({ product: id }))])
  else if (mayOrder && card.soldOut) rows.push([button(ui.label('products.watch'), decide.watch.data({ product: id }))])
  const { has, count: compared } = card.compared
  rows.push(
    ...paired([
      has
        ? button(ui.label('comparisons.open', { count: compared }), to.comparison.data())
        : button(ui.label('comparisons.add'), decide.compare.data({ product: id })),
      button(ui.label('analogues.open'), to.analogues.data({ product: id })),
    ]),
    [{ text: ui.label('products.share'), switch_inline_query: product.sku }],
  )
  return screen(ui, {
    id: ownPrice ? 'product' : 'product_staff',
    title: `📦 ${named(name)}`,
    body,
    rows,
    self: to.product.data({ product: id }),
    back: to.results.data(),
  })
}

/** `123 456,00 ₽ с НДС 22 % · ваша цена`; staff see the price type. */
function priceLine(ui: Ui, { product, kopecks, priceType, ownPrice }: ProductCard): string {
  if (kopecks === null) return `${ui.t('common.onRequest')} · ${ui.t('catalog.askManager')}`
  const vat = ui.t(priceType?.vatIncluded === 1 ? 'catalog.withVat' : 'catalog.plusVat', {
    rate: product.vatRate / 100,
  })
  const whose = ownPrice ? ui.t('catalog.yourPrice') : html(priceType?.name ?? '')
  return `${ui.t('catalog.price', { sum: sum(kopecks) })}${product.vatRate < 0 ? '' : ` ${vat}`} · ${whose}`
}

function stockLines(ui: Ui, { product, shelves, free }: ProductCard): string[] {
  if (product.available !== null)
    return [`${ui.t('catalog.availableListed')} <b>${ui.t(product.available === 1 ? 'common.yes' : 'common.no')}</b>`]
  return [ui.t('catalog.available', { quantity: free }), ...shelves.map((shelf) => shelfLine(ui, shelf))]
}

const HOLDERS_SHOWN = 5

/** `ООО «Альфа» — 6 шт. до 24.11 18:00, счёт № 1001`: whose the reserved pieces are, for a manager. */
function holderLines(ui: Ui, { holders }: ProductCard): string[] {
  if (!holders) return []
  const lines = holders.slice(0, HOLDERS_SHOWN).map(({ companyName, quantity, invoiceNumber: number, endsAt }) => {
    const until =
      endsAt === null ? ui.label('reservations.protected') : ui.label('common.until', { moment: moment(ui, endsAt) })
    return ui.t('products.holder', { company: companyName, quantity, until, number })
  })
  const rest = holders.length - lines.length
  return rest > 0 ? [...lines, ui.t('products.moreHolders', { count: rest })] : lines
}

/** `Москва: 3 из 9 · у других 4, из них 2 до 24.11 18:00 · у вас 2`: reserves appear only if there are any. */
function shelfLine(ui: Ui, { warehouseName: name, onHand, free, own, others, next }: ShelfExplained): string {
  if (own + others === 0) return ui.t('catalog.shelf', { name, quantity: free })
  const parts = [ui.t('products.shelf', { name, free, onHand })]
  if (others > 0) {
    const key = next === null ? 'others' : next.quantity === others ? 'othersUntil' : 'othersPartly'
    const until = next === null ? {} : { next: next.quantity, moment: moment(ui, next.at) }
    parts.push(ui.t(`products.${key}`, { others, ...until }))
  }
  if (own > 0) parts.push(ui.t('products.own', { own }))
  return parts.join(' · ')
}

/** The goods that a person waits for; each is taken off on its own card. */
export function watchesView(ui: Ui, products: readonly Product[], page: number): View {
  const shown = pageOf(products, page, limits.pageSize)
  const body = shown.items.map((product, i) => `${shown.page * limits.pageSize + i + 1}. ${goodsName(product)}`)
  if (products.length === 0) body.push(ui.t('products.noWatches'))
  const rows = paired(
    shown.items.map(({ id, model, sku }) => button(cut(model || sku, 24), to.product.data({ product: id }))),
  )
  return screen(ui, {
    id: 'watches',
    title: ui.t('products.watches', { count: products.length }),
    body,
    rows: [...rows, ...pager(shown.page, shown.pages, (next) => to.watches.data({ page: next }))],
    self: to.watches.data({ page: shown.page }),
    back: to.settings.data(),
  })
}
