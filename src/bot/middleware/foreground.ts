import type { Middleware } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** A person who sends something waits for an answer: long work of others lets the update go first. */
export function inForeground({ foreground }: Pick<Deps, 'foreground'>): Middleware<BotContext> {
  return async (_, next) => {
    const leave = foreground.enter()
    try {
      await next()
    } finally {
      leave()
    }
  }
}
