import { articleKey } from '#domain/catalog/catalog.ts'
import type { Random } from '../../simulation/random.ts'

/** Goods as a price list names them. */
export interface Listed {
  sku: string
  brand: string
  model: string
  category: string
}

export interface Labelled {
  text: string
  form: string
  /** What its writer meant; null where nobody can know, and the line must be a question or nothing. */
  meant: { sku: string; quantity: number } | null
}

const latin = 'ABEKMHOPCTYX'
const cyrillic = 'АВЕКМНОРСТУХ'
const lookAlike = (text: string) => [...text].map((char) => cyrillic[latin.indexOf(char)] ?? char).join('')

type Form = (goods: Listed, quantity: number, random: Random) => string

/** Lines that say one thing plainly, as people write them. */
export const goodForms: Record<string, Form> = {
  'count first': ({ sku }, q) => `${q}шт ${sku}`,
  'times last': ({ model }, q) => `${model} x${q}`,
  'numbered, with the brand': ({ brand, model }, q, random) => `${1 + random.below(40)}. ${brand} ${model} — ${q} шт.`,
  semicolon: ({ sku }, q) => `${sku};${q}`,
  tab: ({ model }, q) => `${model}\t${q}`,
  'count behind a space': ({ model }, q) => `${model} ${q}`,
  'bullet and brackets': ({ brand, model }, q) => `• ${brand} ${model} (${q} шт)`,
  'times first': ({ model }, q) => `${q} x ${model}`,
  'small letters, no dashes': ({ model }, q) => `${model.toLowerCase().replaceAll('-', '')} - ${q} шт`,
  'look-alike letters': ({ model }, q) => `${lookAlike(model)}: ${q} шт`,
  'category, brand, model': ({ category, brand, model }, q) => `${category} ${brand} ${model}, ${q} шт.`,
  'a line of an invoice': ({ model }, q, random) => `${1 + random.below(40)} ${model} ${q} шт 150 000,00 300 000,00`,
  'nothing said of how many': ({ model }) => model,
}

/** Lines that a careful person would ask about, or that order nothing. */
export const badForms: Record<string, Form> = {
  'something for it': ({ model }, q) => `кабель питания для ${model} ${q} шт`,
  'a letter short': ({ model }, q) => `${model.slice(0, -1)} x${q}`,
  'two letters swapped': ({ model }, q) => `${model.replace(/^(.)(.)/, '$2$1')} x${q}`,
  greeting: () => 'Добрый день! Прошу выставить счёт',
  signature: () => 'С уважением, Иванов Пётр, +7 916 123-45-67',
  'unknown article': (_, q, random) => `ZZQ-${1000 + random.below(9000)}-QX ${q} шт`,
}

/** As many lines of each form. */
export function labelledLines(goods: readonly Listed[], perForm: number, random: Random): Labelled[] {
  const lines: Labelled[] = []
  const models = new Set(goods.map(({ model }) => articleKey(model)))
  for (const [forms, isGood] of [[goodForms, true] as const, [badForms, false] as const]) {
    for (const [form, write] of Object.entries(forms)) {
      for (let i = 0; i < perForm; i++) {
        const product = random.pick(goods)
        const quantity = 1 + random.below(30)
        const told = form === 'nothing said of how many' ? 1 : quantity
        // What is still the article, or becomes another one, is no mistake that anybody could see.
        if (!isGood && models.has(articleKey(write(product, quantity, random).split(' x')[0] ?? ''))) continue
        const meant = isGood ? { sku: product.sku, quantity: told } : null
        lines.push({ text: write(product, quantity, random), form, meant })
      }
    }
  }
  return lines
}
