import type { CatalogHead, CatalogRecord, Memory } from '#exchange/cells/records.ts'
import { type CatalogFile, readChunks } from '#exchange/files/source.ts'
import { type XmlHead, xmlText } from '#exchange/files/xml-head.ts'
import { textOf, type WantedPaths, type XmlEvent, type XmlNode, xmlEvents } from '#exchange/files/xml-nodes.ts'
import { type Directories, mainWarehouse } from './directories.ts'
import { type GoodsContext, readGoods, variantRecords } from './goods.ts'
import { type PricesContext, priceRecords, type Untaken } from './prices.ts'
import { createScope, goodsPath, idPaths, isWhole, offerPaths, packages, type Scan } from './scan.ts'
import { type StockContext, stockRecords } from './stock.ts'

const wanted: WantedPaths = {
  containers: new Set(['Каталог', 'Каталог/Товары', ...packages, ...packages.map((name) => `${name}/Предложения`)]),
  nodes: new Set([...idPaths, goodsPath, ...offerPaths]),
}

/** State that all files of a call share. */
export interface Session {
  directories: Directories
  priceTypes: Memory['priceTypes']
  /** Price types that these files declare. */
  declared: ReadonlySet<string>
  variantSkus: Map<string, string>
  untaken: Untaken
  wholeOffers: boolean
  /** At least one of the files describes goods. */
  hasGoods: boolean
  /** Warehouses in which earlier files may have put goods. */
  earlierPlaces: Directories['warehouses']
  mainReportedFor: Set<string>
  /** The head of a file's list of goods. */
  headOf(catalog: string, isWhole: boolean): CatalogHead
}

/** The goods, prices and stock of one scanned file; `onBytes` receives the number of bytes read. */
export async function* fileRecords(
  file: CatalogFile,
  head: XmlHead,
  scan: Scan,
  session: Session,
  onBytes: (count: number) => void,
): AsyncGenerator<CatalogRecord> {
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of readChunks(file)) {
      onBytes(chunk.byteLength)
      yield chunk
    }
  }
  const state = createState(scan, session)
  for await (const event of xmlEvents(xmlText(counted(), head), wanted)) {
    if (event.at === 'open') yield* state.opened(event)
    else if (idPaths.includes(event.path)) state.scope.take(event.path, event.node.text)
    else yield* event.path === goodsPath ? state.goods(event.node) : state.offer(event.node)
  }
}

function createState(scan: Scan, session: Session) {
  const { directories, priceTypes, declared, variantSkus, untaken, earlierPlaces, mainReportedFor } = session
  const scope = createScope()
  let row = 0
  let whole = false
  let context: GoodsContext & PricesContext & StockContext

  function* opened(event: Extract<XmlEvent, { at: 'open' }>): Generator<CatalogRecord> {
    if (event.path === 'Каталог' || packages.includes(event.path)) {
      scope.begin()
      whole = isWhole(event)
      return
    }
    const { classifier } = scope
    const { goodsWithVariants } = scan
    context = {
      ...{
        directories,
        classifier,
        priceTypes,
        declared,
        variantSkus,
        untaken,
        goodsWithVariants,
        earlierPlaces,
        mainReportedFor,
      },
      isWholeCatalog: whole,
      wholeTypes: whole ? wholeTypes(scan, directories, classifier) : new Set(),
      wholePlaces: whole ? wholePlaces(scan, directories, classifier) : new Set(),
    }
    // A catalog without goods (only groups or warehouses) hides nothing, so it has no head.
    if (event.path === 'Каталог/Товары') yield session.headOf(scope.catalog, whole)
    else yield { kind: 'catalog', id: scope.catalog, full: false, wholeOffers: session.wholeOffers }
  }
  function* goods(node: XmlNode): Generator<CatalogRecord> {
    yield readGoods(node, ++row, context)
  }
  function* offer(node: XmlNode): Generator<CatalogRecord> {
    row++
    const id = textOf(node, 'Ид')
    if (id === '') {
      yield { kind: 'rejected', row, reason: 'no_key', value: textOf(node, 'Наименование').slice(0, 100) }
      return
    }
    let isSilent = true
    for (const record of offerRecords(node, row, id)) {
      isSilent = false
      yield record
    }
    // A file of names alone is understood, though it changes nothing.
    const isMentioned = isSilent && !session.hasGoods && !id.includes('#') && textOf(node, 'Наименование') !== ''
    if (isMentioned) yield { kind: 'mention', row, key: id, sku: textOf(node, 'Артикул') }
  }
  function* offerRecords(node: XmlNode, at: number, id: string): Generator<CatalogRecord> {
    yield* variantRecords(node, at, context)
    yield* priceRecords(node, at, id, context)
    yield* stockRecords(node, at, id, context)
  }
  return { scope, opened, goods, offer }
}

/**
 * In a whole package silence means none, but only for the kinds it covers: prices and stock may be in separate files.
 * The price types and warehouses at its head count; without any, those that earlier files of the catalog named.
 */
function wholeTypes(scan: Scan, { priceTypes }: Directories, classifier: string): Set<string> {
  if (!scan.hasPrices && !scan.hasStock) return new Set()
  const known = scan.hasPrices ? priceTypes.of(classifier).keys() : []
  const types = scan.ownPriceTypes.size > 0 ? scan.ownPriceTypes : new Set(known)
  return new Set([...types].filter((type) => !priceTypes.get(classifier, type)?.isSecret))
}

function wholePlaces(scan: Scan, { warehouses }: Directories, classifier: string): Set<string> {
  if (!scan.hasPrices && !scan.hasStock) return new Set()
  if (scan.ownWarehouses.size > 0) return scan.ownWarehouses
  const known = scan.hasStock ? new Set(warehouses.of(classifier).keys()) : new Set<string>()
  return scan.hasStock && !scan.hasPlaces && known.size === 0 ? new Set([mainWarehouse.key]) : known
}
