import type { ChatMessage } from './messages.ts'

/** What happened in Telegram, for whoever draws or waits for it. */
export type TelegramEvent =
  | { kind: 'message' | 'edited'; chatId: number; message: ChatMessage }
  | { kind: 'deleted'; chatId: number; messageIds: number[] }
  | { kind: 'pinned'; chatId: number; messageIds: number[] }
  | { kind: 'answered'; chatId: number; queryId: string; text?: string; alert: boolean }
  | { kind: 'action'; chatId: number; action: string }
  | { kind: 'commands' }
  | { kind: 'inline'; queryId: string }

/** Called for every event; what it throws is an uncaught error, not an answer to the bot. */
export type Listener = (event: TelegramEvent) => void

/** Where to hear of what happens. */
export interface Events {
  /** Calls the listener at once for everything that happens from now on, until the returned function is called. */
  subscribe(listener: Listener): () => void
}

/** Events with the means to cause them. */
export function createEvents(): Events & { emit: Listener } {
  const listeners = new Set<Listener>()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    emit(event) {
      for (const listener of listeners)
        try {
          listener(event)
        } catch (error) {
          // The bot's call has nothing to do with it, and must not be answered with it.
          queueMicrotask(() => {
            throw error
          })
        }
    },
  }
}
