import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import { uiFor } from '#bot/kit/ui.ts'
import { findWork } from '#db/kernel/background-work.ts'
import { markAnswered, unansweredSetAside } from '#db/kernel/set-aside.ts'
import { findPerson } from '#db/people/people.ts'
import { may } from '#domain/policy.ts'
import type { Log } from '#runtime/log.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { type SetAsideUpdate, setAside, type UpdateKind } from '#services/kernel/set-aside.ts'
import { setAsideText } from './set-aside-view.ts'

/** Sets an update aside with its kind and its sender. */
export function setUpdateAside(deps: Deps, update: Update): Promise<void> {
  const { message, edited_message, callback_query, inline_query, my_chat_member, update_id: updateId } = update
  const sent = message ?? edited_message
  const userId = (sent ?? callback_query ?? inline_query ?? my_chat_member)?.from?.id ?? null
  return setAside(deps, { updateId, userId, kind: kindOf(update), name: sent?.document?.file_name ?? '' })
}

function kindOf({ message, edited_message, callback_query, inline_query }: Update): UpdateKind {
  if (callback_query) return 'press'
  if (inline_query) return 'inline'
  const sent = message ?? edited_message
  if (sent?.document) return 'file'
  return sent?.text === undefined ? 'other' : 'text'
}

/** Notifies the senders of updates set aside, each once; after a failure the next start tries again. */
export async function answerSetAside(deps: Deps, api: Api, log: Log): Promise<void> {
  for (const update of await unansweredSetAside(deps.db)) {
    try {
      await answer(deps, api, update)
      await markAnswered(deps.db, update.id, deps.clock.now())
    } catch (error) {
      log.warn({ err: error, updateId: update.updateId }, 'who sent what was set aside could not be told')
    }
  }
}

async function answer(deps: Deps, api: Api, update: SetAsideUpdate): Promise<void> {
  // There is no chat to answer an inline query in.
  if (update.userId === null || update.kind === 'inline') return
  const person = await findPerson(deps.db, update.userId)
  const ui = uiFor(deps, person?.user ?? { locale: null, hints: 0 })
  // The message of its progress must not stand there for ever.
  const { messageId = null, chatId = update.userId } = (await findWork(deps.db, update.updateId)) ?? {}
  if (messageId !== null) await api.editMessageText(chatId, messageId, ui.label('common.broken_off')).catch(() => {})
  try {
    const isPriceList = person !== undefined && may(person.actor, 'catalog.import')
    await api.sendMessage(update.userId, setAsideText(ui, update, isPriceList), { parse_mode: 'HTML' })
  } catch (error) {
    // Blocked, or gone: nobody can be notified.
    if (!(error instanceof GrammyError) || (error.error_code !== 403 && error.error_code !== 400)) throw error
  }
}
