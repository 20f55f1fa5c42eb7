import type { Ui } from '#bot/kit/context.ts'
import { cut, html, sum } from '#bot/kit/format.ts'
import type { Span } from '#domain/catalog/catalog.ts'
import type { NamedSelection } from '#services/catalog/selections.ts'

/** The source of the goods: a category, a query, or both. */
export function placeOf(ui: Ui, { selection, categoryName }: NamedSelection): string {
  const query = selection.query === '' ? [] : [`«${cut(selection.query, 40)}»`]
  const category = categoryName === null ? [] : [cut(categoryName, 40)]
  return [...category, ...query].join(' · ') || ui.label('filters.everything')
}

const number = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 6 })

export function numberText(one: number): string {
  return number.format(one)
}

/** `5 000–8 000 лм`, `от 10 000 лм`, `до 3,5 м` */
export function rangeText(ui: Ui, { from, to }: Span, unit: string): string {
  return spanText(ui, { from, to }, numberText, unit === '' ? '' : ` ${unit}`)
}

/** `5 000,00 ₽ – 8 000,00 ₽` */
export function priceText(ui: Ui, price: Span): string {
  return spanText(ui, price, sum, '', ' – ')
}

function spanText(ui: Ui, { from, to }: Span, show: (one: number) => string, tail: string, dash = '–'): string {
  if (from !== null && to !== null)
    return from === to ? `${show(from)}${tail}` : `${show(from)}${dash}${show(to)}${tail}`
  if (from !== null) return `${ui.label('filters.from', { value: show(from) })}${tail}`
  return to === null ? '' : `${ui.label('filters.upTo', { value: show(to) })}${tail}`
}

export function valueText({ value, unit }: { value: string; unit: string }): string {
  return unit === '' ? value : `${value} ${unit}`
}

const MOST_LETTERS = 500

/** `Выбрано: Яркость: от 5 000 лм · Источник: лазер, лампа · в наличии`; no line without a choice. */
export function chosenLines(ui: Ui, chosen: NamedSelection): string[] {
  const named = [
    ...chosen.values.map((value) => ({ name: value.name, text: valueText(value) })),
    ...chosen.ranges.map((range) => ({ name: range.name, text: rangeText(ui, range, range.unit) })),
  ]
  const parts = [...Map.groupBy(named, ({ name }) => name)].map(
    ([name, all]) => `${name}: ${all.map(({ text }) => text).join(', ')}`,
  )
  if (chosen.price) parts.push(ui.label('filters.priceOf', { price: priceText(ui, chosen.price) }))
  if (chosen.selection.inStock) parts.push(ui.label('filters.inStockChosen'))
  if (chosen.warehouse) parts.push(ui.label('filters.warehouseOf', { name: chosen.warehouse.name }))
  return parts.length === 0 ? [] : [`${ui.t('filters.chosen')} ${html(cut(parts.join(' · '), MOST_LETTERS))}`]
}
