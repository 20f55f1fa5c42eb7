import { BrokenFile } from './broken-file.ts'

export type Encoding = 'utf-8' | 'windows-1251' | 'utf-16le' | 'utf-16be' | 'ibm866' | 'koi8-r'

/** The encoding by byte order mark, or by bytes: gaps of UTF-16, valid UTF-8, or else the likeliest Russian one. */
export function guessEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const wide = wideEncoding(head)
  if (wide) return wide
  try {
    // `stream` tolerates a letter that the end of the head cuts in two.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return likeliest(head)
  }
}

/** UTF-16 without a mark: every second byte of digits, delimiters and Latin letters is 0, of Russian ones 4. */
function wideEncoding(head: Uint8Array): Encoding | null {
  const pairs = Math.min(head.length >> 1, 2000)
  const high = [0, 0]
  for (let at = 0; at < pairs * 2; at++) if (head[at] === 0 || head[at] === 4) high[at % 2] = (high[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = high
  if (pairs < 4 || !head.subarray(0, pairs * 2).includes(0)) return null
  if (odd > pairs * 0.9 && even < pairs * 0.2) return 'utf-16le'
  return even > pairs * 0.9 && odd < pairs * 0.2 ? 'utf-16be' : null
}

/** The Russian one-byte encoding that makes most sense: common letters, capitals only at beginnings. */
function likeliest(head: Uint8Array): Encoding {
  const scores = (['windows-1251', 'ibm866', 'koi8-r'] as const).map((encoding) => {
    const text = new TextDecoder(encoding).decode(head.subarray(0, 16_384))
    const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
    const score =
      count(/[оеаинтсрвл]/g) - 2 * count(/[а-яё][А-ЯЁ]/g) - 3 * count(/[\u2500-\u25ff\u0402-\u040f\u0452-\u045fґ¤]/g)
    return { encoding, score }
  })
  // Equal scores mean windows-1251, the first: most files have it.
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).encoding
}

/** True if all bytes are ASCII: such a head does not show the encoding of the rest. */
export function isAscii(head: Uint8Array): boolean {
  return head.every((byte) => byte < 0x80)
}

/** The declared encoding of an XML file, utf-8 if it declares none; null for other files. */
export function xmlEncoding(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return head[2] === 0x3c && head[3] === 0 ? 'utf-16le' : null
  const start = new TextDecoder('latin1').decode(head.subarray(0, 1024)).replace(/^ï»¿/, '').trimStart()
  if (!start.startsWith('<')) return null
  const declared = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1]?.toLowerCase() ?? 'utf-8'
  return declared.replace(/^utf8$/, 'utf-8').replace(/^(x-)?(cp|win|windows)-?1251$/, 'windows-1251')
}

/** The text of a head whose end may cut a letter. */
export function decodeHead(head: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(head, { stream: true })
}

/** True for pictures, PDFs, archives: bytes that no text in `encoding` has. */
export function looksBinary(head: Uint8Array, encoding: Encoding): boolean {
  return (
    !encoding.startsWith('utf-16') &&
    head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27 && byte !== 26))
  )
}

/** Text of `chunks` without the byte order mark; throws BrokenFile if a byte does not belong to `encoding`. */
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
