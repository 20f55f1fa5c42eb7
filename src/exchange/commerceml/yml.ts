import { isSecretCharacteristic } from '#domain/catalog/prices.ts'
import { BASIC_VAT, NO_VAT } from '#domain/money.ts'
import { roubleOr } from '#exchange/cells/commerceml-currency.ts'
import { parsePrice } from '#exchange/cells/numbers.ts'
import type { CatalogRecord, Characteristic, ProductRecord, RejectedRecord } from '#exchange/cells/records.ts'
import { htmlToText, namedLetters } from '#exchange/files/html-text.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { type CatalogFile, readChunks } from '#exchange/files/source.ts'
import { type XmlHead, xmlText } from '#exchange/files/xml-head.ts'
import {
  childOf,
  oneLine,
  textOf,
  type WantedPaths,
  type XmlEvent,
  type XmlNode,
  xmlEvents,
} from '#exchange/files/xml-nodes.ts'
import { createUntaken } from './prices.ts'
import { stockOf, warehouse } from './yml-stock.ts'

const category = 'shop/categories/category'
const offer = 'shop/offers/offer'
const wanted: WantedPaths = { containers: new Set(), nodes: new Set([category, offer]) }
const doctype = 'yml_catalog'
const retail = { kind: 'priceType', key: 'Розничная', name: 'Розничная', currency: 'RUB', vatIncluded: true } as const

/** All records of a Yandex Market file of `total` bytes; read twice, so a torn file fails before its first record. */
export async function* ymlRecords(file: CatalogFile, head: XmlHead, total: number): AsyncGenerator<CatalogRecord> {
  const repeated = await repeatedArticles(file, head)
  let done = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of readChunks(file)) {
      done += chunk.byteLength
      yield chunk
    }
  }
  yield { kind: 'catalog', id: 'yml', full: false }
  yield retail
  const reader = createReader(repeated)
  let untilProgress: number = sizes.recordsPerProgress
  for await (const event of xmlEvents(xmlText(counted(), head), wanted, doctype)) {
    yield* reader.take(event)
    if (--untilProgress > 0) continue
    untilProgress = sizes.recordsPerProgress
    yield { kind: 'progress', done, total }
  }
  yield* reader.end()
  yield { kind: 'progress', done: total, total }
}

/** Articles of several offers, which only their ids distinguish; this reads the whole file. */
async function repeatedArticles(file: CatalogFile, head: XmlHead): Promise<Set<string>> {
  const articles = { containers: new Set<string>(), nodes: new Set([`${offer}/vendorCode`]) }
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for await (const event of xmlEvents(xmlText(readChunks(file), head), articles, doctype)) {
    const article = event.at === 'node' ? words(event.node.text) : ''
    if (seen.has(article)) repeated.add(article)
    seen.add(article)
  }
  return repeated
}

function createReader(repeated: ReadonlySet<string>) {
  const untaken = createUntaken()
  const skus = new Set<string>()
  let hasWarehouse = false
  let row = 0

  function* take(event: XmlEvent): Generator<CatalogRecord> {
    if (event.at !== 'node') return
    const { path, node } = event
    if (path === category) {
      const { id = '', parentId = '' } = node.attributes
      const name = words(node.text).slice(0, sizes.nameLetters)
      if (id.trim() === '' || name === '') return
      const parentKey = /^0?$/.test(parentId.trim()) ? null : keyOf(parentId)
      yield { kind: 'category', key: keyOf(id), parentKey, name }
    } else yield* readOffer(node, ++row)
  }
  function* readOffer(node: XmlNode, at: number): Generator<CatalogRecord> {
    const product = readProduct(node, at, repeated)
    if (product.kind === 'product' && skus.has(product.key)) {
      yield { kind: 'rejected', row: at, reason: 'duplicate_sku', value: product.sku, productKey: product.key }
      return
    }
    yield product
    if (product.kind === 'rejected') return
    skus.add(product.key)
    yield* priceOf(node, at, product.key)
    for (const record of stockOf(node, at, product.key)) {
      if (record.kind === 'stock' && !hasWarehouse) yield warehouse
      hasWarehouse ||= record.kind === 'stock'
      yield record
    }
  }
  function* priceOf(node: XmlNode, at: number, productKey: string): Generator<CatalogRecord> {
    const text = textOf(node, 'price')
    if (text === '') return
    const currency = roubleOr(textOf(node, 'currencyId'))
    const read = parsePrice(text, currency)
    if (currency !== 'RUB') untaken.add('currency', currency)
    if (read.ok) yield { kind: 'price', row: at, productKey, priceTypeKey: retail.key, kopecks: read.kopecks }
    else yield { kind: 'doubt', row: at, column: 'price', reason: read.reason, value: text.slice(0, 100) }
  }
  return { take, end: untaken.records }
}

