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
  /** Where it changes: a new card that sounds, the one that stands there (else a new one), or that one alone. */
  where: 'anew' | 'in place' | 'only in place'
}

/**
 * One living card per invoice and person: it is edited in place while it is the newest about that invoice, and sent
 * anew, the old one's buttons taken away, when something must sound. Answers the id of the message that is the card;
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
  // The old card keeps its words: what it said was true. A failure leaves buttons that act on the present anyway.
  if (card) await api.editMessageReplyMarkup(userId, card.messageId).catch(() => {})
  return messageId
}

export function quiet(silent: boolean): { disable_notification: boolean } {
  return { disable_notification: silent }
}

/** Nobody knows whether the card was changed: doing it again does no harm. */
export class EditLost extends Error {}

/** False where there is nothing left to edit. */
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
