import { BASIC_VAT } from '#domain/money.ts'
import { parseVatRate } from '#exchange/cells/numbers.ts'
import type { CatalogRecord, ProductRecord, RejectedRecord } from '#exchange/cells/records.ts'
import { htmlToText } from '#exchange/files/html-text.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { childOf, childrenAt, oneLine, textOf, type XmlNode } from '#exchange/files/xml-nodes.ts'
import { characteristicsOf, variantName, variantWords } from './characteristics.ts'
import { type Directories, unitOf } from './directories.ts'
import { goodsPart } from './scan.ts'

/** State for reading goods and offers. */
export interface GoodsContext {
  directories: Directories
  /** The classifier that explains the ids in these goods. */
  classifier: string
  /** Goods of which the catalog lists several «goods#characteristic». */
  goodsWithVariants: ReadonlySet<string>
  /** The catalog contains all variants of its goods. */
  isWholeCatalog: boolean
  /** The owner of each sku of a variant. */
  variantSkus: Map<string, string>
}

/** A «Товар»; one with a characteristic is a product of its own, by the catalog's word. */
export function readGoods(node: XmlNode, row: number, context: GoodsContext): ProductRecord | RejectedRecord {
  const id = textOf(node, 'Ид')
  const isOneOfSeveral = id.includes('#') && (!context.isWholeCatalog || context.goodsWithVariants.has(goodsPart(id)))
  return readProduct(node, row, context, isOneOfSeveral ? 'variant' : 'goods')
}

/** Stands for "no characteristic" if an offer of goods themselves is deleted while their variants are not. */
const NONE = '-'

/**
 * The record of an offer of `goods#characteristic`, if it has a name: missing fields come from the goods. An offer
 * without a characteristic is its goods, which the catalog describes; only its deletion is recorded here.
 */
export function* variantRecords(node: XmlNode, row: number, context: GoodsContext): Generator<CatalogRecord> {
  const id = textOf(node, 'Ид')
  const isVariant = id.includes('#')
  const deleted = isDeleted(node)
  if (!deleted && (!isVariant || textOf(node, 'Наименование') === '')) return
  const record = readProduct(node, row, context, isVariant ? 'variant' : 'goods')
  if (record.kind === 'rejected') {
    yield record
    return
  }
  const unit = unitOf(childOf(node, 'БазоваяЕдиница'), context.classifier, context.directories)
  yield { ...record, key: isVariant ? id : `${id}#${NONE}`, unit, variantOf: goodsPart(id) }
}

function isDeleted(node: XmlNode): boolean {
  const marks = [node.attributes.Статус ?? '', textOf(node, 'Статус'), textOf(node, 'ПометкаУдаления')]
  return marks.some((mark) => /^(удал[её]н|true|да|1)$/i.test(mark.trim()))
}

function readProduct(
  node: XmlNode,
  row: number,
  context: GoodsContext,
  as: 'goods' | 'variant',
): ProductRecord | RejectedRecord {
  const key = textOf(node, 'Ид')
  const reject = (reason: RejectedRecord['reason'], value: string): RejectedRecord => {
    const owner = key === '' ? {} : { productKey: key }
    return { kind: 'rejected', row, reason, value: value.slice(0, 100), ...owner }
  }
  const name = textOf(node, 'Наименование')
  if (key === '') return reject('no_key', name)
  const deleted = isDeleted(node)
  if (name === '' && !deleted) return reject('no_name', key)
  if (name.length > sizes.nameLetters) return reject('too_long', name)
  const vatRate = vatRateOf(node)
  if (vatRate === null) return reject('bad_vat', textOf(childrenAt(node, 'СтавкиНалогов', 'СтавкаНалога')[0], 'Ставка'))

  const requisites = namedValues(childrenAt(node, 'ЗначенияРеквизитов', 'ЗначениеРеквизита'))
  const code = requisites.get('код') ?? textOf(node, 'Код')
  // Goods without an article are sold all the same: under 1C's short code, or under their id.
  const article = textOf(node, 'Артикул') || code || goodsPart(key)
  if (article.length > sizes.skuLetters) return reject('too_long', article)
  const { classifier, directories } = context
  const all = characteristicsOf(node, classifier, directories, as === 'variant' ? 'offer' : 'goods')
  const words = as === 'variant' ? variantWords(node, name) : ''
  return {
    kind: 'product',
    row,
    key,
    sku: as === 'variant' ? variantSku(article, words, key, context.variantSkus) : article,
    model: requisites.get('модель') ?? all.find((one) => /^модель$/i.test(one.name))?.value ?? '',
    name: as === 'variant' ? variantName(name, words) : name,
    brand: brandOf(node) || (all.find((one) => brandWords.test(one.name))?.value ?? ''),
    unit: unitOf(childOf(node, 'БазоваяЕдиница'), classifier, directories) || 'шт',
    description: htmlToText(childOf(node, 'Описание')?.text ?? ''),
    categoryKeys: childrenAt(node, 'Группы', 'Ид')
      .map((group) => oneLine(group.text))
      .filter((group) => group !== '' && !/^[0-]+$/.test(group)),
    vatRate,
    characteristics: all.filter((one) => !brandWords.test(one.name)),
    deleted,
    ...codesOf(node, code, article),
  }
}

const brandWords = /^(производитель|бренд|торговая марка)$/i

function brandOf(node: XmlNode): string {
  return textOf(childOf(node, 'Изготовитель'), 'Наименование') || textOf(node, 'ТорговаяМарка')
}

function codesOf(node: XmlNode, code: string, article: string): Pick<ProductRecord, 'codes' | 'barcodes'> {
  const unit = childOf(node, 'БазоваяЕдиница')
  const barcodes = node.children
    .filter((child) => /^штрих-?код$/i.test(child.name))
    .concat(childrenAt(node, 'Штрихкоды', 'Штрихкод', 'ШтрихКод'))
    .flatMap((child) => [oneLine(child.text), textOf(child, 'Значение')])
    .concat(oneLine(unit?.attributes.Штрихкод ?? ''))
    .flatMap((text) => text.split(/[,;\s]+/))
    .filter((text) => /\d/.test(text) && text.length <= sizes.skuLetters)
  return {
    ...(code !== '' && code !== article && code.length <= sizes.skuLetters ? { codes: [code] } : {}),
    ...(barcodes.length > 0 ? { barcodes: [...new Set(barcodes)] } : {}),
  }
}

/** Requisites by their names in small letters. */
function namedValues(entries: XmlNode[]): Map<string, string> {
  const values = entries.map(
    (entry) => [textOf(entry, 'Наименование').toLowerCase(), textOf(entry, 'Значение')] as const,
  )
  return new Map(values.filter(([, value]) => value !== ''))
}

function vatRateOf(node: XmlNode): number | null {
  const rates = childrenAt(node, 'СтавкиНалогов', 'СтавкаНалога')
  const vat = rates.find((rate) => /^ндс/i.test(textOf(rate, 'Наименование'))) ?? rates[0]
  return vat ? parseVatRate(textOf(vat, 'Ставка')) : BASIC_VAT
}

/** An article names one product, but variants share one: each variant's words are added to it. */
function variantSku(article: string, words: string, id: string, taken: Map<string, string>): string {
  const goods = goodsPart(id)
  const short = id.slice(goods.length + 1).slice(0, 8)
  const plain = `${article}-${(words || short).replace(/[,;\s]+/g, '-')}`.slice(0, sizes.skuLetters - 9)
  // Two goods of one article may have variants of one colour.
  const sku = (taken.get(plain) ?? id) === id ? plain : `${plain}-${short}`
  taken.set(sku, id)
  return sku
}
