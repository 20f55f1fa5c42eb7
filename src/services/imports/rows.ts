import type { StagedRow } from '#db/imports/staging.ts'
import { articleKey, barcodeKey } from '#domain/catalog/catalog.ts'
import type { StatedCharacteristic } from '#domain/catalog/characteristics.ts'
import type { MentionRecord, ProductRecord } from '#exchange/cells/records.ts'
import { characteristicsOf } from './characteristics.ts'

/** The kind of a row: goods, a variant of some, or a deletion; goods that are only mentioned have offers. */
export function rowKindOf(record: ProductRecord | MentionRecord): StagedRow['told'] {
  if (record.kind === 'mention') return 'offers'
  if (record.deleted) return 'deleted'
  return record.variantOf === undefined ? 'goods' : 'variant'
}

/** A row in its staged form; without a record, it holds offers for its key. */
export function stagedRow(
  head: Pick<StagedRow, 'runId' | 'n' | 'told' | 'key' | 'rowNumber' | 'source'>,
  record: ProductRecord | MentionRecord | undefined,
): StagedRow {
  const product = record?.kind === 'product' ? record : undefined
  const hash = head.key.indexOf('#')
  const stated = product?.characteristics.map((one): StatedCharacteristic => [one.name, one.unit, one.value]) ?? []
  const { model = '', name = '', brand = '', unit = '', description = '', vatRate = 0 } = product ?? {}
  const sku = record?.sku ?? ''
  return {
    ...head,
    goodsKey: product?.variantOf ?? (hash < 0 ? '' : head.key.slice(0, hash)),
    sku,
    skuKey: articleKey(sku),
    model,
    modelKey: articleKey(model),
    name,
    brand,
    unit,
    description,
    categoryKey: product?.categoryKeys[0] ?? '',
    vatRate,
    characteristics: JSON.stringify(characteristicsOf(stated, [], brand, false)),
    codes: JSON.stringify(codesOf(product)),
    available: null,
    categoryId: null,
    productId: null,
    parentId: null,
  }
}

/** Search keys of goods in addition to article and model: kind, value, key. */
function codesOf(product: ProductRecord | undefined): [kind: 'code' | 'barcode', value: string, key: string][] {
  if (!product) return []
  const { codes = [], barcodes = [], sku, model } = product
  const known = new Set([articleKey(sku), articleKey(model), ''])
  return [
    ...codes.map((value) => ['code', value, articleKey(value)] as const).filter(([, , key]) => !known.has(key)),
    ...barcodes.map((value) => ['barcode', value, barcodeKey(value)] as const).filter(([, , key]) => key !== ''),
  ].map((one) => [...one])
}
