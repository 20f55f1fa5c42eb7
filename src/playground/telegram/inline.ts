import { parseFormatted, settleFormatted } from '#playground/telegram/text/text.ts'
import { publish } from '#playground/telegram/updates/updates.ts'
import { type Cloud, type InlineAnswer, type InlineAsked, nextQueryId, type PrivateChat } from './cloud.ts'
import { settleMarkup } from './markup.ts'
import { briefBot, type Draft } from './messages.ts'
import { textFields } from './sending.ts'

/** Asks the bot by `@bot query`; an empty page if its function returned without an answer. */
export async function askInline(cloud: Cloud, chat: PrivateChat, query: string, offset = ''): Promise<InlineAnswer> {
  const id = nextQueryId(cloud)
  const asked: InlineAsked = { at: cloud.now(), answer: undefined }
  cloud.inlineQueries.set(id, asked)
  const { promise, resolve } = Promise.withResolvers<void>()
  const unsubscribe = cloud.events.subscribe((event) => {
    if (event.kind === 'inline' && event.queryId === id) resolve()
  })
  const isDirect = cloud.deliver !== undefined
  await publish(cloud, chat, { inline_query: { id, from: chat.user, query, offset, chat_type: 'private' } })
  if (!isDirect) await promise
  unsubscribe()
  return asked.answer ?? { queryId: id, results: [], nextOffset: '', button: undefined }
}

/** The message that a chosen result becomes in its chat. */
export function messageOf(cloud: Cloud, queryId: string, resultId: string): Draft {
  const result = cloud.inlineQueries.get(queryId)?.answer?.results.find(({ id }) => id === resultId)
  if (!result) throw new Error('there is no such result')
  const given = 'input_message_content' in result ? result.input_message_content : undefined
  if (!given || !('message_text' in given)) throw new Error('only results that become a text are sent here')
  const text = settleFormatted(parseFormatted(given.message_text, given.parse_mode ?? '', given.entities))
  return { content: { ...textFields(text), via_bot: briefBot(cloud) }, markup: settleMarkup(result.reply_markup) }
}
