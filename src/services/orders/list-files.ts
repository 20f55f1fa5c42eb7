import { seconds } from '#domain/time.ts'
import { isPlainText } from '#exchange/files/workbook.ts'
import { collectPieces, type DraftPiece } from '#exchange/orders/draft-pieces.ts'
import { type ReadPastedOrder, readPastedOrderTable } from '#exchange/orders/pasted-order-table.ts'
import { OutOfBounds, type ProcessBounds, runChildProcess } from '#runtime/child-process.ts'

/** The order for the program that reads a file. */
export interface ListOrder {
  bytes: Uint8Array
  residentMb: number
}

/** The program's answers: a refusal, or the list piece by piece. */
export type ListNews = DraftPiece | Extract<ReadPastedOrder, { ok: false }>

export interface ListBounds extends ProcessBounds {
  /** The most memory that a process may use; a small one uses 80. */
  residentMb: number
  /** The most processes that read at a time; further files wait. */
  processes: number
}

/** A list of 4.5 MB is read in 0.8 s on an idle machine; one at work is several times slower. */
export const listBounds: ListBounds = { heapMb: 384, residentMb: 768, deadlineMs: seconds(12), processes: 2 }

/** A text as short as a message, which is read at once as well. */
const SHORT_BYTES = 4096

/** Reads files that hold a list to order. */
export interface ListFiles {
  /** Whatever is in a file, the answer comes within a bounded time; never throws. */
  read(bytes: Uint8Array): Promise<ReadPastedOrder>
}

export interface ListFilesGiven {
  /** The path of the program that reads one file. */
  program: string
  onError: (error: unknown) => void
  bounds?: ListBounds
}

/** Reads files that people send, each in a child process: a file that breaks its reader affects only its sender. */
export function createListFiles({ program, onError, bounds = listBounds }: ListFilesGiven): ListFiles {
  const { residentMb, processes, ...process } = bounds
  let running = 0
  const waiting: (() => void)[] = []

  async function readInChildProcess(bytes: Uint8Array): Promise<ReadPastedOrder> {
    const pieces = collectPieces()
    let refusal: Extract<ReadPastedOrder, { ok: false }> | undefined
    const onMessage = (message: unknown) => {
      const news = message as ListNews
      if ('ok' in news) refusal = news
      else pieces.add(news)
    }
    await runChildProcess(program, { bytes, residentMb } satisfies ListOrder, { onMessage, bounds: process })
    const draft = pieces.draft()
    if (refusal) return refusal
    return draft ? { ok: true, draft } : { ok: false, reason: 'broken', detail: '' }
  }

  return {
    async read(bytes) {
      if (bytes.byteLength <= SHORT_BYTES && isPlainText(bytes)) return readPastedOrderTable(bytes)
      if (running >= processes) await new Promise<void>((resolve) => waiting.push(resolve))
      else running++
      try {
        return await readInChildProcess(bytes)
      } catch (error) {
        if (!(error instanceof OutOfBounds)) {
          onError(error)
          return { ok: false, reason: 'broken', detail: '' }
        }
        return error.bound === 'time'
          ? { ok: false, reason: 'too_slow', detail: String(Math.round(bounds.deadlineMs / 1000)) }
          : { ok: false, reason: 'too_demanding', detail: '' }
      } finally {
        const next = waiting.shift()
        if (next) next()
        else running--
      }
    },
  }
}
