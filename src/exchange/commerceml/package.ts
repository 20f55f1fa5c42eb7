import type { CatalogHead, CatalogRecord, Memory, ReadCatalog } from '#exchange/cells/records.ts'
import { BrokenFile } from '#exchange/files/broken-file.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { type CatalogFile, readHead, sizeOf } from '#exchange/files/source.ts'
import { isReadable, type XmlHead, xmlHead } from '#exchange/files/xml-head.ts'
import { fileRecords, type Session } from './commerceml.ts'
import { createDirectories } from './directories.ts'
import { unpackXml } from './package-zip.ts'
import { isComplete, partOf } from './parts.ts'
import { createUntaken } from './prices.ts'
import { type Scan, scanFile } from './scan.ts'

export { type FilePart, partOf } from './parts.ts'

/** True if a file is an exchange of 1C (CommerceML), or a zip of such files. */
export async function isCommerceml(file: CatalogFile): Promise<boolean> {
  const head = await readHead(file, sizes.headBytes)
  if (xmlHead(head)?.root === 'commerceml') return true
  const inside = await unpackXml(file, head).catch(ofBroken)
  if (!inside) return false
  for (const one of inside) {
    if (xmlHead(await readHead(one, sizes.headBytes))?.root === 'commerceml') return true
  }
  return false
}

function ofBroken(error: unknown): null {
  if (error instanceof BrokenFile) return null
  throw error
}

interface Recognised {
  file: CatalogFile
  head: XmlHead
  total: number
  holds: 'catalog' | 'contragents' | 'documents'
}

/**
 * Reads all files of an exchange as one: the properties, units, price types and warehouses of each file count for the
 * others, in any order. A broken file refuses all; `detail` begins with its name if there are several.
 */
