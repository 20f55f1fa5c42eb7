import type { BotCommand, KeyboardButton, Message, User } from 'grammy/types'
import { type Cloud, type InlineAnswer, type PrivateChat, unixTime } from '#playground/telegram/cloud.ts'
import { type FileKind, type StoredFile, storeFile } from '#playground/telegram/files.ts'
import { photoSizes, SAMPLE_PHOTO } from '#playground/telegram/images.ts'
import { askInline, messageOf } from '#playground/telegram/inline.ts'
import { menuOf } from '#playground/telegram/menus.ts'
import { addMessage, type ChatMessage, type Draft, viewOf } from '#playground/telegram/messages.ts'
import { withDetected } from '#playground/telegram/text/detect.ts'
import { lengthOf, TEXT_LENGTH } from '#playground/telegram/text/text.ts'
import { publish, redeliver } from '#playground/telegram/updates/updates.ts'
import { setBlocked } from './blocking.ts'
import { editOwn } from './edits.ts'
import { type Profile, userOf } from './profile.ts'
import { screenOf } from './screen.ts'
import { createTaps, type TapAnswer, type UnansweredTap } from './taps.ts'
import { until } from './waiting.ts'

export type { Profile, TapAnswer, UnansweredTap }

/** A document the bot has sent. */
export interface Sent {
  name: string
  bytes: Uint8Array
  caption?: string
}

/** A person with a phone. If the bot is a function, each action resolves when the bot has dealt with it. */
export interface Person {
  id: number
  /** Both sides of the private chat, in order, as it stands now. */
  readonly chat: ChatMessage[]
  sends(text: string): Promise<void>
  sendsContact(contact?: { phone?: string; userId?: number; firstName?: string }): Promise<void>
  sendsFile(name: string, bytes: Uint8Array, options?: { caption?: string; mime?: string }): Promise<void>
  sendsPhoto(bytes?: Uint8Array, options?: { caption?: string }): Promise<void>
  sendsSticker(): Promise<void>
  sendsVoice(): Promise<void>
  forwards(text: string): Promise<void>
  /** Changes the person's newest message, or the one with this id: its text, or the caption of its file. */
  edits(text: string, messageId?: number): Promise<void>
  /** Presses the newest button with this label; a plain string need only be part of it. */
  taps(label: string | RegExp): Promise<TapAnswer>
  /** The callback data behind the newest inline button with this label: to press it later, or twice at once. */
  dataOf(label: string | RegExp): string
  tapsOn(messageId: number, label: string | RegExp): Promise<TapAnswer>
  /** Presses a key of the reply keyboard. */
  tapsKey(label: string): Promise<TapAnswer>
  /** Presses a button that may never have existed. */
  tapsData(messageId: number, data: string): Promise<TapAnswer>
  /** The bot's answer to `@bot query` in any chat. */
  asksInline(query: string, offset?: string): Promise<InlineAnswer>
  /** Sends a result into the chat with the bot. */
  insertsInline(queryId: string, resultId: string): Promise<void>
  /** The person's last update reaches the bot once more, with the same update_id. */
  redelivers(): Promise<void>
  blocksBot(): void
  unblocksBot(): void
  sees(): string
  last(): ChatMessage
  buttons(): string[]
  keyboard(): string[]
  /** The same keys row by row, with their actions. */
  keys(): Exclude<KeyboardButton, string>[][]
  commands(): BotCommand[]
  documents(): Sent[]
  toasts: { text: string; alert: boolean }[]
  /** Resolves when an event in Telegram makes the predicate true. */
  until(predicate: () => boolean, timeoutMs?: number): Promise<void>
}

const WAIT_MS = 5000

/** All people with a phone here; the same id is the same person. */
export function createPeople(cloud: Cloud) {
  const people = new Map<number, Person>()
  const unanswered: UnansweredTap[] = []
  return {
    unanswered,
    all: () => [...people.values()],
    person(profile: Profile): Person {
      const person = people.get(profile.id) ?? createPerson(cloud, profile, unanswered)
      people.set(profile.id, person)
      return person
    },
  }
}

