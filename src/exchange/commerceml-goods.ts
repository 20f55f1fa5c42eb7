import { BASIC_VAT } from '../domain/money.ts'
import { splitUnit } from './columns.ts'
import type { Property } from './commerceml-classifier.ts'
import { parseVatRate } from './numbers.ts'
import type { CatalogRecord, Characteristic, ProductRecord, RejectedRecord } from './records.ts'
import { sizes } from './sizes.ts'
import { childOf, childrenAt, oneLine, textOf, type XmlNode } from './xml-nodes.ts'

/** What the reading of goods remembers from their classifier and from the goods before. */
export interface GoodsContext {
  properties: Map<string, Property>
  /** Goods of which this file has several «goods#characteristic»: each of those is a product of its own. */
  goodsWithVariants: ReadonlySet<string>
  variantSkus: Set<string>
  /** The package is whole: all that there are of some goods are in it. */
  full: boolean
}

/** `goods#characteristic`: the part before the first `#` is the goods. */
export function goodsPart(id: string): string {
  const hash = id.indexOf('#')
  return hash < 0 ? id : id.slice(0, hash)
}

/**
 * What a «goods#characteristic» is written under. The only one of its goods is the goods; of several each is a product
 * of its own under its whole id, so that prices and stock of a white and a red one are never added up or overwritten.
 * A package of changes may name one of several only, so there ids stay whole: who writes them down looks for that id,
 * and where it is unknown for the goods.
 */
export function productKey(
  id: string,
  { goodsWithVariants, full }: Pick<GoodsContext, 'goodsWithVariants' | 'full'>,
): string {
  const goods = goodsPart(id)
  return full && !goodsWithVariants.has(goods) ? goods : id
}

/** A «Товар», or a «Предложение» in what it shares with one. */
export function readGoods(node: XmlNode, row: number, context: GoodsContext): ProductRecord | RejectedRecord {
  const id = textOf(node, 'Ид')
  const reject = (reason: RejectedRecord['reason'], value: string): RejectedRecord => {
    const owner = id === '' ? {} : { productKey: productKey(id, context) }
    return { kind: 'rejected', row, reason, value: value.slice(0, 100), ...owner }
  }
  const name = textOf(node, 'Наименование')
  if (id === '') return reject('no_key', name)
  const key = productKey(id, context)
  const deleted = node.attributes.Статус === 'Удален' || textOf(node, 'ПометкаУдаления') === 'true'
  if (name === '' && !deleted) return reject('no_name', id)
  if (name.length > sizes.nameLetters) return reject('too_long', name)
  const vatRate = vatRateOf(node)
  if (vatRate === null) return reject('bad_vat', textOf(childrenAt(node, 'СтавкиНалогов', 'СтавкаНалога')[0], 'Ставка'))

  const requisites = namedValues(childrenAt(node, 'ЗначенияРеквизитов', 'ЗначениеРеквизита'))
  // Goods without an article are sold all the same: under 1C's short code, or under their id.
  const article = textOf(node, 'Артикул') || requisites.get('Код') || goodsPart(id)
  if (article.length > sizes.skuLetters) return reject('too_long', article)
  const all = [...propertyValues(node, context.properties), ...ownCharacteristics(node)]
  const brandless = all.filter((one) => !brandWords.test(one.name))
  const variant = key.includes('#') ? variantWords(node, id, name) : null
  return {
    kind: 'product',
    row,
    key,
    sku: variant === null ? article : variantSku(article, variant, id, context.variantSkus),
    model: requisites.get('Модель') ?? all.find((one) => one.name === 'Модель')?.value ?? '',
    name: variant === null || name.endsWith(')') ? name : `${name} (${variant})`,
    brand:
      textOf(childOf(node, 'Изготовитель'), 'Наименование') ||
      textOf(node, 'ТорговаяМарка') ||
      (all.find((one) => brandWords.test(one.name))?.value ?? ''),
    unit: unitOf(childOf(node, 'БазоваяЕдиница')),
    description: plainText(childOf(node, 'Описание')?.text ?? ''),
    categoryKeys: childrenAt(node, 'Группы', 'Ид')
      .map((group) => oneLine(group.text))
      .filter(isSet),
    vatRate,
    characteristics: brandless,
    deleted,
  }
}

