import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CatalogFile,
  type CatalogRecord,
  type PriceListKind,
  type ReadCatalog,
  readCatalog,
} from '#exchange/catalog.ts'

const folder = join(import.meta.dirname, '../../../shared/fixtures')

/** False, and said aloud, where the folder of real files is absent. */
export const hasFixtures = existsSync(folder)
if (!hasFixtures) console.info(`${folder} is absent: the tests on real files are skipped`)

export function fixturePath(name: string): string {
  return join(folder, name)
}

export function fixtureText(name: string, encoding = 'utf-8'): string {
  return new TextDecoder(encoding).decode(readFileSync(fixturePath(name)))
}

export function bytesOf(text: string): CatalogFile {
  return { name: 'file', bytes: new TextEncoder().encode(text) }
}

/** Text in windows-1251, letter by letter. */
export function cp1251(text: string): Uint8Array {
  const decoder = new TextDecoder('windows-1251')
  const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]))
  return Uint8Array.from(text, (letter) => codes.get(letter) ?? 0x3f)
}

export interface Read {
  kind: PriceListKind
  records: CatalogRecord[]
  of<Kind extends CatalogRecord['kind']>(kind: Kind): Extract<CatalogRecord, { kind: Kind }>[]
}

/** All that a good file says; throws for a file that is not read. */
export async function readAll(file: CatalogFile | string): Promise<Read> {
  return readRecords(await readCatalog(typeof file === 'string' ? bytesOf(file) : file))
}

/** All that good files say; throws for files that are not read. */
export async function readRecords(read: ReadCatalog): Promise<Read> {
  if (!read.ok) throw new Error(`${read.reason}: ${read.detail}`)
  const records = await Array.fromAsync(read.records)
  return {
    kind: read.kind,
    records,
    of: (kind) =>
      records.filter((record): record is Extract<CatalogRecord, { kind: typeof kind }> => record.kind === kind),
  }
}
