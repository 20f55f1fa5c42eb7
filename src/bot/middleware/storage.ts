import type { BotContext } from '#bot/kit/context.ts'
import { deleteConversation, readConversation, writeConversation } from '#db/kernel/conversations.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** Raised with every change of a form: forms open at that time are closed, their answers are in the database. */
const VERSION = 2

/** Open forms live in the database, so that a restart does not close them. */
export function conversationStorage(deps: Deps) {
  return {
    type: 'key' as const,
    version: VERSION,
    getStorageKey: (ctx: BotContext) => String(ctx.chatId),
    adapter: {
      async read(key: string) {
        const value = await readConversation(deps.db, key)
        return value === undefined ? undefined : JSON.parse(value)
      },
      write: (key: string, state: unknown) => writeConversation(deps.db, key, JSON.stringify(state), deps.clock.now()),
      delete: (key: string) => deleteConversation(deps.db, key),
    },
  }
}