function createPerson(cloud: Cloud, profile: Profile, unanswered: UnansweredTap[]): Person {
  const chat: PrivateChat = {
    user: userOf(profile),
    phone: profile.phone,
    started: false,
    blocked: false,
    messages: [],
    pinned: [],
    keyboardFrom: undefined,
    lastUpdate: undefined,
  }
  cloud.chats.set(profile.id, chat)
  const toasts: Person['toasts'] = []
  const screen = screenOf(chat)

  async function say(draft: Draft): Promise<void> {
    if (chat.blocked) throw new Error(`${profile.firstName} has blocked the bot and can't write to it`)
    chat.started = true
    cloud.flood?.heard(chat.user.id)
    const { message } = addMessage(cloud, chat, false, draft)
    await publish(cloud, chat, { message: message as Message & { chat: { type: 'private' }; from: User } })
  }

  function stored(kind: FileKind, name: string, mime: string, bytes: Uint8Array): StoredFile {
    return storeFile(cloud, kind, name, mime, bytes)
  }

  const person: Person = {
    id: profile.id,
    get chat() {
      return chat.messages.map(viewOf)
    },
    async sends(text) {
      const trimmed = text.trim()
      if (trimmed === '') throw new Error("Telegram's apps don't send an empty message")
      if (lengthOf(trimmed) > TEXT_LENGTH)
        throw new Error(`Telegram's apps send at most ${TEXT_LENGTH} characters at once`)
      const entities = withDetected({ text: trimmed, entities: [] })
      await say({ content: { text: trimmed, ...(entities.length > 0 && { entities }) } })
    },
    async sendsContact(contact) {
      const phone = contact?.phone ?? profile.phone
      if (!phone) throw new Error(`${profile.firstName} has no phone number; give one in the profile or in the contact`)
      const owner = contact ? contact.userId : profile.id
      await say({
        content: {
          contact: {
            phone_number: phone,
            first_name: contact?.firstName ?? profile.firstName,
            ...(owner !== undefined && { user_id: owner }),
          },
        },
      })
    },
    async sendsFile(name, bytes, { caption, mime = 'application/octet-stream' } = {}) {
      const file = stored('document', name, mime, bytes)
      const ids = { file_id: file.id, file_unique_id: file.uniqueId }
      const document = { ...ids, file_name: name, mime_type: mime, file_size: bytes.length }
      await say({ content: { document, ...(caption && { caption }) } })
    },
    async sendsPhoto(bytes = SAMPLE_PHOTO, { caption } = {}) {
      const photo = photoSizes(stored('photo', 'photo.jpg', 'image/jpeg', bytes))
      await say({ content: { photo, ...(caption && { caption }) } })
    },
    async sendsSticker() {
      const { id, uniqueId } = stored('sticker', 'sticker.webp', 'image/webp', new Uint8Array([0]))
      const look = { width: 512, height: 512, is_animated: false, is_video: false, emoji: '👍' }
      await say({ content: { sticker: { file_id: id, file_unique_id: uniqueId, type: 'regular', ...look } } })
    },
    async sendsVoice() {
      const { id, uniqueId } = stored('voice', 'voice.ogg', 'audio/ogg', new Uint8Array([0]))
      const voice = { file_id: id, file_unique_id: uniqueId, duration: 3, mime_type: 'audio/ogg' }
      await say({ content: { voice } })
    },
    async forwards(text) {
      const origin = { type: 'hidden_user', sender_user_name: 'Somebody', date: unixTime(cloud) } as const
      await say({ content: { text, forward_origin: origin }, isForwarded: true })
    },
    edits: (text, messageId) => editOwn(cloud, chat, text, messageId),
    ...createTaps(cloud, chat, {
      unanswered,
      toasts,
      say: (text) => person.sends(text),
      contact: () => person.sendsContact(),
    }),
    asksInline: (query, offset) => askInline(cloud, chat, query, offset),
    insertsInline: async (queryId, resultId) => say(messageOf(cloud, queryId, resultId)),
    redelivers: () => redeliver(cloud, chat),
    blocksBot: () => setBlocked(cloud, chat, true),
    unblocksBot: () => setBlocked(cloud, chat, false),
    ...screen,
    commands: () => menuOf(cloud, chat.user),
    documents: () =>
      chat.messages.flatMap(({ message, fromBot }) => {
        const file = fromBot && message.document && cloud.files.get(message.document.file_id)
        return file
          ? [{ name: file.name, bytes: file.bytes, ...(message.caption && { caption: message.caption }) }]
          : []
      }),
    toasts,
    until: (predicate, timeoutMs = WAIT_MS) => until(cloud, predicate, timeoutMs, () => screen.sees()),
  }
  return person
}
