import { groupRecords, priceTypeRecord, readProperty, warehouseRecord } from './commerceml-classifier.ts'
import { type GoodsContext, goodsPart, readGoods, variantRecords } from './commerceml-goods.ts'
import { type OffersContext, offerRecords } from './commerceml-offers.ts'
import { decodeChunks, type Encoding } from './encoding.ts'
import { type CatalogRecord, type Memory, noMemory } from './records.ts'
import { sizes } from './sizes.ts'
import { type CatalogFile, readChunks } from './source.ts'
import { oneLine, type Wanted, type XmlEvent, xmlEvents } from './xml-nodes.ts'

const packages = ['ПакетПредложений', 'ИзмененияПакетаПредложений']
const goods = 'Каталог/Товары/Товар'
const offers = packages.map((name) => `${name}/Предложения/Предложение`)
const priceTypes = ['Классификатор', ...packages].map((name) => `${name}/ТипыЦен/ТипЦены`)
const warehouses = ['Классификатор', ...packages].map((name) => `${name}/Склады/Склад`)
const properties = ['Классификатор/Свойства/Свойство', 'Классификатор/Свойства/СвойствоНоменклатуры']
const group = 'Классификатор/Группы/Группа'
const catalogId = 'Каталог/Ид'

const everything: Wanted = {
  containers: new Set(['Каталог', 'Каталог/Товары', ...packages]),
  nodes: new Set([group, ...properties, ...priceTypes, ...warehouses, catalogId, goods, ...offers]),
}
const idsOnly: Wanted = { containers: new Set(), nodes: new Set([goods, ...offers].map((path) => `${path}/Ид`)) }

/** Everything that a CommerceML 2 file says, `total` bytes long; read twice, so a torn file fails before its first record. */
export async function* commercemlRecords(
  file: CatalogFile,
  encoding: Encoding,
  total: number,
  _memory: Memory = noMemory,
): AsyncGenerator<CatalogRecord> {
  const goodsWithVariants = await findVariants(xmlEvents(decodeChunks(readChunks(file), encoding), idsOnly))
  let done = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of readChunks(file)) {
      done += chunk.byteLength
      yield chunk
    }
  }
  const context: Context = {
    properties: new Map(),
    goodsWithVariants,
    variantSkus: new Set(),
    priceTypes: new Map(),
    warehouses: new Set(),
    full: false,
    catalog: { kind: 'catalog', id: 'commerceml', full: false },
    row: 0,
  }
  let untilProgress: number = sizes.recordsPerProgress
  for await (const event of xmlEvents(decodeChunks(counted(), encoding), everything)) {
    yield* event.at === 'open' ? opened(event, context) : told(event, context)
    if (--untilProgress > 0) continue
    untilProgress = sizes.recordsPerProgress
    yield { kind: 'progress', done, total }
  }
  yield { kind: 'progress', done: total, total }
}

interface Context extends GoodsContext, OffersContext {
  catalog: Extract<CatalogRecord, { kind: 'catalog' }>
  row: number
}

/** Whether a product has variants is known only at the end of a file, hence a pass of its own that keeps ids alone. */
async function findVariants(events: AsyncIterable<XmlEvent>): Promise<Set<string>> {
  const seen = new Map<string, string>()
  const several = new Set<string>()
  for await (const event of events) {
    const id = event.at === 'node' ? oneLine(event.node.text) : ''
    const goodsId = goodsPart(id)
    if (goodsId === id) continue
    if ((seen.get(goodsId) ?? id) !== id) several.add(goodsId)
    seen.set(goodsId, id)
  }
  return several
}

function* opened(event: Extract<XmlEvent, { at: 'open' }>, context: Context): Generator<CatalogRecord> {
  // Only a file that says so itself is whole: on it depends what is hidden.
  const isWhole = event.attributes.СодержитТолькоИзменения?.toLowerCase() === 'false'
  if (event.path === 'Каталог') context.catalog = { kind: 'catalog', id: 'commerceml', full: isWhole }
  if (event.path !== 'Каталог/Товары') context.full = isWhole && event.path !== 'ИзмененияПакетаПредложений'
  // A catalog without goods (groups, warehouses) hides nothing, so it is not told of.
  else yield context.catalog
}

function* told({ path, node }: Extract<XmlEvent, { at: 'node' }>, context: Context): Generator<CatalogRecord> {
  if (path === catalogId) context.catalog.id = oneLine(node.text)
  else if (path === group) yield* groupRecords(node, null)
  else if (properties.includes(path)) {
    const { key, property } = readProperty(node)
    context.properties.set(key, property)
  } else if (priceTypes.includes(path)) {
    const record = priceTypeRecord(node)
    if (record.key === '') return
    context.priceTypes.set(record.key, record.currency)
    yield record
  } else if (warehouses.includes(path)) {
    const record = warehouseRecord(node)
    if (record.key === '') return
    context.warehouses.add(record.key)
    yield record
  } else if (path === goods) yield readGoods(node, ++context.row, context)
  else {
    context.row++
    if (context.full) yield* variantRecords(node, context.row, context)
    yield* offerRecords(node, context.row, context)
  }
}
