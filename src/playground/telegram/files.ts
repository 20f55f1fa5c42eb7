import { extname } from 'node:path'
import type { File } from 'grammy/types'
import { refuse } from '#playground/telegram/wire/errors.ts'
import type { Cloud } from './cloud.ts'

/** The kind that a file was sent as; it can be sent again only as the same. */
export type FileKind = 'document' | 'photo' | 'sticker' | 'voice'

/** A file that Telegram stores. */
export interface StoredFile {
  id: string
  uniqueId: string
  kind: FileKind
  name: string
  mime: string
  bytes: Uint8Array
  path: string
}

/** The largest file that a bot can download; it may send larger ones. */
export const DOWNLOAD_BYTES = 20 * 1024 * 1024

const HEADS: Record<FileKind, string> = {
  document: 'BQACAgIAAxkB',
  photo: 'AgACAgIAAxkB',
  sticker: 'CAACAgIAAxkB',
  voice: 'AwACAgIAAxkB',
}

/** Stores a file and gives it Telegram's two names: one to send and download by, one to recognise it by. */
export function storeFile(cloud: Cloud, kind: FileKind, name: string, mime: string, bytes: Uint8Array): StoredFile {
  const number = cloud.nextId++
  const tail = Buffer.from(`${kind}:${number}:${cloud.bot.id}`).toString('base64url')
  const file = {
    id: HEADS[kind] + tail,
    uniqueId: `AgAD${Buffer.from(String(number)).toString('base64url')}`,
    kind,
    name,
    mime,
    bytes,
    path: `${kind}s/file_${number}${extname(name)}`,
  }
  cloud.files.set(file.id, file)
  return file
}

/** The path to download a file from; over 20 MB there is none. */
export function getFile(cloud: Cloud, fileId: string): File {
  if (fileId === '') throw refuse('File_id not specified')
  const file = cloud.files.get(fileId)
  if (!file) throw refuse('Invalid file_id')
  if (file.bytes.length > DOWNLOAD_BYTES) throw refuse('File is too big')
  return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length, file_path: file.path }
}

/** The file behind a path that getFile gave. */
export function fileAt(cloud: Cloud, path: string): StoredFile | undefined {
  return [...cloud.files.values()].find((file) => file.path === path && file.bytes.length <= DOWNLOAD_BYTES)
}
