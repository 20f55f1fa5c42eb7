import type { CatalogRecord } from '#exchange/cells/records.ts'
import { type CatalogFile, readChunks } from '#exchange/files/source.ts'
import { type XmlHead, xmlText } from '#exchange/files/xml-head.ts'
import { oneLine, textOf, type WantedPaths, type XmlEvent, xmlEvents } from '#exchange/files/xml-nodes.ts'
import { type ClassifierElement, type Directories, takeIntoDirectories } from './directories.ts'

/** Elements of whole offers; some versions of 1C call a package of changes by the second name. */
export const packages = ['ПакетПредложений', 'ИзмененияПакетаПредложений']
export const goodsPath = 'Каталог/Товары/Товар'
export const offerPaths = packages.map((name) => `${name}/Предложения/Предложение`)

const elements: Record<string, ClassifierElement> = {
  'Классификатор/Группы/Группа': 'group',
  'Классификатор/Свойства/Свойство': 'property',
  'Классификатор/Свойства/СвойствоНоменклатуры': 'property',
  'Классификатор/ЕдиницыИзмерения/ЕдиницаИзмерения': 'unit',
  'Классификатор/ТипыЦен/ТипЦены': 'priceType',
  'Классификатор/Склады/Склад': 'warehouse',
  ...Object.fromEntries(packages.map((name) => [`${name}/ТипыЦен/ТипЦены`, 'priceType'])),
  ...Object.fromEntries(packages.map((name) => [`${name}/Склады/Склад`, 'warehouse'])),
}

/** Paths of the ids that state the catalog of a part of a file. */
export const idPaths = ['Классификатор', 'Каталог', ...packages].flatMap((part) =>
  ['Ид', 'ИдКлассификатора', 'ИдКаталога'].map((name) => `${part}/${name}`),
)

const named = offerPaths.map((path) => `${path}/Наименование`)
const priced = offerPaths.map((path) => `${path}/Цены`)
const stocked = offerPaths.flatMap((path) => ['Количество', 'Остатки', 'Склад'].map((name) => `${path}/${name}`))

const wanted: WantedPaths = {
  containers: new Set([
    'Классификатор',
    'Каталог',
    'Каталог/Товары',
    ...packages,
    ...offerPaths,
    ...named,
    ...priced,
    ...stocked,
  ]),
  nodes: new Set([...Object.keys(elements), ...idPaths, `${goodsPath}/Ид`]),
}

/** The owner of the ids in a part of a file. */
export interface Scope {
  /** The catalog: its goods are hidden together. */
  catalog: string
  /** The classifier: it explains ids of properties, units, price types and warehouses. */
  classifier: string
}

/** The scope of a part of a file, collected while it is read. */
export function createScope(): Scope & { begin(): void; take(path: string, text: string): void } {
  let ids: Record<string, string> = {}
  // Packages of 2.0x write the id of the catalog with a `#` at its beginning or end.
  const own = () => (ids.Ид ?? '').replace(/^#+|#+$/g, '')
  return {
    get catalog() {
      return ids.ИдКаталога || own() || ids.ИдКлассификатора || 'commerceml'
    },
    get classifier() {
      return ids.ИдКлассификатора || ids.ИдКаталога || own() || 'commerceml'
    },
    begin() {
      ids = {}
    },
    take(path, text) {
      ids[path.slice(path.lastIndexOf('/') + 1)] = oneLine(text)
    },
  }
}

/** A file is whole only if it states so itself, since goods are hidden by it. */
export function isWhole({ path, attributes }: Extract<XmlEvent, { at: 'open' }>): boolean {
  return attributes.СодержитТолькоИзменения?.trim().toLowerCase() === 'false' && path !== packages[1]
}

/** The content of a file, and the kinds of data in its offers. */
export interface Scan {
  catalogs: { id: string; isWhole: boolean; goods: number }[]
  offers: number
  hasNames: boolean
  hasPrices: boolean
  hasStock: boolean
  /** Some of the stock is stated by warehouse. */
  hasPlaces: boolean
  /** All its packages of offers are whole. */
  isWholeOffers: boolean
  /** Price types that the file declares, in its classifier or in a package. */
  declaredTypes: Set<string>
  /** Price types and warehouses that its packages name themselves. */
  ownPriceTypes: Set<string>
  ownWarehouses: Set<string>
  /** Goods of which the catalog lists several «goods#characteristic». */
  goodsWithVariants: ReadonlySet<string>
  /** Records of its classifiers. */
  records: CatalogRecord[]
}

/** `goods#characteristic`: the part before the first `#` is the goods. */
export function goodsPart(id: string): string {
  const hash = id.indexOf('#')
  return hash < 0 ? id : id.slice(0, hash)
}

/**
 * Reads a whole file for the first time, so that a torn one fails before its first record, and collects its
 * classifiers, which other files need.
 */
export async function scanFile(file: CatalogFile, head: XmlHead, directories: Directories): Promise<Scan> {
  const severalOf = createSeveral()
  const scan: Scan = {
    catalogs: [],
    offers: 0,
    hasNames: false,
    hasPrices: false,
    hasStock: false,
    hasPlaces: false,
    isWholeOffers: true,
    declaredTypes: new Set(),
    ownPriceTypes: new Set(),
    ownWarehouses: new Set(),
    goodsWithVariants: severalOf.several,
    records: [],
  }
  const scope = createScope()
  let whole = false
  for await (const event of xmlEvents(xmlText(readChunks(file), head), wanted)) {
    const { path } = event
    if (event.at === 'open') {
      if (offerPaths.includes(path)) scan.offers++
      else if (named.includes(path)) scan.hasNames = true
      else if (priced.includes(path)) scan.hasPrices = true
      else if (stocked.includes(path)) {
        scan.hasStock = true
        scan.hasPlaces ||= !path.endsWith('/Количество')
      } else if (path === 'Каталог/Товары') scan.catalogs.push({ id: scope.catalog, isWhole: whole, goods: 0 })
      else {
        scope.begin()
        whole = isWhole(event)
        if (packages.includes(path)) scan.isWholeOffers &&= whole
      }
      continue
    }
    const element = elements[path]
    if (element) {
      const records = [...takeIntoDirectories(directories, scope.classifier, element, event.node)]
      scan.records.push(...records)
      const id = textOf(event.node, 'Ид')
      const isOwn = packages.includes(path.split('/')[0] ?? '') && id !== ''
      if (element === 'priceType' && id !== '') scan.declaredTypes.add(id)
      if (isOwn && element === 'priceType') scan.ownPriceTypes.add(id)
      if (isOwn && element === 'warehouse') scan.ownWarehouses.add(id)
    } else if (idPaths.includes(path)) {
      scope.take(path, event.node.text)
    } else {
      const catalog = scan.catalogs.at(-1)
      if (catalog) catalog.goods++
      severalOf.add(oneLine(event.node.text))
    }
  }
  return scan
}

function createSeveral() {
  const seen = new Map<string, string>()
  const several = new Set<string>()
  return {
    several,
    add(id: string) {
      const goods = goodsPart(id)
      if (goods === id) return
      if ((seen.get(goods) ?? id) !== id) several.add(goods)
      seen.set(goods, id)
    },
  }
}
