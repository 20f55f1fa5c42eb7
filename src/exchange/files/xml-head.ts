import { BrokenFile } from './broken-file.ts'

/** The kind of an XML file by its beginning; `skip`: the number of letters before the document. */
export interface XmlHead {
  root: 'commerceml' | 'yml' | 'other'
  encoding: string
  text: string
  skip: number
}

const roots = [
  ['commerceml', /<(?:[^\s<>/:!?]+:)?КоммерческаяИнформация[\s/>]/],
  ['yml', /<yml_catalog[\s/>]/],
] as const

/**
 * Recognises XML, also behind a byte order mark, blanks, or a server's output before it; null for other files. The
 * encoding is the first in which the text makes sense: the byte order mark's, the declared one, or a usual one.
 */
export function xmlHead(head: Uint8Array): XmlHead | null {
  const declared = declaredEncoding(head)
  let other: XmlHead | null = null
  for (const encoding of new Set([markedEncoding(head), declared, 'utf-8', 'windows-1251'])) {
    if (encoding === null) continue
    const decoder = decoderOf(encoding, false)
    // A picture or a workbook is no text in any encoding.
    if (!decoder) {
      if (encoding === declared) other ??= { root: 'other', encoding, text: '', skip: 0 }
      continue
    }
    const text = decoder.decode(head, { stream: true })
    const root = roots.find(([, pattern]) => pattern.test(text))
    const at = root ? startOf(text, root[1]) : text.search(/\S/)
    if (root) return { root: root[0], encoding, text: text.slice(at), skip: at }
    if (at >= 0 && text.startsWith('<', at)) other ??= { root: 'other', encoding, text: text.slice(at), skip: at }
  }
  return other
}

/** The beginning of a document: its declaration, else its doctype or its root. */
function startOf(text: string, root: RegExp): number {
  const rootAt = text.search(root)
  const before = text.slice(0, rootAt)
  const declaration = before.lastIndexOf('<?xml ')
  if (declaration >= 0) return declaration
  const blank = text.search(/\S/)
  if (text.startsWith('<!', blank)) return blank
  const doctype = before.lastIndexOf('<!DOCTYPE')
  return doctype >= 0 ? doctype : rootAt
}

function markedEncoding(head: Uint8Array): string | null {
  const [first, second, third, fourth] = head
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0x3c && second === 0) return 'utf-16le'
  return first === 0 && second === 0x3c && third === 0 && fourth !== 0 ? 'utf-16be' : null
}

function declaredEncoding(head: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(head.subarray(0, 4096))
  const label = /<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1]?.toLowerCase()
  if (label === undefined) return null
  if (/^(windows|cp|win|ansi)?[-_]?1251$/.test(label)) return 'windows-1251'
  return /^(dos|cp|ibm|oem)?[-_]?866$/.test(label) ? 'ibm866' : label
}

function decoderOf(encoding: string, fatal: boolean): TextDecoder | null {
  try {
    return new TextDecoder(encoding, { fatal })
  } catch {
    return null
  }
}

/** True if a file in this encoding can be read. */
export function isReadable(encoding: string): boolean {
  return decoderOf(encoding, true) !== null
}

/** The text of `chunks` without its first `skip` letters; throws BrokenFile for a byte outside of the encoding. */
export async function* xmlText(
  chunks: AsyncIterable<Uint8Array>,
  { encoding, skip }: Pick<XmlHead, 'encoding' | 'skip'>,
): AsyncGenerator<string> {
  const decoder = decoderOf(encoding, true)
  if (!decoder) throw new BrokenFile('encoding', encoding)
  let left = skip
  const decode = (chunk?: Uint8Array) => {
    try {
      const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
      if (left === 0) return text
      const rest = text.slice(left)
      left = Math.max(0, left - text.length)
      return rest
    } catch {
      throw new BrokenFile('encoding', encoding)
    }
  }
  for await (const chunk of chunks) yield decode(chunk)
  yield decode()
}