/** Ids of shops are small numbers, which other sources have too. */
const keyOf = (id: string) => `yml:${id.trim()}`

function words(text: string): string {
  return oneLine(namedLetters(text))
}

function readProduct(node: XmlNode, row: number, repeated: ReadonlySet<string>): ProductRecord | RejectedRecord {
  const text = (name: string) => words(childOf(node, name)?.text ?? '')
  const id = (node.attributes.id ?? '').trim()
  const sku = text('vendorCode') || text('shop-sku') || text('article') || id
  const isRepeated = repeated.has(sku) && id !== ''
  const key = isRepeated ? keyOf(id) : sku
  const reject = (reason: RejectedRecord['reason'], value: string): RejectedRecord => {
    const owner = key === '' ? {} : { productKey: key }
    return { kind: 'rejected', row, reason, value: value.slice(0, 100), ...owner }
  }
  const made = [text('typePrefix'), text('vendor'), text('model')].filter((part) => part !== '').join(' ')
  const name = text('name') || made
  if (sku === '') return reject('no_sku', name)
  if (sku.length > sizes.skuLetters) return reject('too_long', sku)
  const deleted = /^(true|1)$/i.test(node.attributes.deleted ?? '') || text('disabled') === 'true'
  if (name === '' && !deleted) return reject('no_name', sku)
  if (name.length > sizes.nameLetters) return reject('too_long', name)
  const barcodes = node.children
    .filter((child) => child.name === 'barcode')
    .flatMap((child) => words(child.text).split(/[,;\s]+/))
    .filter((code) => /\d/.test(code) && code.length <= sizes.skuLetters)
  return {
    kind: 'product',
    row,
    key,
    sku,
    ...(isRepeated ? { codes: [id] } : {}),
    model: text('model'),
    name,
    brand: text('vendor'),
    unit: 'шт',
    description: htmlToText(childOf(node, 'description')?.text ?? ''),
    categoryKeys: node.children.filter((child) => child.name === 'categoryId').map((child) => keyOf(child.text)),
    vatRate: vatOf(text('vat')),
    characteristics: paramsOf(node),
    deleted,
    ...(barcodes.length > 0 ? { barcodes: [...new Set(barcodes)] } : {}),
  }
}

function paramsOf(node: XmlNode): Characteristic[] {
  return node.children
    .filter((child) => child.name === 'param')
    .map((child) => ({
      name: words(child.attributes.name ?? ''),
      value: words(child.text).slice(0, sizes.nameLetters),
      unit: words(child.attributes.unit ?? ''),
    }))
    .filter(({ name, value }) => name !== '' && value !== '' && !isSecretCharacteristic(name))
}

/** Yandex's codes of VAT rates; the basic rate if a file states none. */
function vatOf(text: string): number {
  const rates: Record<string, number> = {
    no_vat: NO_VAT,
    vat_0: 0,
    vat_10: 1000,
    vat_10_110: 1000,
    6: NO_VAT,
    5: 0,
    2: 1000,
  }
  return rates[text.toLowerCase()] ?? BASIC_VAT
}
