import { type Api, GrammyError } from 'grammy'
import { findCard, saveCard } from '../db/claims.ts'
import type { Deps } from '../services/deps.ts'
import type { View } from './context.ts'
import { sendView, toMessage } from './middleware/shell.ts'

export interface CardGiven {
  userId: number
  invoiceId: number
  view: View
  silent: boolean
  /** Changes the card where it stands, instead of a new one that sounds. */
  edits: boolean
}

/**
 * One living card per invoice and person: it is edited in place while it is the newest about that invoice, and sent
 * anew, the old one's buttons taken away, when something must sound. Answers the id of the message that is the card.
 */
export async function sendCard(
  deps: Deps,
  api: Api,
  { userId, invoiceId, view, silent, edits }: CardGiven,
): Promise<number> {
  const card = await findCard(deps.db, userId, invoiceId)
  if (card && edits && (await changed(api, userId, card.messageId, view))) return card.messageId
  const messageId = await sendView(api, userId, view, quiet(silent))
  await saveCard(deps.db, { userId, invoiceId, messageId, sentAt: deps.clock.now() })
  // The old card keeps its words: what it said was true. A failure leaves buttons that act on the present anyway.
  if (card) await api.editMessageReplyMarkup(userId, card.messageId).catch(() => {})
  return messageId
}

export function quiet(silent: boolean): { disable_notification: boolean } {
  return { disable_notification: silent }
}

/** False where there is nothing left to edit. */
async function changed(api: Api, chatId: number, messageId: number, view: View): Promise<boolean> {
  const { reply_markup: _, ...other } = toMessage(view)
  const markup = view.buttons ? { reply_markup: { inline_keyboard: view.buttons } } : {}
  try {
    await api.editMessageText(chatId, messageId, view.text, { ...other, ...markup })
    return true
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    return error.description.includes('message is not modified')
  }
}
