import type { BotContext, Question } from '#bot/kit/context.ts'
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

/** The question of the open form, as the storage has it; null: there is none, or it can't be told. */
export async function openQuestion({ deps, chatId }: BotContext): Promise<Question | null> {
  const stored = JSON.parse((await readConversation(deps.db, String(chatId))) ?? 'null') as StoredForms | null
  const args = stored?.state?.ask?.at(-1)?.args
  const [question] = (args === undefined ? [] : JSON.parse(args)) as [Question?]
  return question ?? null
}

interface StoredForms {
  state?: { ask?: { args?: string }[] }
}
