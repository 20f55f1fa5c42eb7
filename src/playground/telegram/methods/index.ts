import type { Cloud } from '#playground/telegram/cloud.ts'
import { getFile } from '#playground/telegram/files.ts'
import { answerCallbackQuery } from '#playground/telegram/updates/callbacks.ts'
import { getUpdates } from '#playground/telegram/updates/polling.ts'
import { deleteWebhook, getWebhookInfo, setWebhook } from '#playground/telegram/updates/webhook.ts'
import { type Args, text } from '#playground/telegram/wire/args.ts'
import { getChat, pinChatMessage, sendChatAction, unpinAllChatMessages, unpinChatMessage } from './chats.ts'
import { copyMessage, copyMessages, forwardMessage, forwardMessages } from './copies.ts'
import { deleteMessage, deleteMessages } from './deletes.ts'
import { answerInlineQuery } from './inline.ts'
import { editMessageMedia, sendDocument, sendMediaGroup, sendPhoto } from './media.ts'
import { deleteMyCommands, getMyCommands, setMyCommands } from './menu.ts'
import { getText, setText } from './profile.ts'
import { editMessageCaption, editMessageReplyMarkup, editMessageText, sendMessage } from './texts.ts'

/** A method: its result, or a promise of it; the signal says that the caller has hung up. */
export type BotApiMethod = (cloud: Cloud, args: Args, signal: AbortSignal) => unknown

/** `true` with a word of explanation, which only the webhook methods give. */
export class DescribedResult {
  readonly description: string

  constructor(description: string) {
    this.description = description
  }
}

/** Every method of this server. */
const methods: Record<string, BotApiMethod> = {
  getMe: (cloud) => cloud.bot,

  getUpdates,
  setWebhook: (cloud, args) => new DescribedResult(setWebhook(cloud, args)),
  deleteWebhook: (cloud, args) => new DescribedResult(deleteWebhook(cloud, args)),
  getWebhookInfo: (cloud) => getWebhookInfo(cloud),

  sendMessage,
  sendDocument,
  sendPhoto,
  sendMediaGroup,
  copyMessage,
  copyMessages,
  forwardMessage,
  forwardMessages,

  editMessageText,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,

  answerCallbackQuery,
  answerInlineQuery,

  sendChatAction,
  getChat,
  pinChatMessage,
  unpinChatMessage,
  unpinAllChatMessages,

  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyName: setText('name'),
  getMyName: getText('name'),
  setMyDescription: setText('description'),
  getMyDescription: getText('description'),
  setMyShortDescription: setText('short_description'),
  getMyShortDescription: getText('short_description'),

  getFile: (cloud, args) => getFile(cloud, text(args, 'file_id')),
}

const byLowerName = new Map(Object.entries(methods).map(([name, run]) => [name.toLowerCase(), { name, run }]))

/** Names of methods may be written in any case. */
export function findMethod(name: string): { name: string; run: BotApiMethod } | undefined {
  return byLowerName.get(name.toLowerCase())
}
