import type { StagedRow } from '../db/import-staging.ts'
import { articleKey } from '../domain/catalog.ts'
import type { Told } from '../domain/characteristics.ts'
import type { ProductRecord } from '../exchange/records.ts'
import { characteristicsOf } from './import-characteristics.ts'

/** Whether goods are told, a variant of some, or that they are gone. */
export function toldOf(record: ProductRecord): StagedRow['told'] {
  if (record.deleted) return 'deleted'
  return record.variantOf === undefined ? 'goods' : 'variant'
}

/** A row as it is staged; without a product, of offers for it. */
export function stagedRow(
  head: Pick<StagedRow, 'runId' | 'n' | 'told' | 'key' | 'rowNumber' | 'source'>,
  product: ProductRecord | undefined,
): StagedRow {
  const hash = head.key.indexOf('#')
  const told = product?.characteristics.map((one): Told => [one.name, one.unit, one.value]) ?? []
  const { sku = '', model = '', name = '', brand = '', unit = '', description = '', vatRate = 0 } = product ?? {}
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
    characteristics: JSON.stringify(characteristicsOf(told, [], brand, false)),
    available: null,
    categoryId: null,
    productId: null,
    parentId: null,
  }
}
