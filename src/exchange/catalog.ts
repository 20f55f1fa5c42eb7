import { type FileProblem, type Memory, noMemory, type ReadCatalog } from '#exchange/cells/records.ts'
import { isCommerceml, readPackage } from '#exchange/commerceml/package.ts'
import { unpackXml } from '#exchange/commerceml/package-zip.ts'
import { ymlRecords } from '#exchange/commerceml/yml.ts'
import { BrokenFile } from '#exchange/files/broken-file.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { type CatalogFile, readHead, sizeOf } from '#exchange/files/source.ts'
import { workbookKind } from '#exchange/files/workbook.ts'
import { isReadable, type XmlHead, xmlHead } from '#exchange/files/xml-head.ts'
import { readCsv, readWorkbook } from '#exchange/tables/files.ts'

export type * from '#exchange/cells/records.ts'
export { isCommerceml, partOf, readPackage } from '#exchange/commerceml/package.ts'
export { BrokenFile } from '#exchange/files/broken-file.ts'
export type { CatalogFile } from '#exchange/files/source.ts'

/**
 * Recognises a price list by its content, never by its name, and reads it as a stream of records. The iteration throws
 * BrokenFile if a file that began well turns out to be broken: none of its records may be used.
 */
export async function readCatalog(file: CatalogFile, memory: Memory = noMemory): Promise<ReadCatalog> {
  const size = await sizeOf(file)
  if (size === 0) return refuse('empty', '')
  if (size > sizes.fileBytes) return refuse('too_large', String(sizes.fileBytes / 1024 / 1024))
  const head = await readHead(file, sizes.headBytes)
  if (await isCommerceml(file)) return readPackage([file], memory)
  const book = workbookKind(head)
  if (book) return (await readZippedXml(file, head)) ?? readWorkbook(file, book, size)
  const xml = xmlHead(head)
  return xml ? readXml(file, xml, size) : readCsv(file, head, size)
}

function refuse(reason: FileProblem, detail: string): ReadCatalog {
  return { ok: false, reason, detail }
}

function readXml(file: CatalogFile, head: XmlHead, size: number): ReadCatalog {
  if (!isReadable(head.encoding)) return refuse('encoding', head.encoding)
  if (head.root === 'yml') return { ok: true, kind: 'yml', records: ymlRecords(file, head, size) }
  return /<!DOCTYPE/i.test(head.text) ? refuse('broken', 'DOCTYPE') : refuse('unknown_format', 'XML')
}

/** A shop's file in a zip; null for other zips. */
async function readZippedXml(file: CatalogFile, head: Uint8Array): Promise<ReadCatalog | null> {
  try {
    const [only, another] = (await unpackXml(file, head)) ?? []
    const xml = only && !another ? xmlHead(await readHead(only, sizes.headBytes)) : null
    return only && xml ? readXml(only, xml, await sizeOf(only)) : null
  } catch (error) {
    // The reader of workbooks refuses a torn or too large zip in its own words.
    if (error instanceof BrokenFile) return null
    throw error
  }
}