export async function readPackage(files: readonly CatalogFile[], memory: Memory): Promise<ReadCatalog> {
  const recognised: Recognised[] = []
  let name = ''
  let isOneOfSeveral = files.length > 1
  try {
    for (const given of files) {
      name = given.name
      const unpacked = await unpackXml(given, await readHead(given, sizes.headBytes))
      isOneOfSeveral ||= (unpacked?.length ?? 0) > 1
      for (const file of unpacked ?? [given]) {
        name = file.name
        const one = await recognise(file)
        if (one) recognised.push(one)
        else if (!isOneOfSeveral) return { ok: false, reason: 'empty', detail: '' }
      }
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
    return { ok: false, reason: error.reason, detail: isOneOfSeveral ? named(name, error.detail) : error.detail }
  }
  const catalogs = recognised.filter((one) => one.holds === 'catalog')
  if (recognised.length === 0) return { ok: false, reason: 'empty', detail: '' }
  // An exchange may include files of dealers and orders; alone they are not a catalog.
  if (catalogs.length === 0) return { ok: false, reason: 'unknown_format', detail: recognised[0]?.holds ?? '' }
  return { ok: true, kind: 'commerceml', records: sessionRecords(catalogs, recognised, memory) }
}

const named = (name: string, detail: string) => (detail === '' ? name : `${name}: ${detail}`)

/** The content of a file of an exchange; null for an empty one. */
async function recognise(file: CatalogFile): Promise<Recognised | null> {
  const total = await sizeOf(file)
  if (total === 0) throw new BrokenFile('empty', '')
  if (total > sizes.fileBytes) throw new BrokenFile('too_large', String(sizes.fileBytes))
  const head = xmlHead(await readHead(file, sizes.headBytes))
  if (!head) throw new BrokenFile('unknown_format', '')
  if (!isReadable(head.encoding)) throw new BrokenFile('encoding', head.encoding)
  if (/<!DOCTYPE/i.test(head.text)) throw new BrokenFile('broken', 'DOCTYPE')
  if (head.root !== 'commerceml') throw new BrokenFile('unknown_format', 'XML')
  const has = (names: string) => new RegExp(`<([^\\s<>/:]+:)?(${names})[\\s/>]`).test(head.text)
  const one = { file, head, total }
  const isOfDealers = has('Контрагенты|Контрагент') && !has('Товары|Предложения|Группы|Свойства|ТипыЦен|Склады')
  if (!isOfDealers && has('Классификатор|Каталог|ПакетПредложений|ИзмененияПакетаПредложений'))
    return { ...one, holds: 'catalog' }
  if (has('Контрагенты|Контрагент')) return { ...one, holds: has('Документ') ? 'documents' : 'contragents' }
  if (has('Документ|Контейнер')) return { ...one, holds: 'documents' }
  if (/КоммерческаяИнформация[^<>]*(\/>|>\s*<\/)/.test(head.text)) return null
  throw new BrokenFile('unknown_format', 'CommerceML')
}

interface Scanned extends Recognised {
  scan: Scan
}

async function* sessionRecords(
  files: readonly Recognised[],
  all: readonly Recognised[],
  memory: Memory,
): AsyncGenerator<CatalogRecord> {
  const directories = createDirectories(memory)
  const isSeveral = all.length > 1
  const scanned: Scanned[] = []
  for (const one of files) {
    scanned.push({ ...one, scan: await naming(one, isSeveral, scanFile(one.file, one.head, directories)) })
  }
  for (const { scan } of scanned) yield* scan.records.splice(0)

  const total = files.reduce((sum, one) => sum + one.total, 0)
  let done = 0
  let untilProgress: number = sizes.recordsPerProgress
  const untaken = createUntaken()
  for (const one of all) if (one.holds !== 'catalog') untaken.add(one.holds, one.file.name)
  const session: Omit<Session, 'headOf'> = {
    directories,
    priceTypes: memory.priceTypes,
    declared: new Set(scanned.flatMap(({ scan }) => [...scan.declaredTypes])),
    variantSkus: new Map(),
    untaken,
    wholeOffers: areOffersWhole(scanned),
    hasGoods: scanned.some(({ scan }) => scan.catalogs.some(({ goods }) => goods > 0)),
    earlierPlaces: createDirectories(memory).warehouses,
    mainReportedFor: new Set(),
  }
  for (const one of scanned.toSorted((a, b) => rankOf(a.scan) - rankOf(b.scan))) {
    const headOf = (catalog: string, isWhole: boolean) => headOfGoods(one.file.name, catalog, isWhole, scanned)
    const records = fileRecords(one.file, one.head, one.scan, { ...session, headOf }, (count) => {
      done += count
    })
    for await (const record of records) {
      const isNamed = isSeveral && (record.kind === 'rejected' || record.kind === 'doubt')
      yield isNamed ? { ...record, file: one.file.name } : record
      if (--untilProgress > 0) continue
      untilProgress = sizes.recordsPerProgress
      yield { kind: 'progress', done, total }
    }
  }
  yield* untaken.records()
  yield { kind: 'progress', done: total, total }
}

/** Adds the name of the broken file to the error if there are several. */
async function naming<Result>(one: Recognised, isSeveral: boolean, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof BrokenFile) || !isSeveral) throw error
    throw new BrokenFile(error.reason, named(one.file.name, error.detail))
  }
}

/** Goods are read before their offers, and names of offers before prices and stock. */
function rankOf({ catalogs, offers, hasNames, hasPrices }: Scan): number {
  if (catalogs.length > 0) return 1
  if (offers === 0) return 0
  if (hasNames) return 2
  return hasPrices ? 3 : 4
}

/** True if all files with names of offers are whole and none is absent: then unnamed variants are no longer sold. */
function areOffersWhole(scanned: readonly Scanned[]): boolean {
  const naming = scanned.filter(({ scan }) => scan.offers > 0 && scan.hasNames)
  const names = naming.map(({ file }) => file.name)
  return naming.length > 0 && naming.every(({ scan }) => scan.isWholeOffers) && isComplete(names)
}

/** A whole catalog hides goods that none of its files name, so all of its parts must be present. */
function headOfGoods(fileName: string, id: string, isWhole: boolean, scanned: readonly Scanned[]): CatalogHead {
  const part = partOf(fileName)
  const head: CatalogHead = { kind: 'catalog', id, full: false }
  if (part) head.part = { number: part.number, count: part.of }
  if (!isWhole) return head
  const ofCatalog = scanned.filter(({ scan }) => scan.catalogs.some((one) => one.id === id && one.isWhole))
  const goods = ofCatalog.flatMap(({ scan }) => scan.catalogs.filter((one) => one.id === id)).map((one) => one.goods)
  // A whole catalog without goods has only groups or warehouses: it hides nothing.
  if (goods.every((count) => count === 0)) return head
  if (!isComplete(ofCatalog.map(({ file }) => file.name))) return { ...head, heldBack: 'part' }
  return { ...head, full: true }
}
