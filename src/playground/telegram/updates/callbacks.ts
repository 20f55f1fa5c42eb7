import type { Cloud } from '#playground/telegram/cloud.ts'
import { type Args, flag, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'

const ANSWER_WITHIN_MS = 15_000
const TEXT_LENGTH = 200

/** One answer to one press, in time. */
export function answerCallbackQuery(cloud: Cloud, args: Args): true {
  const query = cloud.queries.get(text(args, 'callback_query_id').trim())
  const answer = text(args, 'text')
  const url = text(args, 'url')
  if ([...answer].length > TEXT_LENGTH) throw refuse('MESSAGE_TOO_LONG')
  if (url && !new RegExp(`^https?://t\\.me/${cloud.bot.username}\\?start=[\\w-]{1,64}$`, 'i').test(url))
    throw refuse('URL_INVALID')
  if (!query || query.answer || cloud.now() - query.at > ANSWER_WITHIN_MS) throw refuse('QUERY_ID_INVALID')
  query.answer = { alert: flag(args, 'show_alert'), ...(answer && { text: answer }), ...(url && { url }) }
  const { alert } = query.answer
  cloud.events.emit({
    kind: 'answered',
    chatId: query.chatId,
    queryId: query.id,
    alert,
    ...(answer && { text: answer }),
  })
  return true
}
