import { piecesOf } from '#exchange/orders/draft-pieces.ts'
import { readPastedOrderTable } from '#exchange/orders/pasted-order-table.ts'
import type { ListNews, ListOrder } from '#services/orders/list-files.ts'
import { guardMemory } from './memory-guard.ts'

const tell = (news: ListNews) => new Promise<void>((resolve) => process.send?.(news, () => resolve()))

/** A program for the bot, not for a terminal: it gets a file, reads the list in it, answers with the list, and ends. */
process.once('message', async ({ bytes, residentMb }: ListOrder) => {
  guardMemory(residentMb)
  const read = await readPastedOrderTable(bytes)
  if (!read.ok) await tell(read)
  else for (const piece of piecesOf(read.draft)) await tell(piece)
  process.exit()
})
// A terminal's Ctrl-C reaches this process as well: the bot waits for it, or disconnects.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
// The bot is gone: nobody would read the answer.
process.once('disconnect', () => process.exit(1))
