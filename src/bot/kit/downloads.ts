import { writeFile } from 'node:fs/promises'
import { Api } from 'grammy'

/** Telegram does not deliver a sent file, or not in time. */
export class FileUnavailable extends Error {}

export interface Downloads {
  /** A file that a person sent; throws `FileUnavailable`. */
  download(fileId: string): Promise<Uint8Array>
  /** Downloads into a file at `path`. */
  downloadTo(fileId: string, path: string): Promise<void>
}

export interface DownloadsGiven {
  token: string
  apiRoot: string
  /** The longest download, ms; an unfinished one is given up then. */
  timeoutMs: number
}

/** Fetches files that people send; a connection that hangs is given up. */
export function createDownloads({ token, apiRoot, timeoutMs }: DownloadsGiven): Downloads {
  const api = new Api(token, { apiRoot })
  async function fetched<Result>(fileId: string, read: (response: Response) => Promise<Result>): Promise<Result> {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const file = await api.getFile(fileId, signal as Parameters<Api['getFile']>[1])
      const response = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`, { signal })
      if (!response.ok) throw new Error(`Telegram answered ${response.status} when asked for a file`)
      return await read(response)
    } catch (error) {
      if (error instanceof Error && 'syscall' in error && 'path' in error) throw error
      throw new FileUnavailable('Telegram did not give a file', { cause: error })
    }
  }
  return {
    download: (fileId) => fetched(fileId, async (response) => new Uint8Array(await response.arrayBuffer())),
    downloadTo: (fileId, path) => fetched(fileId, (response) => writeFile(path, response.body ?? '')),
  }
}
