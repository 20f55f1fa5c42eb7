import { extname } from 'node:path'
import type { Message } from 'grammy/types'
import type { Cloud } from '#playground/telegram/cloud.ts'
import { type FileKind, type StoredFile, storeFile } from '#playground/telegram/files.ts'
import { dimensionsOf, photoSizes } from '#playground/telegram/images.ts'
import { type Args, text, type Upload } from './args.ts'
import { HttpRefusal, refuse } from './errors.ts'

/** The media that the bot can send in addition to text. */
export type MediaKind = 'document' | 'photo'

/** A file as a call names it: attached to the call, or known by its file_id or address. */
export type InputFile = { upload: Upload } | { remote: string }

const UPLOAD_BYTES = 50 * 1024 * 1024
const PHOTO_BYTES = 10 * 1024 * 1024
const SIDES = 10_000
const RATIO = 20

/** `named` is the parameter's value; without it the file has the name of the parameter. */
export function inputFile(args: Args, field: string, named = text(args, field)): InputFile | undefined {
  if (named !== '' && !named.startsWith('attach://')) return { remote: named }
  const upload = args.uploads.get(named === '' ? field : named.slice('attach://'.length))
  return upload && { upload }
}

/** The file itself, checked by the rules of the kind to send. */
export function settleFile(cloud: Cloud, input: InputFile, kind: MediaKind): StoredFile {
  if ('remote' in input) return knownFile(cloud, input.remote, kind)
  const { name, mime, bytes } = input.upload
  if (bytes.length === 0) throw refuse('File must be non-empty')
  if (bytes.length > UPLOAD_BYTES) throw new HttpRefusal(413, 'Request Entity Too Large')
  if (kind === 'photo') {
    checkPhoto(bytes)
    return storeFile(cloud, kind, 'photo.jpg', 'image/jpeg', bytes)
  }
  return storeFile(cloud, kind, name || 'file', MIMES[extname(name).toLowerCase()] ?? mime, bytes)
}

/** The fields of the file in a Message. */
export function mediaFields(file: StoredFile, kind: MediaKind): Partial<Message> {
  if (kind === 'photo') return { photo: photoSizes(file) }
  const { id, uniqueId, name, mime, bytes } = file
  return {
    document: { file_id: id, file_unique_id: uniqueId, file_name: name, mime_type: mime, file_size: bytes.length },
  }
}

const TITLES: Record<FileKind, string> = { document: 'Document', photo: 'Photo', sticker: 'Sticker', voice: 'Voice' }
const MIMES: Record<string, string> = {
  '.pdf': 'application/pdf',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.xml': 'application/xml',
  '.zip': 'application/zip',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
}

function knownFile(cloud: Cloud, id: string, kind: MediaKind): StoredFile {
  // No call from here leaves this machine, so every address is one that doesn't answer.
  if (/^https?:\/\//i.test(id)) throw refuse(URL.canParse(id) ? 'WEBPAGE_CURL_FAILED' : 'Wrong HTTP URL specified')
  const wrong = 'Wrong remote file identifier specified'
  if (/[^\w-]/.test(id)) throw refuse(`${wrong}: Wrong character in the string`)
  if (id.length % 4 === 1) throw refuse(`${wrong}: Wrong padding in the string`)
  const file = cloud.files.get(id)
  if (!file) throw refuse(`${wrong}: can't unserialize it`)
  if (file.kind !== kind) throw refuse(`Can't use file of type ${TITLES[file.kind]} as ${TITLES[kind]}`)
  return file
}

function checkPhoto(bytes: Uint8Array): void {
  if (bytes.length > PHOTO_BYTES)
    throw refuse(`File of size ${bytes.length} bytes is too big for a photo; the maximum size is ${PHOTO_BYTES} bytes`)
  const size = dimensionsOf(bytes)
  if (!size) throw refuse('IMAGE_PROCESS_FAILED')
  const { width, height } = size
  const isThin = Math.max(width, height) > RATIO * Math.min(width, height)
  if (width + height > SIDES || isThin) throw refuse('PHOTO_INVALID_DIMENSIONS')
}
