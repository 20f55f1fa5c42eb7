import path from 'node:path'
import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { limits } from '../../../domain/limits.ts'
import { may } from '../../../domain/policy.ts'
import { seconds } from '../../../domain/time.ts'
import { inFolder } from '../../../exchange/folder.ts'
import { readQuickOrderTable } from '../../../exchange/quick-order-table.ts'
import type { BotContext } from '../../context.ts'
import { to } from '../../routes.ts'
import { importAskView, importDoneText, importFailedText, unreadableListText } from '../../views/imports.ts'
import { quickOrder } from '../quick-orders.ts'

/** Files that people send: for staff a price list, for dealers a list to order. */
export const files = new Composer<BotContext>()

export async function showImport(ctx: BotContext): Promise<void> {
  if (!may(ctx.actor, 'catalog.import')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await ctx.show(importAskView(ctx.ui))
}

files.command('import', showImport)
files.callbackQuery(to.import.pattern, showImport)

files.on('message:document', async (ctx, next) => {
  const { file_id: id, file_name: name = 'file', file_size: size = 0 } = ctx.message.document
  const { t } = ctx.ui
  const importing = may(ctx.actor, 'catalog.import')
  if (!importing && !may(ctx.actor, 'order')) return next()
  if (size > limits.importBytes)
    return ctx.refuse(t('carts.fileTooBig', { megabytes: limits.importBytes / 1024 / 1024 }))
  if (importing) {
    const message = await ctx.reply(ctx.ui.label('imports.reading', { name }))
    return ctx.inBackground(runImport(ctx, { id, name }, message))
  }
  if (size === 0) return ctx.refuse(t('carts.fileEmpty'))
  const read = await readQuickOrderTable(await ctx.download(id))
  if (!read.ok) return ctx.refuse(unreadableListText(ctx.ui, read))
  await quickOrder(ctx, { lines: read.lines, columnsUntold: read.columns === 'untold', name })
})

/** Nobody waits for a long file: its own message tells how far it is, at most every two seconds. */
async function runImport(
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
