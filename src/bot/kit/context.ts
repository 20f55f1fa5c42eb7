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

/** The reader of a screen: language, habits, time. A view needs only this in addition to its data. */
export interface Ui extends Texts {
  hints: boolean
  now: number
  timeZone: string
  seller: Seller
  reserveForMs: number
}

/** The content of a screen or a notice; plain JSON, so that it passes through conversations. */
export interface View {
  /** Telegram's HTML. */
  text: string
  buttons?: InlineKeyboardButton[][]
  /** A reply keyboard with one button that shares the sender's own number. */
  contactButton?: string
  /** Removes that keyboard. */
  removeKeyboard?: true
  /** A file that is at Telegram already: the text is its caption. */
  file?: { id: string; kind: 'photo' | 'document' }
}

/** A document that is sent in addition to the navigation message. */
export interface Attachment {
  name: string
  bytes: Uint8Array
  caption: string
}

/** A question of a form: its kind and its arguments. */
export interface Question {
  name: string
  args: (number | null)[]
}

/** Work that outlives its update. */
export interface Job {
  begunAt: number
  /** True if it has a message of its own already. */
  hasMessage(): boolean
  /** Shows the progress, in one message of its own. */
  progress(view: View): Promise<void>
  /** Shows the outcome in that message, or in a new one; answers the message's id. */
  tell(view: View): Promise<number>
}

/** The deps of the bot's handlers: those of the services, and the reader of people's files. */
export interface BotDeps extends Deps {
  importer: Importer
  listFiles: ListFiles
}

export interface DealerdeskFlavor extends Downloads {
  /** The chat's id; handlers see only private chats, so there always is one. */
  chatId: number
  deps: BotDeps
  log: Log
  person: KnownPerson
  actor: Actor
  ui: Ui
  /** The way back of the screen that «Назад» leads to; absent if another button was pressed. */
  cameBack?: string[]
  /** The question of a form that this update has left; null: its question is not known. */
  leftForm?: { question: Question | null }
  /** The next question of a form, and the updates that answered it before. */
  nextQuestion?: { question: Question; taken: number[] }
  /** The data of the first screen; read just before the main menu is drawn. */
  home?: Home
  /** Answers the pressed button, once; long texts are cut to Telegram's limit. */
  toast(text?: string, alert?: boolean): Promise<void>
  /** Shows a refusal: as an alert on a button, as a message otherwise. */
  refuse(why: string | Refusal<string>, words?: RefusalWords): Promise<void>
  /** Edits the navigation message, or sends a new one if it can't be edited. */
  show(view: View, menu?: Menu<BotContext>): Promise<void>
  /** Shows a question and waits for a typed answer. */
  ask(view: View, question: Question): Promise<void>
  sendFile(attachment: Attachment): Promise<void>
  /** The same, shown as a picture. */
  sendPicture(attachment: Attachment): Promise<void>
  /** The background work of this update: see `background.ts`. */
  job?: Job
  /** Runs work that outlives the update; nobody waits for it. */
  inBackground(work: Promise<void>): void
}

export type BotContext = ConversationFlavor<Context & DealerdeskFlavor>
