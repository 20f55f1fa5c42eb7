import { isSecretPrice } from '#domain/catalog/prices.ts'
import { roubleOr } from '#exchange/cells/commerceml-currency.ts'
import type { CatalogRecord } from '#exchange/cells/records.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { childrenAt, textOf, type XmlNode } from '#exchange/files/xml-nodes.ts'
import { splitUnit } from '#exchange/tables/columns.ts'

/** The meaning of an id in «ЗначенияСвойств». */
export interface Property {
  name: string
  unit: string
}

export interface ClassifierPriceType {
  name: string
  currency: string
  vatIncluded: boolean
  /** The distributor's own cost: no dealer may see it. */
  isSecret: boolean
}

/** A group and all groups inside it, parents first. */
export function* groupRecords(group: XmlNode, parentKey: string | null): Generator<CatalogRecord> {
  const key = textOf(group, 'Ид')
  const name = textOf(group, 'Наименование').slice(0, sizes.nameLetters)
  if (key !== '' && name !== '') yield { kind: 'category', key, parentKey, name }
  for (const inner of childrenAt(group, 'Группы', 'Группа')) yield* groupRecords(inner, key === '' ? parentKey : key)
}

/** A property, with the names of its directory's values by their ids. */
export function readProperty(node: XmlNode): { key: string; property: Property; values: Map<string, string> } {
  const values = new Map<string, string>()
  for (const option of childrenAt(node, 'ВариантыЗначений', 'Справочник')) {
    const key = textOf(option, 'ИдЗначения')
    if (key !== '') values.set(key, textOf(option, 'Значение'))
  }
  return { key: textOf(node, 'Ид'), property: splitUnit(textOf(node, 'Наименование')), values }
}

/** «УчтеноВСумме» of VAT states whether prices of the type include it; without it they do, as in 1C's retail types. */
export function readPriceType(node: XmlNode): { key: string; priceType: ClassifierPriceType } {
  const vat = node.children.find((child) => child.name === 'Налог' && /^ндс/i.test(textOf(child, 'Наименование')))
  const key = textOf(node, 'Ид')
  const name = textOf(node, 'Наименование') || key
  const currency = roubleOr(textOf(node, 'Валюта'))
  const vatIncluded = textOf(vat, 'УчтеноВСумме').toLowerCase() !== 'false'
  return { key, priceType: { name, currency, vatIncluded, isSecret: isSecretPrice(name) } }
}

export function warehouseRecord(node: XmlNode): Extract<CatalogRecord, { kind: 'warehouse' }> {
  const key = textOf(node, 'Ид')
  const place = node.children.find((child) => child.name === 'Адрес')
  // 1C writes the commas of empty fields: «РОССИЯ ,Москва г ,Москва г ,34 ,1 ,».
  const address = textOf(place, 'Представление')
    .replace(/\s*,[\s,]*/g, ', ')
    .replace(/^, |, $/g, '')
  return { kind: 'warehouse', key, name: textOf(node, 'Наименование') || key, ...(address === '' ? {} : { address }) }
}