const brandWords = /^(производитель|бренд|торговая марка)$/i

/** A GUID of zeros is how 1C writes "not set". */
function isSet(value: string): boolean {
  return value !== '' && !/^[0-]+-[0-]+$/.test(value)
}

function propertyValues(node: XmlNode, properties: Map<string, Property>): Characteristic[] {
  return childrenAt(node, 'ЗначенияСвойств', 'ЗначенияСвойства').flatMap((entry) => {
    const property = properties.get(textOf(entry, 'Ид'))
    const { name, unit } = property ?? splitUnit(textOf(entry, 'Наименование'))
    if (name === '') return []
    const values = entry.children.filter((child) => child.name === 'Значение').map((child) => oneLine(child.text))
    return values
      .filter(isSet)
      .map((value) => ({ name, value: (property?.values.get(value) ?? value).slice(0, sizes.nameLetters), unit }))
  })
}

function ownCharacteristics(node: XmlNode): Characteristic[] {
  return childrenAt(node, 'ХарактеристикиТовара', 'ХарактеристикаТовара')
    .map((entry) => ({ ...splitUnit(textOf(entry, 'Наименование')), value: textOf(entry, 'Значение') }))
    .filter((one) => one.name !== '' && one.value !== '')
}

function namedValues(entries: XmlNode[]): Map<string, string> {
  return new Map(entries.map((entry) => [textOf(entry, 'Наименование'), textOf(entry, 'Значение')]))
}

function vatRateOf(node: XmlNode): number | null {
  const rates = childrenAt(node, 'СтавкиНалогов', 'СтавкаНалога')
  const vat = rates.find((rate) => /^ндс/i.test(textOf(rate, 'Наименование'))) ?? rates[0]
  return vat ? parseVatRate(textOf(vat, 'Ставка')) : BASIC_VAT
}

/** How a variant is told from the others: by its characteristics, else by 1C's «(39)» in its name, else by its id. */
function variantWords(node: XmlNode, id: string, name: string): string {
  const values = ownCharacteristics(node).map((one) => one.value)
  return values.length > 0 ? values.join(', ') : (/\(([^()]+)\)$/.exec(name)?.[1] ?? shortId(id))
}

function shortId(id: string): string {
  return id.slice(goodsPart(id).length + 1).slice(0, 8)
}

/** Variants share one article, and an article names one product: theirs get the words that tell them apart. */
function variantSku(article: string, words: string, id: string, taken: Set<string>): string {
  const plain = `${article}-${words.replace(/[,;\s]+/g, '-')}`.slice(0, sizes.skuLetters - 9)
  const sku = taken.has(plain) ? `${plain}-${shortId(id)}` : plain
  taken.add(sku)
  return sku
}

/** Short names of the commonest units of the ОКЕИ classifier, for files that give its code only. */
const unitsByCode: Record<string, string> = {
  '796': 'шт',
  '715': 'пар',
  '839': 'компл',
  '778': 'упак',
  '006': 'м',
  '166': 'кг',
}

function unitOf(node: XmlNode | undefined): string {
  const { Код = '', НаименованиеПолное = '' } = node?.attributes ?? {}
  return oneLine(node?.text ?? '') || unitsByCode[Код.trim()] || oneLine(НаименованиеПолное) || 'шт'
}

/** A description may be HTML: its words and line breaks stay. */
function plainText(html: string): string {
  const words = html.replace(/<(br|\/p|\/li|\/div)\b[^>]*>/gi, '\n').replace(/<[a-z/!][^>]*>/gi, '')
  const plain = words.replaceAll('&nbsp;', ' ').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  return plain
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()
    .slice(0, sizes.cellLetters)
}

/** Variants of goods as an offer tells them: what it leaves out is the goods' own. */
export function* variantRecords(node: XmlNode, row: number, context: GoodsContext): Generator<CatalogRecord> {
  const id = textOf(node, 'Ид')
  if (!productKey(id, context).includes('#')) return
  const record = readGoods(node, row, context)
  yield record.kind === 'product' ? { ...record, variantOf: goodsPart(id) } : record
}
