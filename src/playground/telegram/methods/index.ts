import type { Args } from '../args.ts'
import { text } from '../args.ts'
import { answerCallbackQuery } from '../callbacks.ts'
import type { Cloud } from '../cloud.ts'
import { getFile } from '../files.ts'
import { getUpdates } from '../polling.ts'
import { deleteWebhook, getWebhookInfo, setWebhook } from '../webhook.ts'
import { editMessageCaption, editMessageReplyMarkup, editMessageText, sendMessage } from './texts.ts'

export type Method = (cloud: Cloud, args: Args, signal: AbortSignal) => unknown

/** `true` with a word of explanation, which only the webhook methods give. */
export class Told {
  readonly description: string

  constructor(description: string) {
    this.description = description
  }
}

/** Everything this server can be asked for. */
const methods: Record<string, Method> = {
  getMe: (cloud) => cloud.bot,
  getUpdates,
  setWebhook: (cloud, args) => new Told(setWebhook(cloud, args)),
  deleteWebhook: (cloud, args) => new Told(deleteWebhook(cloud, args)),
  getWebhookInfo: (cloud) => getWebhookInfo(cloud),
  sendMessage,
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  answerCallbackQuery,
  getFile: (cloud, args) => getFile(cloud, text(args, 'file_id')),
}

const byLowerName = new Map(Object.entries(methods).map(([name, run]) => [name.toLowerCase(), { name, run }]))

/** Names of methods may be written in any case. */
export function findMethod(name: string): { name: string; run: Method } | undefined {
  return byLowerName.get(name.toLowerCase())
}
