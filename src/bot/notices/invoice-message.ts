import { type Api, GrammyError, HttpError } from 'grammy'
import type { View } from '#bot/kit/context.ts'
import { replaceMessage, sendView, toMessage } from '#bot/kit/shell.ts'
import { findCard, forgetCard, saveCard } from '#db/notices/invoice-message.ts'
import { findShipmentCard, forgetShipmentCard, saveShipmentCard } from '#db/notices/shipment-message.ts'
import type { Db } from '#db/schema/schema.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** Where it is remembered which message is the living one about a thing. */
interface Cards {
  find(db: Db, userId: number, aboutId: number): Promise<{ messageId: number } | undefined>
  save(db: Db, card: { userId: number; aboutId: number; messageId: number; sentAt: number }): Promise<void>
  forget(db: Db, userId: number, messageId: number): Promise<void>
}

export const invoiceCards: Cards = {
  find: findCard,
  save: (db, { aboutId: invoiceId, ...card }) => saveCard(db, { invoiceId, ...card }),
  forget: forgetCard,
}

export const shipmentCards: Cards = {
  find: findShipmentCard,
  save: (db, { aboutId: shipmentId, ...card }) => saveShipmentCard(db, { shipmentId, ...card }),
  forget: forgetShipmentCard,
}

export interface CardGiven {
  userId: number
  cards: Cards
  /** The invoice or the request. */
  aboutId: number
  view: View
  /** What the old message says once a new one stands below; null: it keeps its words, which were true. */
  former: View | null
  silent: boolean
  /**
   * The place of the change: a new message that sounds, the one that stands there (else a new one), or that one alone.
   */
  where: 'anew' | 'in place' | 'only in place'
}

/**
 * One message per invoice, or request, and person: it is edited in place while it is the newest about that thing. If
 * something must sound, a new one is sent, and the old one loses its buttons. Answers the id of the living message;
 * null: there is none, and none is needed.
 */
export async function sendCard(
  deps: Pick<Deps, 'db' | 'clock'>,
  api: Api,
  { userId, cards, aboutId, view, former, silent, where }: CardGiven,
): Promise<number | null> {
  const card = await cards.find(deps.db, userId, aboutId)
  if (card && where !== 'anew') {
    if (await changed(api, userId, card.messageId, view)) return card.messageId
    await cards.forget(deps.db, userId, card.messageId)
  }
  if (where === 'only in place') return null
  const messageId = await sendView(api, userId, view, quiet(silent))
  await cards.save(deps.db, { userId, aboutId, messageId, sentAt: deps.clock.now() })
  // After a failure the old message's buttons stay, and act on the present state anyway.
  if (card) await retire(api, userId, card.messageId, former).catch(() => {})
  return messageId
}

async function retire(api: Api, chatId: number, messageId: number, former: View | null): Promise<void> {
  if (former === null) await api.editMessageReplyMarkup(chatId, messageId)
  else await replaceMessage({ api, chatId }, messageId, former)
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
