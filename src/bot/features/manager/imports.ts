import path from 'node:path'
import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { may } from '../../../domain/policy.ts'
import { seconds } from '../../../domain/time.ts'
import { inFolder } from '../../../exchange/folder.ts'
import type { BotContext } from '../../context.ts'
import { to } from '../../routes.ts'
import { importAskView, importDoneText, importFailedText } from '../../views/imports.ts'

/** The way to send a price list. */
export const imports = new Composer<BotContext>()

export async function showImport(ctx: BotContext): Promise<void> {
  if (!may(ctx.actor, 'catalog.import')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await ctx.show(importAskView(ctx.ui))
}

imports.command('import', showImport)
imports.callbackQuery(to.import.pattern, showImport)

/** Nobody waits for a long file: its own message tells how far it is, at most every two seconds. */
export async function runImport(
  ctx: BotContext,
  file: { id: string; name: string },
  { chat, message_id: messageId }: Message,
): Promise<void> {
  const { deps, ui } = ctx
  const say = (text: string) => ctx.api.editMessageText(chat.id, messageId, text, { parse_mode: 'HTML' })
  try {
    let saidAt = deps.clock.now()
    const onProgress = async (done: number, total: number | null) => {
      if (deps.clock.now() - saidAt < seconds(2)) return
      saidAt = deps.clock.now()
      const progress = { name: file.name, done, total: total ?? 0 }
      await say(ui.t(total === null ? 'imports.progress' : 'imports.progressOf', progress)).catch((error: unknown) =>
        ctx.log.warn({ err: error }, 'progress could not be told'),
      )
    }
    const outcome = await inFolder(async (folder) => {
      const downloaded = path.join(folder, 'file')
      await ctx.downloadTo(file.id, downloaded)
      return deps.importer.takeIn(ctx.actor, { name: file.name, path: downloaded }, onProgress)
    })
    // Somebody may wait for what has come.
    deps.scheduler.wake()
    deps.search.wake()
    await say(outcome.ok ? importDoneText(ui, file.name, outcome.result) : importFailedText(ui, file.name, outcome))
  } catch (error) {
    const id = deps.chance.token().slice(0, 6)
    ctx.log.error({ err: error, incident: id }, 'an import failed')
    await say(ui.t('common.incident', { id }))
  }
}
