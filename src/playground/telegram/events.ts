import type { ChatMessage } from './messages.ts'

/** An event in Telegram, for listeners that draw or wait. */
export type TelegramEvent =
  | { kind: 'message' | 'edited'; chatId: number; message: ChatMessage }
  | { kind: 'deleted'; chatId: number; messageIds: number[] }
  | { kind: 'pinned'; chatId: number; messageIds: number[] }
  | { kind: 'answered'; chatId: number; queryId: string; text?: string; alert: boolean }
  | { kind: 'action'; chatId: number; action: string }
  | { kind: 'commands' }
  | { kind: 'inline'; queryId: string }

/** Called for every event; an error of it is an uncaught error, not an answer to the bot. */
export type Listener = (event: TelegramEvent) => void

/** A subscription to events. */
export interface Events {
  /** Calls the listener for each event from now on, at once, until the returned function is called. */
  subscribe(listener: Listener): () => void
}

/** Events, with a function that causes them. */
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
          // A listener's error has nothing to do with the bot's call, and must not become its answer.
          queueMicrotask(() => {
            throw error
          })
        }
    },
  }
}
