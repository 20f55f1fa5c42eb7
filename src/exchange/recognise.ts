import { isCommerceml } from '#exchange/commerceml/package.ts'
import { isPdf } from '#exchange/files/pdf-lines.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { type CatalogFile, readHead } from '#exchange/files/source.ts'
import { xmlHead } from '#exchange/files/xml-head.ts'

/**
 * The kind of a file by its content, whatever its sender and its name. `table`: rows that may be a price list or a list
 * to order, which only their columns show. `order`: it can't be anything else.
 */
export type FileKind = 'statement' | 'price list' | 'order' | 'table'

/** The first line of a bank statement for 1C: the same in every encoding that banks write. */
const STATEMENT = /^(?:ï»¿)?\s*1CClientBankExchange\s/

export async function recognise(file: CatalogFile): Promise<FileKind> {
  const head = await readHead(file, sizes.headBytes)
  if (STATEMENT.test(new TextDecoder('latin1').decode(head.subarray(0, 100)))) return 'statement'
  if (isPdf(head)) return 'order'
  const xml = xmlHead(head)
  if (xml !== null && xml.root !== 'other') return 'price list'
  return (await isCommerceml(file)) ? 'price list' : 'table'
}
