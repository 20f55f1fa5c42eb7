import { splitUnit } from './columns.ts'
import { normaliseCurrency } from './numbers.ts'
import type { CatalogRecord } from './records.ts'
import { sizes } from './sizes.ts'
import { childrenAt, textOf, type XmlNode } from './xml-nodes.ts'

/** What an id in «ЗначенияСвойства» means. */
export interface Property {
  name: string
  unit: string
  /** Names of the values of a directory, by their ids. */
  values: Map<string, string>
}

/** A group and all groups inside it, parents first. */
export function* groupRecords(group: XmlNode, parentKey: string | null): Generator<CatalogRecord> {
  const key = textOf(group, 'Ид')
  const name = textOf(group, 'Наименование').slice(0, sizes.nameLetters)
  if (key !== '' && name !== '') yield { kind: 'category', key, parentKey, name }
  for (const inner of childrenAt(group, 'Группы', 'Группа')) yield* groupRecords(inner, key === '' ? parentKey : key)
}

export function readProperty(node: XmlNode): { key: string; property: Property } {
  const values = new Map<string, string>()
  for (const option of childrenAt(node, 'ВариантыЗначений', 'Справочник')) {
    values.set(textOf(option, 'ИдЗначения'), textOf(option, 'Значение'))
  }
  return { key: textOf(node, 'Ид'), property: { ...splitUnit(textOf(node, 'Наименование')), values } }
}

/** «УчтеноВСумме» of VAT says whether prices of the type hold it; silence is that they do, as in 1C's retail types. */
export function priceTypeRecord(node: XmlNode): Extract<CatalogRecord, { kind: 'priceType' }> {
  const vat = node.children.find((child) => child.name === 'Налог' && /^ндс/i.test(textOf(child, 'Наименование')))
  const key = textOf(node, 'Ид')
  return {
    kind: 'priceType',
    key,
    name: textOf(node, 'Наименование') || key,
    currency: normaliseCurrency(textOf(node, 'Валюта')),
    vatIncluded: textOf(vat, 'УчтеноВСумме').toLowerCase() !== 'false',
  }
}

export function warehouseRecord(node: XmlNode): Extract<CatalogRecord, { kind: 'warehouse' }> {
  const key = textOf(node, 'Ид')
  const place = node.children.find((child) => child.name === 'Адрес')
  // 1C leaves the commas of empty fields: «РОССИЯ ,Москва г ,Москва г ,34 ,1 ,».
  const address = textOf(place, 'Представление')
    .replace(/\s*,[\s,]*/g, ', ')
    .replace(/^, |, $/g, '')
  return { kind: 'warehouse', key, name: textOf(node, 'Наименование') || key, ...(address === '' ? {} : { address }) }
}
