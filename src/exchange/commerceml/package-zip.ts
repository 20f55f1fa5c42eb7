import { BrokenFile } from '#exchange/files/broken-file.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { type CatalogFile, readWhole, sizeOf } from '#exchange/files/source.ts'
import { unzip } from '#exchange/files/zip.ts'

/**
 * The XML files of a zip from 1C (`import0_1.xml` next to pictures, in folders or not); null for a file that is not a
 * zip, and for workbooks, which are zips of XML too. Throws BrokenFile for a zip that is torn, too large, or has none.
 */
export async function unpackXml(file: CatalogFile, head: Uint8Array): Promise<CatalogFile[] | null> {
  if (head[0] !== 0x50 || head[1] !== 0x4b || head[2] !== 3 || head[3] !== 4) return null
  if ((await sizeOf(file)) > sizes.packageBytes) throw new BrokenFile('too_large', String(sizes.packageBytes))
  const bytes = await readWhole(file)
  const limits = { entries: sizes.packageEntries, unpackedBytes: sizes.unpackedBytes }
  const isXml = (name: string) => /\.xml$/i.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name)
  const entries = unzip(bytes, limits, isXml, /^(\[Content_Types\]\.xml|xl\/|META-INF\/|content\.xml$|word\/)/i)
  if (!entries || entries.length === 0) return null
  return entries.map(({ name, bytes: content }) => ({ name, bytes: content }))
}
