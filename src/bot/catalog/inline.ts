import { Composer, type Context, GrammyError } from 'grammy'
import { uiFor } from '#bot/kit/ui.ts'
import { searchInline } from '#services/catalog/inline.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { inlineResult } from './inline-view.ts'

const CACHED_FOR_SECONDS = 30

/** `@bot words` in any chat: goods as anybody may see them. The query alone makes nobody known to the bot. */
export function createInline(deps: Deps): Composer<Context> {
  const inline = new Composer<Context>()
  inline.on('inline_query', async (ctx) => {
    const { query, offset } = ctx.inlineQuery
    const page = await searchInline(deps, ctx.from.id, query, Number(offset) || 0)
    const ui = uiFor(deps, { locale: page.locale ?? ctx.from.language_code ?? null, hints: 0 })
    const results = page.goods.map((goods) => inlineResult(ui, goods, ctx.me.username))
    const isMissed = query.trim() !== '' && results.length === 0
    const answer = {
      cache_time: CACHED_FOR_SECONDS,
      is_personal: true,
      next_offset: page.next === null ? '' : String(page.next),
      button: { text: ui.label(isMissed ? 'inline.none' : 'inline.all'), start_parameter: 'catalog' },
    }
    try {
      await ctx.answerInlineQuery(results, answer)
    } catch (error) {
      // A person who types on has sent a new query by now.
      if (!(error instanceof GrammyError) || !/query is too old/.test(error.description)) throw error
    }
  })
  return inline
}
