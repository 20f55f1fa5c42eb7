import { commercemlRecords } from './commerceml.ts'
import { decodeHead, isEncoding, xmlEncoding } from './encoding.ts'
import { type FileProblem, type Memory, noMemory, type ReadCatalog } from './records.ts'
import { sizes } from './sizes.ts'
import { type CatalogFile, readHead, sizeOf } from './source.ts'
import { readCsv, readWorkbook } from './table-files.ts'
import { workbookKind } from './workbook.ts'

export { BrokenFile } from './broken-file.ts'
export type * from './records.ts'
export type { CatalogFile } from './source.ts'

/**
 * Recognises a price list by what it holds, never by its name, and reads it as a stream of records.
 * The iteration throws BrokenFile where a file that began well turns out to be broken: nothing of it may be kept.
 */
export async function readCatalog(file: CatalogFile, memory: Memory = noMemory): Promise<ReadCatalog> {
  const size = await sizeOf(file)
  if (size === 0) return refuse('empty', '')
  if (size > sizes.fileBytes) return refuse('too_large', String(sizes.fileBytes / 1024 / 1024))
  const head = await readHead(file, sizes.headBytes)
  const book = workbookKind(head)
  if (book) return readWorkbook(file, book, size)
  const encoding = xmlEncoding(head)
  return encoding === null ? readCsv(file, head, size) : readXml(file, head, encoding, size, memory)
}

function refuse(reason: FileProblem, detail: string): ReadCatalog {
  return { ok: false, reason, detail }
}

function readXml(file: CatalogFile, head: Uint8Array, encoding: string, size: number, memory: Memory): ReadCatalog {
  if (!isEncoding(encoding)) return refuse('encoding', encoding)
  const text = decodeHead(head, encoding)
  if (/<!DOCTYPE/i.test(text)) return refuse('broken', 'DOCTYPE')
  if (!/<([^\s<>/:]+:)?КоммерческаяИнформация[\s/>]/.test(text)) return refuse('unknown_format', 'XML')
  if (!/<([^\s<>/:]+:)?(Классификатор|Каталог|ПакетПредложений|ИзмененияПакетаПредложений)[\s/>]/.test(text)) {
    return /КоммерческаяИнформация[^<>]*\/>/.test(text) ? refuse('empty', '') : refuse('unknown_format', 'CommerceML')
  }
  return { ok: true, kind: 'commerceml', records: commercemlRecords(file, encoding, size, memory) }
}
