import type { CatalogRecord, DirectoryRecord, Memory } from '#exchange/cells/records.ts'
import { oneLine, textOf, type XmlNode } from '#exchange/files/xml-nodes.ts'
import {
  type ClassifierPriceType,
  groupRecords,
  type Property,
  readPriceType,
  readProperty,
  warehouseRecord,
} from './classifier.ts'
import { unitCode, unitsByCode } from './okei.ts'

/** The warehouse of goods that come with a number only. */
export const mainWarehouse = { kind: 'warehouse', key: 'main', name: 'Основной склад' } as const

/** Ids of one kind: an id has the meaning of its own catalog, else that of any other catalog. */
export interface DirectoryEntries<Value> {
  set(catalog: string, key: string, value: Value): void
  get(catalog: string, key: string): Value | undefined
  /** All entries of a catalog, or those of all catalogs if it has none. */
  of(catalog: string): ReadonlyMap<string, Value>
}

function createEntries<Value>(): DirectoryEntries<Value> {
  const byCatalog = new Map<string, Map<string, Value>>()
  const all = new Map<string, Value>()
  return {
    set(catalog, key, value) {
      const own = byCatalog.get(catalog) ?? new Map<string, Value>()
      byCatalog.set(catalog, own.set(key, value))
      all.set(key, value)
    },
    get: (catalog, key) => byCatalog.get(catalog)?.get(key) ?? all.get(key),
    of: (catalog) => byCatalog.get(catalog) ?? all,
  }
}

/** The entries of 1C's classifiers: from earlier files and from the files that are being read. */
export interface Directories {
  properties: DirectoryEntries<Property>
  /** Names of the values of directories by their ids. */
  values: DirectoryEntries<string>
  units: DirectoryEntries<string>
  priceTypes: DirectoryEntries<ClassifierPriceType>
  warehouses: DirectoryEntries<string>
}

const kinds = ['property', 'value', 'unit', 'price_type', 'warehouse'] as const
type Kind = (typeof kinds)[number]

/** Directories that begin with the entries of earlier files. */
export function createDirectories(memory: Memory): Directories {
  const directories: Directories = {
    properties: createEntries(),
    values: createEntries(),
    units: createEntries(),
    priceTypes: createEntries(),
    warehouses: createEntries(),
  }
  for (const { catalog, directory, key, value } of memory.directories) {
    const kind = kinds.find((one) => one === directory)
    if (kind) remember(directories, kind, catalog, key, JSON.parse(value))
  }
  return directories
}

/** `entryOf` wrote `value`, so its shape is that of its kind. */
function remember(directories: Directories, kind: Kind, catalog: string, key: string, value: unknown): void {
  if (kind === 'property') directories.properties.set(catalog, key, value as Property)
  else if (kind === 'price_type') directories.priceTypes.set(catalog, key, value as ClassifierPriceType)
  else if (kind === 'value') directories.values.set(catalog, key, value as string)
  else if (kind === 'unit') directories.units.set(catalog, key, value as string)
  else directories.warehouses.set(catalog, key, value as string)
}

function entryOf(
  directories: Directories,
  directory: Kind,
  catalog: string,
  key: string,
  value: Property | ClassifierPriceType | string,
): DirectoryRecord {
  remember(directories, directory, catalog, key, value)
  return { kind: 'directory', catalog, directory, key, value: JSON.stringify(value) }
}

/** The kind of a classifier's element. */
export type ClassifierElement = 'group' | 'property' | 'unit' | 'priceType' | 'warehouse'

/** Adds an element of `catalog`'s classifier to the directories; answers the records to store. */
export function* takeIntoDirectories(
  directories: Directories,
  catalog: string,
  element: ClassifierElement,
  node: XmlNode,
): Generator<CatalogRecord> {
  const entry = (kind: Kind, key: string, value: Property | ClassifierPriceType | string) =>
    entryOf(directories, kind, catalog, key, value)
  if (element === 'group') yield* groupRecords(node, null)
  else if (element === 'property') {
    const { key, property, values } = readProperty(node)
    if (key !== '' && property.name !== '') yield entry('property', key, property)
    for (const [id, name] of values) yield entry('value', id, name)
  } else if (element === 'unit') {
    const name = oneLine(textOf(node, 'НаименованиеКраткое') || textOf(node, 'НаименованиеПолное'))
    const keys = new Set([unitKey(textOf(node, 'Код')), unitKey(textOf(node, 'Ид'))])
    for (const key of keys) if (key !== '' && name !== '') yield entry('unit', key, name)
  } else if (element === 'priceType') {
    const { key, priceType } = readPriceType(node)
    if (key === '') return
    yield entry('price_type', key, priceType)
    const { name, currency, vatIncluded, isSecret } = priceType
    if (!isSecret) yield { kind: 'priceType', key, name, currency, vatIncluded }
  } else {
    const record = warehouseRecord(node)
    if (record.key === '') return
    yield entry('warehouse', record.key, record.name)
    yield record
  }
}

/** Adds the warehouse of goods that come with a number only. */
export function takeMainWarehouse(directories: Directories, catalog: string): CatalogRecord[] {
  const { key, name } = mainWarehouse
  return [entryOf(directories, 'warehouse', catalog, key, name), mainWarehouse]
}

const unitKey = (text: string) => unitCode(text) || text.trim()

/** International abbreviations that 1C writes if it has no Russian name. */
const abbreviations: Record<string, string> = { PCE: 'шт', NMP: 'упак', NPR: 'пар', SET: 'компл', MTR: 'м', KGM: 'кг' }

/** The unit of a «БазоваяЕдиница» in words; empty if it has none. */
export function unitOf(node: XmlNode | undefined, catalog: string, { units }: Directories): string {
  if (!node) return ''
  const { Код = '', НаименованиеПолное = '', НаименованиеКраткое = '' } = node.attributes
  const text = oneLine(node.text) || textOf(node, 'Наименование') || oneLine(НаименованиеКраткое)
  const named = (key: string) =>
    key === '' ? undefined : (units.get(catalog, unitKey(key)) ?? unitsByCode[unitCode(key)])
  if (text !== '' && unitCode(text) === '') return units.get(catalog, text) ?? abbreviations[text] ?? text
  return named(text) ?? named(Код) ?? (oneLine(НаименованиеПолное) || (text === '' && Код.trim() === '' ? '' : 'ед.'))
}
