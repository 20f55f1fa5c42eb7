import { type Api, GrammyError, HttpError } from 'grammy'
import type { View } from '#bot/kit/context.ts'
import { sendView, toMessage } from '#bot/kit/shell.ts'
import { findCard, forgetCard, saveCard } from '#db/notices/invoice-message.ts'
import type { Deps } from '#services/kernel/deps.ts'

export interface CardGiven {
  userId: number
  invoiceId: number
  view: View
  silent: boolean
  /**
   * The place of the change: a new message that sounds, the one that stands there (else a new one), or that one alone.
   */
  where: 'anew' | 'in place' | 'only in place'
}

/**
 * One invoice message per invoice and person: it is edited in place while it is the newest about that invoice. If
 * something must sound, a new one is sent, and the old one loses its buttons. Answers the id of the invoice message;
 * null: there is none, and none is needed.
 */
export async function sendCard(
  deps: Pick<Deps, 'db' | 'clock'>,
  api: Api,
  { userId, invoiceId, view, silent, where }: CardGiven,
): Promise<number | null> {
  const card = await findCard(deps.db, userId, invoiceId)
  if (card && where !== 'anew') {
    if (await changed(api, userId, card.messageId, view)) return card.messageId
    await forgetCard(deps.db, userId, card.messageId)
  }
  if (where === 'only in place') return null
  const messageId = await sendView(api, userId, view, quiet(silent))
  await saveCard(deps.db, { userId, invoiceId, messageId, sentAt: deps.clock.now() })
  // The old message keeps its words, which were true. After a failure its buttons stay, and act on the present state
  // anyway.
  if (card) await api.editMessageReplyMarkup(userId, card.messageId).catch(() => {})
  return messageId
}

export function quiet(silent: boolean): { disable_notification: boolean } {
  return { disable_notification: silent }
}

/** Telegram's answer to an edit was lost: a repeated edit does no harm. */
export class EditLost extends Error {}

/** False if there is nothing left to edit. */
async function changed(api: Api, chatId: number, messageId: number, view: View): Promise<boolean> {
  const { reply_markup: _, ...other } = toMessage(view)
  const markup = view.buttons ? { reply_markup: { inline_keyboard: view.buttons } } : {}
  try {
    await api.editMessageText(chatId, messageId, view.text, { ...other, ...markup })
    return true
  } catch (error) {
    if (error instanceof HttpError) throw new EditLost(String(error.error))
    if (!(error instanceof GrammyError)) throw error
    if (error.error_code >= 500) throw new EditLost(error.description)
    if (error.error_code !== 400) throw error
    return error.description.includes('message is not modified')
  }
}
