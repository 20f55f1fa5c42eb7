import type { InlineQueryResult } from 'grammy/types'
import { type Cloud, type InlineAsked, nextQueryId, type PrivateChat } from './cloud.ts'
import { publish } from './updates.ts'

/** Asks the bot in the way of `@bot query`; nothing where its function returned without an answer. */
export async function askInline(
  cloud: Cloud,
  chat: PrivateChat,
  query: string,
  offset = '',
): Promise<readonly InlineQueryResult[]> {
  const id = nextQueryId(cloud)
  const asked: InlineAsked = { at: cloud.now(), results: undefined }
  cloud.inlineQueries.set(id, asked)
  const { promise, resolve } = Promise.withResolvers<void>()
  const unsubscribe = cloud.events.subscribe((event) => {
    if (event.kind === 'inline' && event.queryId === id) resolve()
  })
  const isDirect = cloud.deliver !== undefined
  await publish(cloud, chat, { inline_query: { id, from: chat.user, query, offset, chat_type: 'private' } })
  if (!isDirect) await promise
  unsubscribe()
  return asked.results ?? []
}
