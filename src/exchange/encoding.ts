import { BrokenFile } from './broken-file.ts'

const encodings = ['utf-8', 'windows-1251', 'utf-16le'] as const
export type Encoding = (typeof encodings)[number]

export function isEncoding(name: string): name is Encoding {
  return (encodings as readonly string[]).includes(name)
}

/** By the byte order mark, or else by whether the head is valid UTF-8, which windows-1251 Russian never is. */
export function guessEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  try {
    // `stream` forgives a letter that the end of the head cuts in two.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1251'
  }
}

/** What an XML file declares, utf-8 where it is silent; null for what is no XML. */
export function xmlEncoding(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return head[2] === 0x3c && head[3] === 0 ? 'utf-16le' : null
  const start = new TextDecoder('latin1').decode(head.subarray(0, 1024)).replace(/^ï»¿/, '').trimStart()
  if (!start.startsWith('<')) return null
  const declared = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1]?.toLowerCase() ?? 'utf-8'
  return declared.replace(/^utf8$/, 'utf-8').replace(/^(cp|win)-?1251$/, 'windows-1251')
}

/** The text of a head whose end may cut a letter. */
export function decodeHead(head: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(head, { stream: true })
}

/** True for pictures, PDFs, archives: bytes that no text in `encoding` has. */
export function looksBinary(head: Uint8Array, encoding: Encoding): boolean {
  return encoding !== 'utf-16le' && head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))
}

/** Text of `chunks`, the byte order mark dropped; throws BrokenFile where a byte does not belong to `encoding`. */
export async function* decodeChunks(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw new BrokenFile('encoding', encoding)
    }
  }
  for await (const chunk of chunks) yield decode(chunk)
  yield decode()
}
