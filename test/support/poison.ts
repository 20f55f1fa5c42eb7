import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

/** Lies in a header of a zip; `extra` is added behind the name. */
export interface Lie {
  packed?: number
  unpacked?: number
  method?: number
  name?: string
  extra?: Buffer
  /** Sizes stand behind the data. */
  descriptor?: boolean
  /** The offset that the directory states. */
  at?: number
}

export interface ZipFile {
  name: string
  content: Buffer
  isStored?: boolean
  /** Lies in the header before the data, and in the directory. */
  local?: Lie
  directory?: Lie
}

/** A zip whose headers may lie. */
export function zipOf(files: readonly ZipFile[], end: { count?: number; onThisDisk?: number } = {}): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, isStored = false, local = {}, directory: listed = {} } of files) {
    const data = isStored ? content : deflateRawSync(content, { level: 9 })
    const facts = { method: isStored ? 0 : 8, packed: data.length, unpacked: content.length, crc: crc32(content) }
    const header = headerOf(0x04034b50, 30, name, facts, local)
    const descriptor = local.descriptor ? descriptorOf(facts.crc, data.length, content.length) : Buffer.alloc(0)
    parts.push(header, data, descriptor)
    const entry = headerOf(0x02014b50, 46, name, facts, listed)
    entry.writeUInt32LE(listed.at ?? at, 42)
    directory.push(entry)
    at += header.length + data.length + descriptor.length
  }
  const last = Buffer.alloc(22)
  const count = end.count ?? files.length
  last.writeUInt32LE(0x06054b50, 0)
  last.writeUInt16LE(end.onThisDisk ?? count, 8)
  last.writeUInt16LE(count, 10)
  last.writeUInt32LE(Buffer.concat(directory).length, 12)
  last.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...parts, ...directory, last]))
}

type Sizes = { method: number; packed: number; unpacked: number; crc: number }

function headerOf(magic: number, length: number, name: string, sizes: Sizes, lie: Lie): Buffer {
  const title = Buffer.from(lie.name ?? name)
  const extra = lie.extra ?? Buffer.alloc(0)
  const header = Buffer.alloc(length)
  // The directory says first by which version a file is made: its fields stand two bytes further on.
  const by = length === 46 ? 2 : 0
  header.writeUInt32LE(magic, 0)
  header.writeUInt16LE(20, 4 + by)
  header.writeUInt16LE(lie.descriptor ? 8 : 0, 6 + by)
  header.writeUInt16LE(lie.method ?? sizes.method, 8 + by)
  header.writeUInt32LE(sizes.crc, 14 + by)
  header.writeUInt32LE(lie.packed ?? sizes.packed, 18 + by)
  header.writeUInt32LE(lie.unpacked ?? sizes.unpacked, 22 + by)
  header.writeUInt16LE(title.length, 26 + by)
  header.writeUInt16LE(extra.length, 28 + by)
  return Buffer.concat([header, title, extra])
}

function descriptorOf(crc: number, packed: number, unpacked: number): Buffer {
  const descriptor = Buffer.alloc(16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  descriptor.writeUInt32LE(crc, 4)
  descriptor.writeUInt32LE(packed, 8)
  descriptor.writeUInt32LE(unpacked, 12)
  return descriptor
}

/** A ZIP64 field with both sizes. */
export function zip64(unpacked: number, packed: number): Buffer {
  const field = Buffer.alloc(20)
  field.writeUInt16LE(1, 0)
  field.writeUInt16LE(16, 2)
  field.writeBigUInt64LE(BigInt(unpacked), 4)
  field.writeBigUInt64LE(BigInt(packed), 12)
  return field
}

const xml = '<?xml version="1.0"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const types = 'http://schemas.openxmlformats.org/package/2006/content-types'
const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A workbook of one sheet with `rows` × `columns` tiny cells, honest in every size; `sheet` may lie about its own. */
export function bookOfCells(rows: number, columns: number, sheet: Omit<ZipFile, 'name' | 'content'> = {}): Uint8Array {
  const row = `<row>${'<c><v>1</v></c>'.repeat(columns)}</row>`
  const files: [name: string, content: string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Override PartName="/xl/workbook.xml" ContentType="${mime}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml"
      ContentType="${mime}.worksheet+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
  ]
  const cells = `${xml}<worksheet xmlns="${main}"><sheetData>${row.repeat(rows)}</sheetData></worksheet>`
  return zipOf([
    ...files.map(([name, content]) => ({ name, content: Buffer.from(xml + content) })),
    { name: 'xl/worksheets/sheet1.xml', content: Buffer.from(cells), ...sheet },
  ])
}

const stream = (dictionary: string, content: string, times = 1) => {
  const packed = Array.from({ length: times }).reduce<Buffer>(
    (data) => deflateSync(data, { level: 9 }),
    Buffer.from(content),
  )
  const filter = `/Filter[${'/FlateDecode'.repeat(times)}]`
  return Buffer.concat([
    Buffer.from(`<<${dictionary}${filter}/Length ${packed.length}>>\nstream\n`),
    packed,
    Buffer.from('\nendstream'),
  ])
}

/** A PDF of these objects, numbered from 1; the first is its catalog. */
function pdfOf(objects: readonly (string | Buffer)[]): Uint8Array {
  const parts = [Buffer.from('%PDF-1.4\n')]
  const places: number[] = []
  let at = 9
  for (const [i, object] of objects.entries()) {
    places.push(at)
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')])
    parts.push(part)
    at += part.length
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const end = `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${places.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF`
  return new Uint8Array(Buffer.concat([...parts, Buffer.from(end)]))
}

const onePage = (resources: string) => [
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<${resources}>>>>`,
]
const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'

/** A PDF of one page whose text takes `bytes` bytes, packed `packedTimes` times over. */
export function longPdf(bytes: number, packedTimes = 1): Uint8Array {
  const text = 'BT /F1 9 Tf (A 1) Tj 1 0 0 1 9 9 Tm ET\n'
  const content = text.repeat(Math.ceil(bytes / text.length))
  return pdfOf([...onePage('/Font<</F1 5 0 R>>'), stream('', content, packedTimes), font])
}

/** A PDF of forms in forms, `depth` deep, each drawn `times` times by the one around it: a letter in the innermost. */
export function formsInForms(depth: number, times: number): Uint8Array {
  const draw = '/X Do\n'.repeat(times)
  const forms = Array.from({ length: depth }, (_, i) => {
    const isLast = i === depth - 1
    const resources = isLast ? `/Font<</F1 ${5 + depth} 0 R>>` : `/XObject<</X ${6 + i} 0 R>>`
    const dictionary = `/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<${resources}>>`
    return stream(dictionary, isLast ? 'BT /F1 9 Tf (x) Tj ET\n' : draw)
  })
  return pdfOf([...onePage('/XObject<</X 5 0 R>>'), stream('', draw), ...forms, font])
}
