import type { ConversationFlavor } from '@grammyjs/conversations'
import type { Menu } from '@grammyjs/menu'
import type { Context } from 'grammy'
import type { InlineKeyboardButton } from 'grammy/types'
import type { KnownPerson } from '#db/people/people.ts'
import type { Seller } from '#domain/orders/seller.ts'
import type { Actor } from '#domain/policy.ts'
import type { Refusal } from '#domain/result.ts'
import type { Texts } from '#i18n.ts'
import type { Log } from '#runtime/log.ts'
import type { Home } from '#services/desk/home.ts'
import type { Importer } from '#services/imports/importer.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { ListFiles } from '#services/orders/list-files.ts'
import type { Downloads } from './downloads.ts'
import type { RefusalWords } from './refusals.ts'

/** In whose eyes a screen is drawn: language, habits, time. All that a view needs beside its data. */
export interface Ui extends Texts {
  hints: boolean
  now: number
  timeZone: string
  seller: Seller
  reserveForMs: number
}

/** What a screen or a notice is made of; plain JSON, so that it passes through conversations. */
export interface View {
  /** Telegram's HTML. */
  text: string
  buttons?: InlineKeyboardButton[][]
  /** A reply keyboard with one button that shares the sender's own number. */
  contactButton?: string
  /** Takes that keyboard away. */
  removeKeyboard?: true
  /** A file that is at Telegram already: the text is its caption. */
  file?: { id: string; kind: 'photo' | 'document' }
}

/** A document that is sent beside the navigation message. */
export interface Attachment {
  name: string
  bytes: Uint8Array
  caption: string
}

/** What a form asks: which question, about what. */
export interface Question {
  name: string
  args: (number | null)[]
}

/** Work that outlives its update. */
export interface Job {
  begunAt: number
  /** Whether it has a message of its own already. */
  hasMessage(): boolean
  /** Says how far it is, in one message of its own. */
  progress(view: View): Promise<void>
  /** Says what came of it in that message, or in a new one; answers the message's id. */
  tell(view: View): Promise<number>
}

/** What the bot's handlers work with: what every verb needs, and what reads people's files. */
export interface BotDeps extends Deps {
  importer: Importer
  listFiles: ListFiles
}

export interface DealerdeskFlavor extends Downloads {
  /** Only private chats come to handlers: there always is one. */
  chatId: number
  deps: BotDeps
  log: Log
  person: KnownPerson
  actor: Actor
  ui: Ui
  /** This update has left an open form. */
  leftForm?: boolean
  /** What the first screen shows; read just before the main menu is drawn. */
  home?: Home
  /** Answers the pressed button, once; long texts are cut to what Telegram takes. */
  toast(text?: string, alert?: boolean): Promise<void>
  /** Says why not: as an alert on a button, as a message otherwise. */
  refuse(why: string | Refusal<string>, words?: RefusalWords): Promise<void>
  /** Edits the navigation message, or sends it where it can't be edited. */
  show(view: View, menu?: Menu<BotContext>): Promise<void>
  /** Shows a question and waits for a typed answer. */
  ask(view: View, question: Question): Promise<void>
  sendFile(attachment: Attachment): Promise<void>
  /** The same, shown as a picture. */
  sendPicture(attachment: Attachment): Promise<void>
  /** The work behind this update that is being done: see `background.ts`. */
  job?: Job
  /** Work that outlives the update: nobody else waits for it. */
  inBackground(work: Promise<void>): void
}

export type BotContext = ConversationFlavor<Context & DealerdeskFlavor>
