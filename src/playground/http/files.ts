import { readdirSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import type { Telegram } from '#playground/telegram/server.ts'
import { Refused } from './request.ts'

const folder = join(import.meta.dirname, '..', 'page')
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Only this page's own files run or are loaded. */
const POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/** A file of the page; the names are those in its folder, so no path leads out of it. */
export function sendPageFile(response: ServerResponse, path: string): void {
  const name = path === '/' ? 'index.html' : path.slice(1)
  if (!readdirSync(folder).includes(name)) throw new Refused(404, 'There is no such page')
  response.writeHead(200, {
    'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  })
  response.end(readFileSync(join(folder, name)))
}

// Any other file, such as an attached HTML file, must not run in the page's name.
const SHOWN = ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** A file out of the chats: PDFs and pictures open, the others are saved. */
export function sendChatFile(response: ServerResponse, telegram: Telegram, fileId: string): void {
  const file = telegram.file(fileId)
  if (!file) throw new Refused(404, 'There is no such file')
  const isShown = SHOWN.includes(file.mime)
  const name = encodeURIComponent(file.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  response.writeHead(200, {
    'Content-Type': isShown ? file.mime : 'application/octet-stream',
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  })
  response.end(file.bytes)
}
