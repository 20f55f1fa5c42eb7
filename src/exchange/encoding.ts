import { BrokenFile } from './broken-file.ts'

export type Encoding = 'utf-8' | 'windows-1251' | 'utf-16le'

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
